"""The copies in a folder: listing them, checking that one holds, and removing those that are no longer kept."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.base.clock import from_seconds
from app.base.errors import EnvironmentFault
from app.models.journal.anchor import Anchor, head_of
from app.models.shared.driver import connect
from app.models.upkeep.backup import check_content, remove_copy, sweep_parts
from app.models.upkeep.sidecar import PATTERN, CopyFacts, read_sidecar, taken_at
from app.rules.upkeep.keeping import CopyAge, Thinning, thinning

# The kind of the run that each copy of the register is on record as.
COPIED = "backup"


@dataclass(frozen=True, slots=True)
class CopyFile:
    """A copy as its folder shows it; `facts` are those of its sidecar, None without one."""

    path: Path
    at: datetime
    size: int
    facts: CopyFacts | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of a copy found: whether it holds and why not, its tickets and journal lines, its last line's time.

    A copy holds when its integrity is whole, it has a register's tables, and its head and tickets are its sidecar's.
    """

    holds: bool
    why: str
    tickets: int = 0
    lines: int = 0
    newest: datetime | None = None
    head: Anchor | None = None


def copies_in(folder: Path) -> list[CopyFile]:
    """Every copy in a folder, newest first; a folder that cannot be read holds none."""
    found: list[CopyFile] = []
    try:
        paths = list(folder.glob(PATTERN))
    except OSError:
        return []
    for path in paths:
        at = taken_at(path)
        try:
            size = path.stat().st_size
        except OSError:
            continue
        if at is not None:
            found.append(CopyFile(path, at, size, read_sidecar(path)))
    return sorted(found, key=lambda copy: (copy.at, copy.path.name), reverse=True)


def check_copy(path: Path) -> Verdict:
    """Reads a whole copy and judges it; any file is judged, none raises."""
    facts = read_sidecar(path)
    try:
        if not path.is_file():
            return Verdict(False, "找不到这个文件")
        still = not _has_wal(path)
        with closing(connect(path, still=still)) as copy:
            check_content(copy)
            head = head_of(copy)
            tickets = int(copy.execute("SELECT count(*) FROM tickets").fetchone()[0])
            seconds = copy.execute("SELECT max(at) FROM journal").fetchone()[0]
    except EnvironmentFault as error:
        return Verdict(False, error.hint or error.message)
    except (sqlite3.Error, OSError):
        return Verdict(False, "文件无法读取或已损坏")
    newest = from_seconds(int(seconds)) if isinstance(seconds, int) else None
    why = ""
    if facts is not None and facts.head != head:
        why = "日志与备份时的记录不一致"
    elif facts is not None and facts.tickets != tickets:
        why = "工单数与备份时的记录不一致"
    return Verdict(not why, why, tickets, head.count, newest, head)


def thin(folder: Path, *, now: datetime, limit: int, needed: int = 0) -> Thinning:
    """Removes the copies that the rules no longer keep, or that have no room; returns what went.

    Raises:
        OSError: the folder cannot be read or changed.

    """
    sweep_parts(folder, now=now)
    found = copies_in(folder)
    ages = [CopyAge(copy.path.name, copy.at, copy.size) for copy in found]
    free = shutil.disk_usage(folder).free
    gone = thinning(ages, now=now, limit=limit, free=free, needed=needed)
    for name in (*gone.by_age, *gone.by_room):
        remove_copy(folder / name)
    return gone


def _has_wal(path: Path) -> bool:
    wal = Path(f"{path}-wal")
    return wal.exists() and wal.stat().st_size > 0
