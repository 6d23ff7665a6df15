"""Writes verified copies of the register through SQLite's own backup; each carries the head of its journal."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path

from app.base.clock import to_local
from app.base.errors import EnvironmentFault
from app.base.private_files import make_file, make_folder
from app.models.journal.anchor import Anchor, head_of
from app.models.shared.driver import CORE_TABLES, connect, tables_of
from app.models.shared.faults import state_of, state_of_system
from app.models.upkeep.sidecar import STAMP, CopyFacts, sidecar_of, write_sidecar
from app.rules.upkeep.states import STATE_TEXTS, RegisterState

_STEP_PAGES, _PAUSE_SECONDS = 256, 0.001
_PART_LIVES = timedelta(hours=6)


def copy_register(source: Path, folder: Path, *, now: datetime, reason: str, second: str = "") -> Path:
    """Writes `folder`/desk-<time>-<reason>.sqlite3 and checks it before it gets its name; returns its path.

    Raises:
        EnvironmentFault: the copy cannot be written or does not pass the check; no half file remains.

    """
    target = free_name(folder, now, reason)
    return write_copy(source, target, now=now, reason=reason, second=second)


def free_name(folder: Path, now: datetime, reason: str) -> Path:
    """A name for a copy of this moment that no other copy has."""
    stem = f"desk-{to_local(now).strftime(STAMP)}-{reason}"
    target, count = folder / f"{stem}.sqlite3", 2
    while target.exists():
        target, count = folder / f"{stem}-{count}.sqlite3", count + 1
    return target


def write_copy(source: Path, target: Path, *, now: datetime, reason: str, second: str = "") -> Path:
    """Writes a verified copy under exactly this name, with its sidecar; what stood there before is replaced.

    Raises:
        EnvironmentFault: the copy cannot be written or does not pass the check; no half file remains.

    """
    aside = target.with_name(f".{os.getpid()}.{target.name}.part")
    began = time.monotonic()
    try:
        make_folder(target.parent)
        make_file(aside)
        head, tickets, tables = _snapshot(source, aside)
        with closing(connect(aside, still=True)) as copy:
            check_content(copy)
            if (head_of(copy), _tickets(copy), tables_of(copy)) != (head, tickets, tables):
                raise EnvironmentFault("备份未通过校验", hint="备份与登记库的行数或日志不一致")
        size = _sync(aside)
        seconds = time.monotonic() - began
        write_sidecar(target, CopyFacts(now, reason, tickets, size, head, seconds, second))
        aside.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise _unwritten(state_of_system(error)) from error
    except sqlite3.Error as error:
        state = state_of(error, aside if aside.exists() else source)
        raise _unwritten(state or RegisterState.UNREADABLE) from error
    finally:
        with suppress(OSError):  # the folder itself may be what failed
            aside.unlink()
    return target


def check_content(connection: sqlite3.Connection) -> None:
    """Checks the integrity of an open copy and that it has the tables of a register.

    Raises:
        EnvironmentFault: it does not hold.
        sqlite3.Error: it cannot be read.

    """
    verdict = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
    if verdict != "ok":
        raise EnvironmentFault("备份未通过校验", hint="文件内容不完整")
    if CORE_TABLES - tables_of(connection):
        raise EnvironmentFault("备份未通过校验", hint="缺少登记库应有的表")


def sweep_parts(folder: Path, *, now: datetime) -> None:
    """Removes unfinished copies that a killed program left."""
    for part in folder.glob(".*.part"):
        if now.timestamp() - part.stat().st_mtime > _PART_LIVES.total_seconds():
            part.unlink(missing_ok=True)


def remove_copy(path: Path) -> None:
    """Removes a copy and its sidecar."""
    path.unlink(missing_ok=True)
    sidecar_of(path).unlink(missing_ok=True)


def _snapshot(source: Path, aside: Path) -> tuple[Anchor, int, frozenset[str]]:
    """Copies one snapshot in steps; its read transaction leaves writers free and the copy never starts over."""
    with closing(connect(source)) as origin, closing(sqlite3.connect(aside)) as copy:
        origin.isolation_level = None
        origin.execute("BEGIN")
        lacking = CORE_TABLES - tables_of(origin)
        if lacking:
            raise EnvironmentFault("备份没有写成", hint="登记库缺少应有的表，未作备份")
        head, tickets, tables = head_of(origin), _tickets(origin), tables_of(origin)
        origin.backup(copy, pages=_STEP_PAGES, progress=_pause)
        copy.execute("PRAGMA journal_mode=DELETE")
        return head, tickets, tables


def _pause(_status: int, _remaining: int, _total: int) -> None:
    """Leaves the disk to writers between two steps."""
    time.sleep(_PAUSE_SECONDS)


def _tickets(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM tickets").fetchone()[0])


def _unwritten(state: RegisterState) -> EnvironmentFault:
    words = {RegisterState.FULL: "备份所在磁盘已满，请清理磁盘空间", RegisterState.NO_RIGHTS: "没有权限写入备份文件夹"}
    return EnvironmentFault("备份没有写成", hint=words.get(state) or STATE_TEXTS[state].opening)


def _sync(path: Path) -> int:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
        return os.fstat(file.fileno()).st_size


def _sync_folder(folder: Path) -> None:
    """Makes the new name durable; Windows keeps names durable itself and cannot open folders."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
