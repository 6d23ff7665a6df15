"""Places where saving fails: a small disk that can be filled, a disk that is read-only, an account without rights."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NOBODY = 65534


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[Path]:
    """A file system of its own with so much room; the test is skipped where mounting is not allowed."""
    place.mkdir(parents=True, exist_ok=True)
    _mount("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place))
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@contextmanager
def read_only(place: Path) -> Iterator[Path]:
    """The folder as a read-only disk shows it, also to root."""
    _mount("--bind", str(place), str(place))
    try:
        _mount("-o", "remount,bind,ro", str(place))
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def fill_up(disk: Path) -> Path:
    """Takes all room that is left on a small disk; removing the returned file gives it back."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return filler


def state_without_rights(root: Path) -> str:
    """What the opening of a folder says to an account that owns nothing of it; the answer of another process."""
    if sys.platform == "win32" or os.geteuid() != 0:
        pytest.skip("another account can only be taken by root")
    code = (
        "import os, sys; from pathlib import Path; from app.base.paths import DataFolder\n"
        "from app.models.register.version import check_opening; from app.rules.upkeep.states import RegisterFault\n"
        "import encodings.idna, tempfile, random\n"
        f"os.setgid({NOBODY}); os.setuid({NOBODY})\n"
        "try:\n    print(check_opening(DataFolder(Path(sys.argv[1]))))\n"
        "except RegisterFault as fault:\n    print(fault.state.value)\n"
    )
    answer = subprocess.run([sys.executable, "-c", code, str(root)], capture_output=True, text=True, check=True)
    return answer.stdout.strip()


def _mount(*arguments: str) -> None:
    if sys.platform == "win32" or os.geteuid() != 0:
        pytest.skip("a disk for the test can only be mounted by root")
    done = subprocess.run(["mount", *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"mounting is not allowed here: {done.stderr.strip()}")
