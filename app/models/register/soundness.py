"""Checks the file of a register with SQLite's own checks, in shares that no writer waits for."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from app.base.errors import RegisterBusy
from app.models.journal.verify import is_busy
from app.models.shared.direct import connect
from app.models.ticket.search_proof import differing_terms
from app.rules.upkeep.states import SEARCH_DIFFERS

_MOST = 20
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 ORDER BY name"


def quick_check(register: Path) -> tuple[str, ...]:
    """The findings of a quick check: pages and rows that cannot be read; indexes are not compared.

    None when all is well. It only reads, off the GUI thread; writers go on meanwhile.
    """
    return _checked(register, lambda connection: _run(connection, f"PRAGMA quick_check({_MOST})"))


def whole_check(register: Path, *, pause: Callable[[], None]) -> tuple[str, ...]:
    """The findings of the whole check, table by table with `pause` between them; none when all is well.

    Indexes are compared with their tables, and the search index with the tickets. What `pause` raises gives it up.
    """

    def run(connection: sqlite3.Connection) -> list[str]:
        found: list[str] = []
        for (table,) in connection.execute(_TABLES).fetchall():
            quoted = str(table).replace("'", "''")
            found += _run(connection, f"PRAGMA integrity_check('{quoted}')")
            pause()
        if not found and (terms := differing_terms(connection, pause=pause)):
            found.append(f"{SEARCH_DIFFERS}（{terms:,} 个词），搜索可能漏掉工单")
        return found

    return _checked(register, run)


def _checked(register: Path, run: Callable[[sqlite3.Connection], list[str]]) -> tuple[str, ...]:
    try:
        with closing(connect(register)) as connection:
            connection.execute("PRAGMA query_only=ON")
            return tuple(run(connection)[:_MOST])
    except sqlite3.DatabaseError as error:
        if is_busy(error):
            raise RegisterBusy("登记库正忙，没有检查", hint="另一个程序占用了登记库，请稍后再试") from error
        return (str(error),)
    except UnicodeDecodeError as error:
        return (f"unreadable text in the schema: {error}",)


def _run(connection: sqlite3.Connection, check: str) -> list[str]:
    return [str(row[0]) for row in connection.execute(check) if row[0] != "ok"]
