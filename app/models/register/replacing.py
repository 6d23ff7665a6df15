"""Puts another file in the register's place: only while nobody has it open, and what stood there is kept."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.base.clock import to_local
from app.base.errors import EnvironmentFault, FolderInUse, system_words
from app.base.paths import DataFolder
from app.base.private_files import make_folder
from app.models.journal.anchor import Anchor
from app.models.journal.keeping import write_anchor

_BESIDE = ("", "-wal", "-shm", "-journal")
# The bytes on which SQLite holds its shared lock for as long as a connection is open in WAL mode.
_SHARED_FIRST, _SHARED_SIZE = 0x40000002, 510


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the former register stands now; None when there was none."""

    path: Path | None


def put_in_place(folder: DataFolder, new: Path, head: Anchor, *, now: datetime) -> Kept:
    """Moves the present register with its -wal and -shm into `replaced/` and `new` into its place, with its anchor.

    Killed in between, the register is missing and says so at the next start; nothing is ever lost or mixed.

    Raises:
        FolderInUse: another process has the register open.
        EnvironmentFault: the files cannot be moved.

    """
    try:
        with nobody_has_open(folder.database):
            kept = _move_away(folder, now)
        write_anchor(folder.database, head)
        os.replace(new, folder.database)
        _sync_folder(folder.root)
    except OSError as error:
        raise EnvironmentFault("登记库文件无法移动，没有恢复", hint=system_words(error)) from error
    return Kept(kept)


def _move_away(folder: DataFolder, now: datetime) -> Path | None:
    """Moves the main file first: a -wal must never stand beside a register that it does not belong to."""
    present = [Path(f"{folder.database}{end}") for end in _BESIDE]
    if not any(os.path.lexists(path) for path in present):
        return None
    make_folder(folder.replaced)
    stem = f"desk-{to_local(now):%Y%m%d-%H%M%S}"
    name, count = f"{stem}.sqlite3", 2
    while any(os.path.lexists(folder.replaced / f"{name}{end}") for end in _BESIDE):
        name, count = f"{stem}-{count}.sqlite3", count + 1
    for path, end in zip(present, _BESIDE, strict=True):
        if os.path.lexists(path):
            os.replace(path, folder.replaced / f"{name}{end}")
    return folder.replaced / name


@contextmanager
def nobody_has_open(path: Path, *, undone: str = "没有恢复") -> Iterator[None]:
    """Holds every other process off the register's file; a file that cannot be opened is held by nobody.

    `undone` is what the refusal says was not done.

    Raises:
        FolderInUse: another process has it open.

    """
    if not path.is_file() or not os.access(path, os.R_OK | os.W_OK):
        yield
        return
    with path.open("rb+") as file:
        try:
            _lock(file.fileno())
        except OSError as error:
            raise FolderInUse(
                f"登记库正被另一个程序打开，{undone}", hint="请先关闭值守台窗口和正在执行的命令，再试"
            ) from error
        if sys.platform == "win32":
            file.close()  # an open file cannot be renamed there, and nobody else had it open
        yield


def _sync_folder(folder: Path) -> None:
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _SHARED_FIRST, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, _SHARED_SIZE)
        os.lseek(descriptor, _SHARED_FIRST, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, _SHARED_SIZE)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, _SHARED_SIZE, _SHARED_FIRST)
