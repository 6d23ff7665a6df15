"""A file system of a few megabytes that a test can fill to the last page."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_PAGE = 4096
_FILLER = "filler"


class SmallDisk:
    """A mounted small disk; `leave` fills it but for some bytes, `empty` takes the filler away."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._filler = root / _FILLER

    def leave(self, free: int) -> None:
        """Leaves so many bytes free, in whole pages."""
        self.empty()
        state = os.statvfs(self.root)
        pages = state.f_bavail * state.f_frsize // _PAGE - free // _PAGE
        with self._filler.open("wb") as file:
            for _ in range(max(0, pages)):
                file.write(b"\0" * _PAGE)

    def empty(self) -> None:
        """Gives all the space back."""
        self._filler.unlink(missing_ok=True)

    def files(self) -> dict[str, int]:
        """Every file on it with its size, without the filler and what a register grows by itself."""
        found = (path for path in self.root.rglob("*") if path.is_file() and path.name != _FILLER)
        return {str(path.relative_to(self.root)): path.stat().st_size for path in found}


@contextmanager
def small_disk(at: Path, megabytes: int) -> Iterator[SmallDisk]:
    """Mounts one at a new folder; the test is skipped where that is not allowed."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root on Linux")
    at.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "small-disk", str(at)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {done.stderr.strip()}")
    try:
        yield SmallDisk(at)
    finally:
        subprocess.run(["umount", "--lazy", str(at)], check=True)
