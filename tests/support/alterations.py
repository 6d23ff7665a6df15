"""Alterations of a register behind the program's back: each is SQL, or cuts a file, on a copy of a data folder."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from app.models.journal.keeping import anchor_file
from app.models.journal.store import GENESIS, HASHED, line_hash
from app.models.ticket.digest import COUNTED

# Every tenth value is one that a column was never made for.
_RUBBISH = ("'x'", "NULL", "x'00ff'", "-5", "'[1'", "'{\"a\":1}'", "9223372036854775807", "1.5", "'未知'")
_TRIGGERS = ("journal_no_update", "journal_no_delete", "journal_texts_only_erased", "journal_texts_no_delete")


@dataclass(frozen=True, slots=True)
class Alteration:
    """What is done, in words, and the deed on an open register."""

    name: str
    do: Callable[[sqlite3.Connection], object]


def apply(alteration: Alteration, register: Path) -> bool:
    """Alters the register, its guards taken away first; False when the tables refuse such a value."""
    with closing(sqlite3.connect(register)) as connection:
        for trigger in _TRIGGERS:
            connection.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        connection.text_factory = bytes
        before = _rows(connection)
        try:
            alteration.do(connection)
        except sqlite3.IntegrityError:
            return False
        connection.commit()
        return _rows(connection) != before


def _rows(connection: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
    tables = ("journal", "journal_texts", "tickets")
    return [connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in tables]


def sql(name: str, *statements: str) -> Alteration:
    """An alteration by statements."""
    return Alteration(name, lambda connection: [connection.execute(statement) for statement in statements])


def of_columns(lines: int) -> Iterator[Alteration]:
    """Rubbish in each column of lines, spread over the journal."""
    columns = (*HASHED, "previous_hash", "hash")
    for turn, rubbish in enumerate(_RUBBISH):
        for place, column in enumerate(columns):
            line = 1 + (turn * 7 + place * 3) % lines
            statement = f"UPDATE journal SET {column} = {rubbish} WHERE id = {line}"
            yield sql(f"line {line}: {column} = {rubbish}", statement)


def of_lines(lines: int) -> Iterator[Alteration]:
    """Lines taken out, moved, exchanged, doubled; the tail cut; the journal emptied."""
    for line in range(1, lines, max(1, lines // 8)):
        yield sql(f"line {line} deleted", f"DELETE FROM journal WHERE id = {line}")
        yield sql(f"line {line} moved to the end", f"UPDATE journal SET id = {lines + 5} WHERE id = {line}")
        yield sql(f"line {line} moved below zero", f"UPDATE journal SET id = -{line} WHERE id = {line}")
        yield sql(
            f"lines {line} and {line + 1} exchanged",
            f"UPDATE journal SET id = -9 WHERE id = {line}",
            f"UPDATE journal SET id = {line} WHERE id = {line + 1}",
            f"UPDATE journal SET id = {line + 1} WHERE id = -9",
        )
        yield sql(f"the tail cut after {line - 1}", f"DELETE FROM journal WHERE id >= {line}")
        yield Alteration(f"the chain computed anew from {line}", lambda found, at=line: chain_anew(found, at))
    yield sql("the last line deleted", f"DELETE FROM journal WHERE id = {lines}")
    yield sql("the journal emptied", "DELETE FROM journal")
    yield sql("the journal and its texts emptied", "DELETE FROM journal", "DELETE FROM journal_texts")


def chain_anew(connection: sqlite3.Connection, line: int, *, who: str = "别人") -> None:
    """Writes another name into a line and computes every hash from there on anew, as the program would have."""
    connection.execute("UPDATE journal SET who = ? WHERE id = ?", (who, line))
    connection.text_factory = str
    previous = connection.execute("SELECT hash FROM journal WHERE id = ?", (line - 1,)).fetchone()
    last = previous[0] if previous else GENESIS
    found = connection.execute(f"SELECT id, {', '.join(HASHED)} FROM journal WHERE id >= ? ORDER BY id", (line,))
    for line_id, *hashed in found.fetchall():
        digest = line_hash(last, hashed)
        connection.execute("UPDATE journal SET previous_hash = ?, hash = ? WHERE id = ?", (last, digest, line_id))
        last = digest


def of_texts() -> Iterator[Alteration]:
    """Texts beside the journal altered, taken out, put in, or given to another line."""
    first = "(SELECT min(line_id) FROM journal_texts)"
    for column in ("text", "salt"):
        for value in ("'别的话'", "NULL", "x'00'", "5"):
            yield sql(
                f"a text: {column} = {value}", f"UPDATE journal_texts SET {column} = {value} WHERE line_id = {first}"
            )
    yield sql("a text: field", f"UPDATE journal_texts SET field = '别的' WHERE line_id = {first}")
    yield sql("a text: part", f"UPDATE journal_texts SET part = 'other' WHERE line_id = {first}")
    yield sql("a text deleted", f"DELETE FROM journal_texts WHERE line_id = {first}")
    yield sql("all texts deleted", "DELETE FROM journal_texts")
    for line in (1, -1, 10_000_000):
        yield sql(f"a text put in at {line}", f"INSERT INTO journal_texts VALUES ({line}, 'x', 'new', 'y', 'z')")


def of_tickets() -> Iterator[Alteration]:
    """Each column of a ticket changed; tickets deleted, inserted, exchanged."""
    first = "(SELECT min(id) FROM tickets)"
    for name, default in COUNTED:
        value = 1 if isinstance(default, int) or default is None else '\'{"x":"y"}\'' if default == "{}" else "'改过'"
        yield sql(f"a ticket: {name}", f"UPDATE tickets SET {name} = {value} WHERE id = {first}")
    yield sql("a ticket: a blob", f"UPDATE tickets SET title = x'00ff' WHERE id = {first}")
    yield sql("a ticket: not UTF-8", f"UPDATE tickets SET title = CAST(x'ff41' AS TEXT) WHERE id = {first}")
    for place in ("min", "max"):
        yield sql(f"the {place} ticket deleted", f"DELETE FROM tickets WHERE id = (SELECT {place}(id) FROM tickets)")
        where = f"WHERE id = (SELECT {place}(id) FROM tickets)"
        yield sql(f"the {place} ticket under another id", f"UPDATE tickets SET id = 99999 {where}")
    yield sql("every ticket deleted", "DELETE FROM tickets")
    for ticket_id in (-3, 0, 500, 2**63 - 1):
        yield sql(
            f"a ticket inserted as {ticket_id}",
            f"INSERT INTO tickets (id, number, status, dispatched_at) VALUES ({ticket_id}, 'x', 'closed', 0)",
        )


def forge_anchor(register: Path) -> None:
    """Writes the anchor that fits the register as it stands, as the program would."""
    with closing(sqlite3.connect(register)) as connection:
        line, digest = connection.execute("SELECT id, hash FROM journal ORDER BY id DESC LIMIT 1").fetchone()
    anchor_file(register).write_text(f'{{"line": {line}, "hash": "{digest}", "count": {line}}}', encoding="utf-8")
