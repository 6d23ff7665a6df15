"""The state of a register file and its schema revision, read without Alembic and without changing anything."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from app.base import known_folders
from app.base.paths import DataFolder
from app.models.shared.driver import CORE_TABLES, connect, tables_of
from app.models.shared.faults import look_at, register_faults, state_of_system
from app.rules.upkeep.states import RegisterState, fault_of

# The revision this program works with; a test compares it with the newest migration.
HEAD = "0028"


def current(path: Path) -> str | None:
    """The schema revision of a register file; None when there is no register yet: no file, or nothing in it.

    Raises:
        RegisterFault: the file cannot be used; its state says why.

    """
    if not path.exists() and path.parent.is_dir():
        return None
    wrong = look_at(path)
    if wrong is not None:
        raise fault_of(wrong)
    if path.stat().st_size == 0:
        return None
    with register_faults(path), closing(connect(path)) as connection:
        return revision_of(connection)


def revision_of(connection: sqlite3.Connection) -> str | None:
    """The revision of an open register; None when the file holds no table at all.

    Raises:
        RegisterFault: the file belongs to another product, is newer, lacks its version or a table of every register.

    """
    tables = tables_of(connection)
    if not tables:
        return None
    lacking = CORE_TABLES - tables
    if "alembic_version" not in tables:
        raise fault_of(RegisterState.FOREIGN if lacking else RegisterState.UNVERSIONED)
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    found = "" if row is None else str(row[0])
    if not (len(found) == len(HEAD) and found.isascii() and found.isdecimal()):
        raise fault_of(RegisterState.FOREIGN if lacking else RegisterState.UNVERSIONED)
    if found > HEAD:
        raise fault_of(RegisterState.NEWER, detail=f"登记库版本 {found}，本程序为 {HEAD}")
    if lacking:
        raise fault_of(RegisterState.DAMAGED, detail=f"缺少 {len(lacking)} 个表")
    return found


def check_opening(folder: DataFolder) -> str | None:
    """The revision of a folder's register; None when a new one may be made, because none ever stood here.

    Raises:
        RegisterFault: the register cannot be used, or is missing or empty although this folder had one: as the folder
            itself says, or as this account remembers.

    """
    found = _found_in(folder)
    if found is not None or not _is_remembered(folder):
        return found
    found = _found_in(folder)  # a first start of another process may have ended meanwhile
    if found is None:
        raise fault_of(RegisterState.FOLDER_LOST, detail=_renamed(folder))
    return found


def _is_remembered(folder: DataFolder) -> bool:
    return not folder.is_rehearsal and known_folders.known(folder.root) is not None


def _renamed(folder: DataFolder) -> str:
    """Where the register of a remembered folder stands now, in words."""
    remembered = known_folders.known(folder.root)
    elsewhere = known_folders.renamed_to(remembered) if remembered is not None else ""
    return f"同一个登记库现在在 {elsewhere}，文件夹可能改了名" if elsewhere else ""


def _found_in(folder: DataFolder) -> str | None:
    try:
        if not folder.root.is_dir():
            return None
        had_one = has_had_register(folder)
    except OSError as error:
        raise fault_of(state_of_system(error)) from error
    path = folder.database
    if not path.exists() and not path.is_symlink():
        if had_one:
            raise fault_of(RegisterState.MISSING)
        return None
    found = current(path)
    if found is None and had_one:
        raise fault_of(RegisterState.MISSING if not path.exists() else RegisterState.EMPTY)
    return found


def has_had_register(folder: DataFolder) -> bool:
    """Whether a register was ever made here: its mark, a -wal without its file, copies, or files that prove something.

    An empty register file is no sign, with or without a -wal: a first start that is under way, or was cut off, leaves
    both.
    """
    if _is_filled(folder.register_mark):
        return True
    if not folder.database.exists() and _is_filled(Path(f"{folder.database}-wal")):
        return True
    return any(_has_content(place) for place in (folder.backups, folder.evidence, folder.replaced))


def _is_filled(file: Path) -> bool:
    return file.exists() and file.stat().st_size > 0


def _has_content(place: Path) -> bool:
    return place.is_dir() and any(place.iterdir())
