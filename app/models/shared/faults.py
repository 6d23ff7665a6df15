"""What an error of the driver means for the register: read from its code and the system's, never from its text."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.rules.upkeep.states import RegisterFault, RegisterState, fault_of

_PRIMARY = 0xFF
_ROOM = 1 << 16  # a register in use needs 32 KB beside it at once
# SQLite sets this where the file was unlinked or renamed under an open connection.
_MOVED = sqlite3.SQLITE_READONLY_DBMOVED
_PLAIN = {
    sqlite3.SQLITE_FULL: RegisterState.FULL,
    sqlite3.SQLITE_BUSY: RegisterState.BUSY,
    sqlite3.SQLITE_LOCKED: RegisterState.BUSY,
    sqlite3.SQLITE_PERM: RegisterState.NO_RIGHTS,
    sqlite3.SQLITE_AUTH: RegisterState.NO_RIGHTS,
    sqlite3.SQLITE_CORRUPT: RegisterState.DAMAGED,
    sqlite3.SQLITE_NOTADB: RegisterState.DAMAGED,
}
# For these the code leaves open what the system refused: the folder and the file are looked at.
_UNCLEAR = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_NOLFS,
}
_BY_ERRNO = {
    errno.ENOSPC: RegisterState.FULL,
    errno.EDQUOT: RegisterState.FULL,
    errno.EACCES: RegisterState.NO_RIGHTS,
    errno.EPERM: RegisterState.NO_RIGHTS,
    errno.EROFS: RegisterState.NO_RIGHTS,
    errno.EISDIR: RegisterState.NOT_A_FILE,
    errno.ENOTDIR: RegisterState.GONE,
    errno.ENOENT: RegisterState.GONE,
    errno.EIO: RegisterState.UNREADABLE,
}


def state_of(error: BaseException, path: Path) -> RegisterState | None:
    """The state behind a driver's error on the register at `path`; None for an error of a statement, a bug."""
    origin = getattr(error, "orig", None) or error
    code = getattr(origin, "sqlite_errorcode", None)
    if code is None:
        # Python's driver itself raises this class, without a code, only for a text that is no UTF-8: flipped bits.
        return RegisterState.DAMAGED if isinstance(origin, sqlite3.OperationalError) else None
    if code == _MOVED:
        return look_at(path) or RegisterState.REPLACED
    primary = code & _PRIMARY
    if primary in _UNCLEAR:
        return look_at(path) or (
            RegisterState.NO_RIGHTS if primary == sqlite3.SQLITE_READONLY else RegisterState.UNREADABLE
        )
    return _PLAIN.get(primary)


def state_of_system(error: OSError) -> RegisterState:
    """The state behind an error of the system, by its errno."""
    return _BY_ERRNO.get(error.errno or 0, RegisterState.UNREADABLE)


def look_at(path: Path) -> RegisterState | None:
    """What the system says of the register's place: folder, file, rights, room; None when nothing is wrong there."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return RegisterState.MISSING if path.parent.is_dir() else RegisterState.GONE
    except OSError as error:
        return state_of_system(error)
    if not stat.S_ISREG(found.st_mode):
        return RegisterState.NOT_A_FILE
    if not (os.access(path, os.R_OK | os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)):
        return RegisterState.NO_RIGHTS
    for name in (path.name + "-wal", path.name + "-shm"):
        beside = path.with_name(name)
        if beside.exists() and not os.access(beside, os.R_OK | os.W_OK):
            return RegisterState.NO_RIGHTS
    return _room_in(path.parent)


def identity_of(path: Path) -> tuple[int, int] | None:
    """The device and number of the file at a path; None when none can be seen there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _room_in(folder: Path) -> RegisterState | None:
    """Writes a small file and takes it away again: only the write itself shows a full disk, a quota, lost rights."""
    try:
        with tempfile.TemporaryFile(dir=folder, prefix=".room-") as file:
            file.write(bytes(_ROOM))
            file.flush()
    except OSError as error:
        return state_of_system(error)
    return None


def _raised_by_driver(error: Exception) -> bool:
    """Whether an error came out of a call of the driver itself, such as a name of the schema that is no UTF-8."""
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    return last is not None and str(last.tb_frame.f_globals.get("__name__", "")).startswith("sqlalchemy.")


@contextmanager
def register_faults(path: Path, *, working: bool = False) -> Iterator[None]:
    """Turns errors of the driver into a RegisterFault with its state; errors of a statement pass through."""
    try:
        yield
    except RegisterFault:
        raise
    except UnicodeDecodeError as error:
        if working and not _raised_by_driver(error):
            raise
        raise fault_of(RegisterState.DAMAGED, working=working) from error  # the driver's own words named damaged text
    except Exception as error:
        state = state_of(error, path)
        if state is None:
            raise
        raise fault_of(state, working=working) from error
