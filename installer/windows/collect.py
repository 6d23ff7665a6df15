"""Collects on Linux what a Windows PC needs to build without a network: the listed wheels, each checked by its hash.

.venv/bin/python installer/windows/collect.py --out FOLDER     # fetches the wheels
.venv/bin/python installer/windows/collect.py --write-list     # writes the list anew after a change of uv.lock
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from installer.bundle.locked import Wheel, locked_wheels
from installer.bundle.steps import Unbuilt, say
from installer.bundle.targets import WINDOWS
from installer.bundle.wheels import fetch_wheels, pip_of
from installer.environment import PROJECT, VENV

HERE = Path(__file__).resolve().parent
LIST = HERE / "wheels_win_amd64.txt"
TOOLS = HERE / "tools_win_amd64.txt"


def wheels_to_fetch() -> list[Wheel]:
    """The locked wheels of the product for Windows, then the packer's own."""
    tools = []
    for line in TOOLS.read_text("utf-8").splitlines():
        file, _, sha256 = line.partition(" ")
        name, version = file.split("-")[:2]
        tools.append(Wheel(name.replace("_", "-"), version, file, sha256))
    return [*locked_wheels(PROJECT / "uv.lock", WINDOWS), *tools]


def list_text() -> str:
    """The list as pip takes it: `name==version --hash=sha256:…`, one a line."""
    return "".join(f"{wheel.requirement}\n" for wheel in wheels_to_fetch())


def main() -> int:
    """Fetches or writes the list, and returns the exit code."""
    parser = argparse.ArgumentParser(description="Collects the wheels for the Windows build.")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--write-list", action="store_true")
    asked = parser.parse_args()
    if asked.write_list:
        LIST.write_text(list_text(), encoding="utf-8")
    if asked.out:
        try:
            files = fetch_wheels(wheels_to_fetch(), WINDOWS, asked.out.resolve(), pip_of(VENV / "tools"))
        except Unbuilt as error:
            print(f"not collected: {error}", file=sys.stderr)
            return 1
        say(f"{len(files)} wheels, {sum(path.stat().st_size for path in files) / 1e6:.0f} MB in {asked.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
