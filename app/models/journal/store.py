"""The journal store: append-only, each line carrying the hash of the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from app.models.journal.tables import journal
from app.models.shared import direct
from app.rules.journal import JournalVerb

GENESIS = "0" * 64
_INSERT = (
    "INSERT INTO journal (at, who, verb, ticket_id, ticket_number, text, changes, previous_hash, hash)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_VERBS = {verb.value: verb for verb in JournalVerb}
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Entry:
    """One line to be written; `changes` maps a field's word to (old, new)."""

    verb: JournalVerb
    text: str = ""
    ticket_id: int | None = None
    ticket_number: str = ""
    changes: Mapping[str, tuple[str, str]] | None = None


@dataclass(frozen=True, slots=True)
class JournalRecord:
    """One stored line; `changes` maps a field's word to (old, new)."""

    id: int
    at: datetime
    who: str
    verb: JournalVerb
    ticket_id: int | None
    ticket_number: str
    text: str
    changes: Mapping[str, tuple[str, str]]


_COLUMNS = tuple(journal.c[field.name] for field in fields(JournalRecord))


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The break of the chain: the first line whose hash or predecessor is wrong."""

    journal_id: int


def line_hash(previous: str, at: int, who: str, entry: Entry, changes: str) -> str:
    """SHA-256 over the previous hash and all fields of the line; their lengths come first to separate them."""
    parts = (previous, str(at), who, entry.verb, str(entry.ticket_id), entry.ticket_number, entry.text, changes)
    text = f"{[*map(len, parts)]}{''.join(parts)}"
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


class JournalStore:
    """Appends and reads journal lines within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._last: str | None = None

    def append(self, entries: list[Entry], *, at: datetime, who: str) -> None:
        """Writes the lines in order; the chain goes on from the last line of the register."""
        if self._last is None:
            found = direct.scalar(self._connection, "SELECT hash FROM journal ORDER BY id DESC LIMIT 1")
            self._last = found or GENESIS
        previous, moment, rows = self._last, int(at.timestamp()), []
        for entry in entries:
            changes = _encode(entry.changes) if entry.changes else "{}"
            digest = line_hash(previous, moment, who, entry, changes)
            rows.append(
                (
                    moment,
                    who,
                    entry.verb,
                    entry.ticket_id,
                    entry.ticket_number,
                    entry.text,
                    changes,
                    previous,
                    digest,
                )
            )
            previous = digest
        if rows:
            direct.run_many(self._connection, _INSERT, rows)
            self._last = previous

    def of_ticket(self, ticket_id: int) -> list[JournalRecord]:
        """A ticket's lines, oldest first."""
        query = select(*_COLUMNS).where(journal.c.ticket_id == ticket_id).order_by(journal.c.id)
        return [_record(row) for row in self._connection.execute(query)]

    def between(self, start: datetime, end: datetime) -> Iterator[JournalRecord]:
        """Lines from `start` up to but without `end`, oldest first, streamed."""
        query = select(*_COLUMNS).where(journal.c.at >= start, journal.c.at < end).order_by(journal.c.id)
        for row in self._connection.execute(query, execution_options={"yield_per": 1000}):
            yield _record(row)

    def newest_moment(self) -> int | None:
        """The latest time of any line, in whole seconds; None in an empty journal."""
        found = direct.scalar(self._connection, "SELECT max(at) FROM journal")
        return None if found is None else int(found)

    def first_break(self) -> BrokenLink | None:
        """Walks the whole chain; None when every link holds."""
        previous = GENESIS
        query = select(journal).order_by(journal.c.id)
        for row in self._connection.execute(query, execution_options={"yield_per": 1000}):
            entry = Entry(JournalVerb(row.verb), row.text, row.ticket_id, row.ticket_number)
            expected = line_hash(previous, int(row.at.timestamp()), row.who, entry, row.changes)
            if row.previous_hash != previous or row.hash != expected:
                return BrokenLink(row.id)
            previous = row.hash
        return None


def _record(row: Sequence[Any]) -> JournalRecord:
    """The line of a row; the JSON of its changes is read here and nowhere else."""
    line_id, at, who, verb, ticket_id, number, text, changes = row
    pairs = {word: (old, new) for word, (old, new) in json.loads(changes).items()} if changes != "{}" else {}
    return JournalRecord(line_id, at, who, _VERBS[verb], ticket_id, number, text, pairs)
