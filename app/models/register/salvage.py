"""Reads what can still be read of a damaged register, row by row, into a new one; counts what was read and lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.base.paths import DataFolder
from app.base.private_files import make_file
from app.models.journal.anchor import Anchor
from app.models.journal.rechain import Rechained, SalvagedTicket, rechain
from app.models.journal.store import Entry
from app.models.register import migrate
from app.models.register.replacing import put_in_place
from app.models.register.restore import make_ready, working_file
from app.models.register.version import HEAD
from app.models.shared.driver import CORE_TABLES, connect, tables_of
from app.models.shared.faults import register_faults
from app.rules.journal import JournalVerb
from app.rules.upkeep.states import RegisterState, fault_of

SALVAGED = "salvage"
_BATCH = 500
# Rows between two readable parts are asked for one by one, up to so many.
_LONGEST_GAP = 100_000
_PAST_ALL = 1 << 62


@dataclass(frozen=True, slots=True)
class TableCount:
    """The rows of one table that were read, and those that were not: damaged, or without what they belong to."""

    table: str
    read: int
    lost: int


@dataclass(frozen=True, slots=True)
class Salvaged:
    """A register made of what could be read: its tables, where the damaged one is kept, the new head."""

    counts: tuple[TableCount, ...]
    kept: Path | None
    head: Anchor

    @property
    def lost(self) -> int:
        """All rows that could not be read."""
        return sum(count.lost for count in self.counts)


def salvage(folder: DataFolder, *, now: datetime, who: str) -> Salvaged:
    """Makes a new register of what the damaged one still holds, and puts it in its place; the damaged one is kept.

    Raises:
        RegisterFault: nothing can be read of it, or the disk is full; nothing was changed.
        FolderInUse: another process has the register open.

    """
    with working_file(folder) as aside, StillCopy(folder.database) as damaged:
        counts = read_out(damaged, aside, now=now)
        read = sum(count.read for count in counts)
        lost = sum(count.lost for count in counts)
        made = _rechain(aside)
        text = f"登记库损坏后抢救：读出 {read} 行，无法读出 {lost} 行；{made.words()}"
        lines = [Entry(JournalVerb.SALVAGE, text), *map(_as_it_stands, made.tickets)]
        head = make_ready(aside, lines, now=now, who=who, runs=[(SALVAGED, now, text)])
        kept = put_in_place(folder, aside, head, now=now).path
    return Salvaged(tuple(counts), kept, head)


class StillCopy:
    """A copy of a damaged file and its -wal, for the time of the block: reading them in place could change them."""

    def __init__(self, source: Path) -> None:
        self._source = source
        self._copy = source.with_name(f".desk.{os.getpid()}-{threading.get_ident()}.damaged.part")

    def __enter__(self) -> Path:
        """Copies the files and returns the place of the copy."""
        for end in ("", "-wal"):
            if Path(f"{self._source}{end}").is_file():
                make_file(Path(f"{self._copy}{end}"))
                shutil.copyfile(f"{self._source}{end}", f"{self._copy}{end}")
        return self._copy

    def __exit__(self, *_: object) -> None:
        """Removes the copy."""
        for end in ("", "-wal", "-shm", "-journal"):
            Path(f"{self._copy}{end}").unlink(missing_ok=True)


def read_out(damaged: Path, aside: Path, *, now: datetime) -> list[TableCount]:
    """Fills a new register at `aside` with the readable rows of every table; returns the counts by table.

    Raises:
        RegisterFault: the damaged file names no table of a register.

    """
    with closing(open_damaged(damaged)) as origin:
        try:
            present = tables_of(origin)
            revision = origin.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.Error:
            present, revision = _tables_one_by_one(origin), None
        if not present & CORE_TABLES:
            raise fault_of(RegisterState.DAMAGED, working=True, detail="文件中没有可读的内容")
        known = str(revision[0]) if revision and str(revision[0]) in migrate.revisions() else HEAD
        migrate.upgrade(aside, backups=None, now=now, to=known)
        make_file(aside)
        with register_faults(aside, working=True), closing(sqlite3.connect(aside)) as target:
            target.execute("PRAGMA foreign_keys=OFF")
            counts = [_copy_table(origin, target, table) for table in _own_tables(target)]
            orphans = _remove_orphans(target)
            target.commit()
    migrate.upgrade(aside, backups=None, now=now)
    return [
        TableCount(one.table, one.read - orphans.get(one.table, 0), one.lost + orphans.get(one.table, 0))
        for one in counts
    ]


def open_damaged(path: Path) -> sqlite3.Connection:
    """A connection to a damaged file; texts that are no UTF-8 are read with replacement characters."""
    connection = sqlite3.connect(path)
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    return connection


def _tables_one_by_one(origin: sqlite3.Connection) -> frozenset[str]:
    """The tables that answer, where their list cannot be read."""
    found = set()
    for table in CORE_TABLES:
        try:
            origin.execute(f"SELECT 1 FROM {table} LIMIT 1")
        except sqlite3.Error:
            continue
        found.add(table)
    return frozenset(found)


def _own_tables(target: sqlite3.Connection) -> list[str]:
    skipped = ("ticket_search", "sqlite_", "alembic_")
    return sorted(name for name in tables_of(target) if not name.startswith(skipped))


def _copy_table(origin: sqlite3.Connection, target: sqlite3.Connection, table: str) -> TableCount:
    try:
        there = {str(row[1]) for row in origin.execute(f"PRAGMA table_info({table})")}
    except sqlite3.Error:
        there = set()
    columns = [str(row[1]) for row in target.execute(f"PRAGMA table_info({table})") if str(row[1]) in there]
    if not columns:
        return TableCount(table, 0, 0)
    target.execute(f"DELETE FROM {table}")  # rows that a migration put in: the damaged register has its own
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    insert = f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})"
    tally = _Tally()
    read = 0
    for batch in _batches(_rows(origin, table, names, tally)):
        before = target.total_changes
        target.executemany(insert, batch)
        read += target.total_changes - before
        tally.lost += len(batch) - (target.total_changes - before)
    return TableCount(table, read, tally.lost)


class _Tally:
    """Counts the rows that could not be read."""

    def __init__(self) -> None:
        self.lost = 0


def _batches(rows: Iterator[tuple[object, ...]]) -> Iterator[list[tuple[object, ...]]]:
    batch: list[tuple[object, ...]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _rows(origin: sqlite3.Connection, table: str, names: str, tally: _Tally) -> Iterator[tuple[object, ...]]:
    """Every readable row: from the front to the damage, from the back to it, and what lies between one by one."""
    select = f"SELECT rowid, {names} FROM {table}"
    first, last = 0, _PAST_ALL
    for row in _reading(origin, f"{select} WHERE rowid > 0 ORDER BY rowid"):
        if row is None:
            break
        first = int(row[0])
        yield row[1:]
    else:
        return
    for row in _reading(origin, f"{select} WHERE rowid > {first} ORDER BY rowid DESC"):
        if row is None:
            break
        last = int(row[0])
        yield row[1:]
    if last == _PAST_ALL:
        tally.lost += 1  # at least one: how many rows stood behind the damage cannot be known
    else:
        yield from _between(origin, select, range(first + 1, min(last, first + _LONGEST_GAP)), tally)


def _reading(origin: sqlite3.Connection, query: str) -> Iterator[tuple[int, ...] | None]:
    """The rows of a query; None once where the file cannot be read further."""
    try:
        yield from origin.execute(query)
    except sqlite3.Error:
        yield None


def _between(
    origin: sqlite3.Connection, select: str, ids: Sequence[int], tally: _Tally
) -> Iterator[tuple[object, ...]]:
    for rowid in ids:
        try:
            row = origin.execute(f"{select} WHERE rowid = ?", (rowid,)).fetchone()
        except sqlite3.Error:
            tally.lost += 1
            continue
        if row is not None:
            yield row[1:]


def _remove_orphans(target: sqlite3.Connection) -> dict[str, int]:
    """Removes rows whose ticket (or other row that they belong to) could not be read; returns how many by table."""
    removed: dict[str, int] = {}
    while True:
        found = {(str(row[0]), row[1]) for row in target.execute("PRAGMA foreign_key_check") if row[1] is not None}
        if not found:
            return removed
        for table, rowid in found:
            target.execute(f"DELETE FROM {table} WHERE rowid = ?", (rowid,))
            removed[table] = removed.get(table, 0) + 1


def _rechain(aside: Path) -> Rechained:
    with register_faults(aside, working=True), closing(connect(aside)) as made:
        found = rechain(made)
        made.commit()
    return found


def _as_it_stands(ticket: SalvagedTicket) -> Entry:
    """The line by which the journal speaks again for a ticket that it no longer matched."""
    return Entry(JournalVerb.SALVAGE, "抢救后按现状登记", ticket.id, ticket.number, ticket_digest=ticket.digest)
