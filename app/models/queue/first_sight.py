"""The window's first content, read straight from the file before the stores are loaded."""

from __future__ import annotations

import sqlite3
from array import array
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from app.models.ticket.lines import NEVER
from app.rules.ticket.fields import LINE_COLUMNS

_SHORT_TITLE = "CASE WHEN title = '' THEN substr(content, 1, 40) ELSE title END"
_LINE = ", ".join(_SHORT_TITLE if name == "title" else name for name in LINE_COLUMNS)
_QUEUE = f"FROM tickets WHERE is_open = 1 AND status = ? AND next_due < {NEVER} ORDER BY next_due, id"


@dataclass(frozen=True, slots=True)
class Seen:
    """Settings that differ from their defaults; the ids of one queue in its order, and its first lines.

    `rules` are the versions of the rules that people entered: id, text, and when in seconds.
    """

    settings: dict[str, str]
    rules: list[tuple[int, str, int]]
    ids: array[int]
    lines: list[tuple[str | int | None, ...]]


def look(path: Path, *, status: str, limit: int) -> Seen | None:
    """One snapshot of the register, equal to what its stores return; None when it cannot be read.

    The stores report why it cannot be read.
    """
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=1)) as register:
            register.execute("BEGIN")
            return Seen(
                dict(register.execute("SELECT name, value FROM settings")),
                register.execute("SELECT id, body, made_at FROM rule_versions ORDER BY id").fetchall(),
                array("q", [row[0] for row in register.execute(f"SELECT id {_QUEUE}", (status,))]),
                register.execute(f"SELECT {_LINE} {_QUEUE} LIMIT ?", (status, limit)).fetchall(),
            )
    except sqlite3.Error:
        return None
