"""Verifies the journal: its chain line by line, the texts beside it, and every ticket against its last word there.

Reads go in short steps, each one snapshot of its own, so that neither a writer nor the log file of the register waits
for a walk. Whatever stands in a column is judged, never trusted: what no line or ticket can hold is a break.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.base.errors import EnvironmentFault, RegisterBusy
from app.models.journal.anchor import EMPTY, Anchor
from app.models.journal.sealing import Place, digests_of, holds
from app.models.journal.store import GENESIS, HASHED, line_hash
from app.models.shared.direct import connect
from app.models.ticket.digest import COLUMNS, GONE, row_digest
from app.rules.journal import JournalVerb

_STEP = 1000
_FIRST, _LAST = -(2**63), 2**63 - 1
# The last instant that the program can show, in seconds: the end of the year 9999.
_LATEST = 253_402_300_799
_LINES = f"SELECT id, previous_hash, hash, {', '.join(HASHED)} FROM journal WHERE id >= ? ORDER BY id LIMIT {_STEP}"
_TEXTS = "SELECT line_id, field, part, text, salt FROM journal_texts WHERE line_id BETWEEN ? AND ?"
_STRAY = "SELECT line_id FROM journal_texts WHERE line_id < 1 OR line_id > ? LIMIT 1"
_UP_TO = f"SELECT id FROM tickets WHERE id >= ? ORDER BY id LIMIT 1 OFFSET {_STEP - 1}"
_TICKETS = f"SELECT id, number, {', '.join(COLUMNS)} FROM tickets WHERE id BETWEEN ? AND ?"
_LAST_WORDS = (
    "SELECT ticket_id, ticket_digest, ticket_number, max(id) FROM journal"
    " WHERE ticket_id BETWEEN ? AND ? AND ticket_digest <> '' GROUP BY ticket_id"
)
_VERBS = frozenset(verb.value for verb in JournalVerb)

Pause = Callable[[], None]
# Where a selected line has them.
_CHANGES, _TEXT_DIGEST = (3 + HASHED.index(name) for name in ("changes", "text_digest"))
TextRows = dict[object, dict[Place, tuple[object, object]]]


@dataclass(frozen=True, slots=True)
class Chain:
    """The result of a walk: the last line that holds, and the number of the first that does not (None: all hold)."""

    proven: Anchor
    first_broken: int | None


def nothing() -> None:
    """The pause of a walk that nobody else waits for."""


@contextmanager
def open_to_verify(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that only reads, and gives texts that are no UTF-8 instead of failing at them.

    Raises:
        RegisterBusy: another program holds the file alone.
        EnvironmentFault: the file is missing, or cannot be read where it is needed.

    """
    try:
        with closing(connect(path)) as connection:
            connection.execute("PRAGMA query_only=ON")
            connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
            yield connection
    except sqlite3.DatabaseError as error:
        if is_busy(error):
            raise RegisterBusy("登记库正忙，没有核验", hint="另一个程序占用了登记库，请稍后再试") from error
        raise EnvironmentFault("登记库文件读不出", hint=f"请从备份恢复，原文件会保留；系统说明：{error}") from error


def is_busy(error: sqlite3.DatabaseError) -> bool:
    """Whether the file is only held by somebody else, which says nothing about what is in it."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def walk(connection: sqlite3.Connection, *, since: Anchor = EMPTY, pause: Pause = nothing) -> Chain:
    """Walks the chain from the first line, or from the line that `since` proved, which must still have its hash.

    Line numbers have no gaps: the first broken line is the missing one where a line was taken out. A line whose page
    cannot be read is broken.
    """
    proven, begin = since, since.line + 1 if since.line else _FIRST
    try:
        if since.line and not _still_stands(connection, since):
            return Chain(EMPTY, since.line)
        while lines := connection.execute(_LINES, (begin,)).fetchall():
            texts = texts_beside(connection, lines[0][0], lines[-1][0])
            for line in lines:
                if not _follows(proven, line) or not _texts_hold(line, texts.get(line[0], {})):
                    return Chain(proven, min(line[0], proven.line + 1))
                proven = Anchor(line[0], line[2], line[0])
            begin = proven.line + 1
            pause()
        return Chain(proven, _stray(connection, proven.line))
    except sqlite3.DatabaseError as error:
        if is_busy(error):
            raise
        return Chain(proven, proven.line + 1)


def _follows(last: Anchor, line: Sequence[Any]) -> bool:
    """Whether a line is what it was when it was written after the last one."""
    line_id, previous, stored, *hashed = line
    if line_id != last.line + 1 or previous != (last.hash or GENESIS) or not can_be_a_line(line):
        return False
    return bool(stored == line_hash(previous, hashed))


def can_be_a_line(line: Sequence[Any]) -> bool:
    """Whether a selected row (id, both hashes, the columns of HASHED) has what a line can have."""
    at, who, verb, ticket_id, *texts = line[3:]
    if verb not in _VERBS or not isinstance(at, int) or not 0 <= at <= _LATEST:
        return False
    return isinstance(ticket_id, int | None) and all(isinstance(text, str) for text in (who, *texts))


def _still_stands(connection: sqlite3.Connection, since: Anchor) -> bool:
    found = connection.execute("SELECT hash FROM journal WHERE id = ?", (since.line,)).fetchone()
    return found is not None and found[0] == since.hash


def texts_beside(connection: sqlite3.Connection, first: int, last: int) -> TextRows:
    """The texts beside a span of lines: line → place → (text, salt)."""
    beside: dict[object, dict[Place, tuple[object, object]]] = {}
    for line_id, field, part, text, salt in connection.execute(_TEXTS, (first, last)):
        beside.setdefault(line_id, {})[field, part] = (text, salt)
    return beside


def _texts_hold(line: Sequence[Any], rows: Mapping[Place, tuple[object, object]]) -> bool:
    try:
        return holds(digests_of(line[_TEXT_DIGEST], line[_CHANGES]), rows)
    except (ValueError, RecursionError):
        return False


def _stray(connection: sqlite3.Connection, last: int) -> int | None:
    """The line of a text that belongs to none, as the number of the line after the last; None without one.

    A line that was written since the last step has its texts too: then it is not the last any more.
    """
    stray = connection.execute(_STRAY, (last,)).fetchone()
    if stray is None:
        return None
    newer = connection.execute("SELECT 1 FROM journal WHERE id = ?", (stray[0],)).fetchone()
    return None if newer is not None else last + 1


def differing_tickets(connection: sqlite3.Connection, *, pause: Pause = nothing) -> list[str]:
    """The numbers of tickets that were changed, deleted or inserted since the newest line about them."""
    found: list[str] = []
    begin = _FIRST
    while begin <= _LAST:
        with _snapshot(connection):
            end = connection.execute(_UP_TO, (begin,)).fetchone()
            span = (begin, _LAST if end is None else end[0])
            words = {row[0]: (row[1], row[2]) for row in connection.execute(_LAST_WORDS, span)}
            for ticket_id, number, *values in connection.execute(_TICKETS, span):
                digest, _ = words.pop(ticket_id, ("", ""))
                if not digest or row_digest(values) != digest:
                    found.append(_number(ticket_id, number))
            found += [_number(one, number) for one, (digest, number) in words.items() if digest != GONE]
        begin = span[1] + 1
        pause()
    return found


@contextmanager
def _snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


def _number(ticket_id: object, number: object) -> str:
    return str(number).encode("utf-8", "replace").decode() if number else f"#{ticket_id}"
