"""Removes files for good: overwritten once, then deleted; on solid-state disks only the disk can promise more."""

from __future__ import annotations

import os
import stat
from pathlib import Path

_BLOCK = bytes(1 << 20)


def wipe(path: Path) -> tuple[int, int]:
    """Removes a file, or a folder with everything in it; the number of files and of bytes. Links are never followed.

    Raises:
        OSError: something cannot be removed; what stood before it is gone.

    """
    if path.is_dir() and not path.is_symlink():
        files, size = 0, 0
        for one in sorted(path.iterdir()):
            more = wipe(one)
            files, size = files + more[0], size + more[1]
        path.rmdir()
        return files, size
    size = _overwrite(path)
    path.unlink(missing_ok=True)
    return 1, size


def _overwrite(path: Path) -> int:
    """Overwrites an ordinary file that has no other name; returns its size."""
    try:
        state = path.lstat()
    except FileNotFoundError:
        return 0
    if not stat.S_ISREG(state.st_mode) or state.st_nlink > 1:
        return 0
    with path.open("rb+", buffering=0) as file:
        left = state.st_size
        while left > 0:
            left -= file.write(_BLOCK[:left]) or 0
        os.fsync(file.fileno())
    return state.st_size
