"""Files and folders that only their owner may read; on Windows the access list of the user's profile does this."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

FILE_MODE = 0o600
FOLDER_MODE = 0o700
_BY_MODE = os.name == "posix"


def make_folder(path: Path) -> None:
    """Makes a folder and what is missing above it; the folder itself is the owner's alone."""
    path.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)


def make_file(path: Path) -> None:
    """Creates an empty file for its owner alone; an existing file stays as it is."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, FILE_MODE))


def private_opener(path: str, flags: int) -> int:
    """An `opener` for `open`: a file it creates is the owner's alone."""
    return os.open(path, flags, FILE_MODE)


def close_to_others(path: Path) -> None:
    """Takes all rights of other accounts from an own file or folder; somebody else's, or a missing one, stays."""
    if not _BY_MODE:
        return
    try:
        found = path.lstat()
        wanted = FOLDER_MODE if stat.S_ISDIR(found.st_mode) else FILE_MODE
        if found.st_uid == os.geteuid() and not stat.S_ISLNK(found.st_mode) and stat.S_IMODE(found.st_mode) != wanted:
            path.chmod(wanted)
    except OSError:
        # A file that is gone, or a file system without modes: the folder around it still decides.
        return


def close_all_to_others(paths: Iterable[Path]) -> None:
    """Does so for each file, and for each folder with everything in it."""
    for path in paths:
        close_to_others(path)
        for folder, names, files in os.walk(path):
            for name in (*names, *files):
                close_to_others(Path(folder, name))


def is_open_to_others(path: Path) -> bool:
    """Whether another account has any right to a file or folder."""
    return _BY_MODE and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def owner_of(path: Path) -> str:
    """The account that owns a file or folder; empty when it cannot be seen or has no name."""
    try:
        return path.owner()
    except (OSError, KeyError, NotImplementedError):
        return ""
