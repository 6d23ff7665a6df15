"""Registers for the benchmarks: a fresh desk in a folder, and a raw copy of its schema."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from app.base.clock import StillClock
from app.base.paths import DataFolder
from app.desk.shared.context import Desk
from tests.benchmarks.made_up import END
from tests.support.registers import desk_on


@contextmanager
def desk_in(folder: Path) -> Iterator[Desk]:
    """A desk whose clock stands just after the newest made-up ticket."""
    desk = desk_on(DataFolder(folder), StillClock(END))
    try:
        yield desk
    finally:
        desk.register.close()


def raw_copy_of_schema(source: Path, target: Path) -> sqlite3.Connection:
    """An empty database with the same tables, indexes and search index, opened as durably as the register."""
    with closing(sqlite3.connect(source)) as origin:
        statements = [
            row[0]
            for row in origin.execute(
                "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'ticket_search_%'"
                " AND name NOT LIKE 'sqlite_%' AND type != 'trigger' ORDER BY type = 'index'"
            )
        ]
    raw = sqlite3.connect(target, isolation_level=None)
    raw.execute("PRAGMA journal_mode=WAL")
    raw.execute("PRAGMA synchronous=FULL")
    raw.execute("PRAGMA cache_size=-16000")
    for statement in statements:
        raw.execute(statement)
    raw.execute("INSERT INTO ticket_search(ticket_search, rank) VALUES ('hashsize', 67108864)")
    return raw
