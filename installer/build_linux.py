"""Makes what an office's IT installs on Linux, from a clean clone on Debian 12:

    python3 installer/build_linux.py --arch amd64|arm64 --out FOLDER [--work FOLDER] [--without-proof] [--quick]

FOLDER then holds the .deb, the portable .tar.gz, the list of components, checksums, and the .debs for a bare PC.
Needs apt, dpkg-deb and patchelf, and for another processor's proof qemu-user-static. Nothing is compiled.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from installer import environment
from installer.environment import PROJECT, VENV, Sayer, Unprepared, program

if os.environ.get("JIESU_DESK_BUILDS") != "1" and __name__ == "__main__":
    # The locked list is read with a library of the project's environment.
    try:
        environment.prepare(for_tests=True, say=Sayer())
    except Unprepared as unprepared:
        sys.exit(str(unprepared))
    python = str(program("python"))
    os.execve(python, [python, *sys.argv], {**os.environ, "JIESU_DESK_BUILDS": "1"})

from installer.bundle.made import Wanted, make
from installer.bundle.steps import Unbuilt
from installer.bundle.targets import LINUX


def main() -> int:
    """Reads the arguments, builds, and returns the exit code."""
    parser = argparse.ArgumentParser(description="Builds the package of the desk for Linux.")
    parser.add_argument("--arch", choices=sorted(LINUX), required=True)
    parser.add_argument("--out", type=Path, required=True, help="where the finished files go")
    parser.add_argument("--work", type=Path, help="where fetched and unpacked parts lie (OUT/work)")
    parser.add_argument("--without-proof", action="store_true", help="do not start the finished bundle")
    parser.add_argument("--quick", action="store_true", help="pack with the least effort, for a try")
    asked = parser.parse_args()
    out = asked.out.resolve()
    work = (asked.work or asked.out / "work").resolve()
    try:
        make(Wanted(LINUX[asked.arch], PROJECT, out, work, VENV / "tools", not asked.without_proof, asked.quick))
    except Unbuilt as error:
        print(f"not built: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
