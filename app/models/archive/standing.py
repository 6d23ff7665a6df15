"""What a register says before it is erased, read without opening it as a desk does."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from app.base.errors import EnvironmentFault
from app.base.people import THE_DESK
from app.models.shared.driver import connect


@dataclass(frozen=True, slots=True)
class Standing:
    """A register: its tickets, journal lines and evidence files, its settings, and people's roles.

    `holds_line` is whether the line that was asked for stands in its journal with that hash; `later` is how many lines
    people wrote after it, but for those of the verbs left out.
    """

    tickets: int
    lines: int
    evidence: int
    settings: dict[str, str]
    roles: dict[str, str]
    holds_line: bool
    later: int


def standing(path: Path, *, line: int, hash_of_line: str, but: Collection[str]) -> Standing:
    """Reads the register at `path` against the last journal line of an archive.

    Raises:
        EnvironmentFault: it cannot be read.

    """
    marks = ", ".join("?" * len(but))
    later = f"SELECT count(*) FROM journal WHERE id > ? AND who != ? AND verb NOT IN ({marks})"
    try:
        with closing(connect(path)) as connection:
            found = connection.execute("SELECT hash FROM journal WHERE id = ?", (line,)).fetchone()
            return Standing(
                tickets=_count(connection, "tickets"),
                lines=_count(connection, "journal"),
                evidence=_count(connection, "evidence"),
                settings=dict(connection.execute("SELECT name, value FROM settings").fetchall()),
                roles=dict(connection.execute("SELECT name, role FROM people").fetchall()),
                holds_line=(found is None and line == 0) or (found is not None and found[0] == hash_of_line),
                later=int(connection.execute(later, (line, THE_DESK.name, *but)).fetchone()[0]),
            )
    except sqlite3.Error as error:
        raise EnvironmentFault("登记库无法读取，没有消除", hint="请先在健康页核验，或用备份恢复") from error


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
