r"""Builds the Windows program on a Windows PC without a network, from a folder that `collect.py` filled:

    py -3.11 installer\windows\build_windows.py --wheels FOLDER --out FOLDER

Only Python 3.11 (64 bit) must be installed. Every wheel is checked against the list of hashes beside this file.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
LIST = HERE / "wheels_win_amd64.txt"


def commands(wheels: Path, out: Path, work: Path) -> list[list[str]]:
    """What is run, in order: install from the folder alone, draw the icon, pack, and ask the result for its version."""
    python = str(work / "env" / "Scripts" / "python.exe")
    from_folder = ["--no-index", "--find-links", str(wheels), "--require-hashes", "-r", str(LIST)]
    places = ["--distpath", str(out), "--workpath", str(work / "pyinstaller")]
    return [
        [python, "-m", "pip", "install", "--disable-pip-version-check", *from_folder],
        [python, str(HERE / "draw_icon.py"), str(HERE / "jiesu-desk.ico")],
        [python, "-m", "PyInstaller", "--noconfirm", "--clean", *places, str(HERE / "jiesu-desk.spec")],
        [str(out / "jiesu-desk" / "jiesu-desk-cli.exe"), "--version"],
    ]


def main() -> int:
    """Builds and returns the exit code; the first failing step ends it."""
    parser = argparse.ArgumentParser(description="Builds the Windows program offline.")
    parser.add_argument("--wheels", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    if os.name != "nt" or sys.version_info[:2] != (3, 11) or sys.maxsize < 2**32:
        print("needs Windows with 64-bit Python 3.11: py -3.11 build_windows.py …", file=sys.stderr)
        return 2
    out = asked.out.resolve()
    work = out / "work"
    venv.create(work / "env", clear=True, with_pip=True)
    for command in commands(asked.wheels.resolve(), out, work):
        print(">", " ".join(command), flush=True)
        code = subprocess.run(command, check=False).returncode
        if code:
            print(f"stopped: that step ended with {code}", file=sys.stderr)
            return code
    print(f"done: {out / 'jiesu-desk'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
