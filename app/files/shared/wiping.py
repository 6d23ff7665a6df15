"""Removes files for good: overwritten once, then deleted; on solid-state disks only the disk can promise more."""

from __future__ import annotations

import os
import stat
from pathlib import Path

_BLOCK = bytes(1 << 20)


def count(path: Path) -> tuple[int, int]:
    """The number of files and of bytes that `wipe` would remove. Links are counted, never followed.

    Raises:
        OSError: something cannot be looked at.

    """
    if path.is_dir() and not path.is_symlink():
        below = [count(one) for one in path.iterdir()]
        return sum(files for files, _ in below), sum(size for _, size in below)
    return 1, path.lstat().st_size


def wipe(path: Path) -> None:
    """Removes a file, or a folder with everything in it. Links are never followed.

    Raises:
        OSError: something cannot be removed; what stood before it is gone.

    """
    if path.is_dir() and not path.is_symlink():
        for one in sorted(path.iterdir()):
            wipe(one)
        path.rmdir()
        return
    _overwrite(path)
    path.unlink(missing_ok=True)


def _overwrite(path: Path) -> None:
    """Overwrites an ordinary file that has no other name."""
    try:
        state = path.lstat()
    except FileNotFoundError:
        return
    if not stat.S_ISREG(state.st_mode) or state.st_nlink > 1:
        return
    with path.open("rb+", buffering=0) as file:
        left = state.st_size
        while left > 0:
            left -= file.write(_BLOCK[:left]) or 0
        os.fsync(file.fileno())
