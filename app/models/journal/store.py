"""The journal store: append-only, each line carrying the hash of the one before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, func, select

from app.base.people import THE_DESK
from app.models.journal.sealing import Texts, read_changes, read_text, seal
from app.models.journal.tables import journal, journal_texts
from app.models.shared import direct
from app.rules.journal import NO_ACTS, OF_THE_LAW, JournalVerb
from app.rules.ticket.joining import JoinState
from app.rules.upkeep.stored import StoredCodes

GENESIS = "0" * 64
# The columns of a line that its hash covers, beside the hash of the line before.
HASHED = ("at", "who", "verb", "ticket_id", "ticket_number", "text", "changes", "text_digest", "ticket_digest")
INSERT_LINE = (
    f"INSERT INTO journal ({', '.join(HASHED)}, previous_hash, hash) VALUES ({', '.join('?' * len(HASHED))}, ?, ?)"
)
INSERT_TEXT = f"INSERT INTO {journal_texts.name} (line_id, field, part, text, salt) VALUES (?, ?, ?, ?, ?)"
_TEXTS = f"SELECT line_id, field, part, text FROM {journal_texts.name} WHERE line_id BETWEEN ? AND ?"
_VERBS = StoredCodes({verb.value: verb for verb in JournalVerb})
_JOINED_INTO = (
    "WITH RECURSIVE own(id) AS (SELECT ? UNION SELECT gone_id FROM ticket_joins"
    f" JOIN own ON kept_id = own.id WHERE state = '{JoinState.JOINED}') SELECT id FROM own"
)
_READ_AT_ONCE = 1000
_TICKETS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """One line to be written; `changes` maps a field's word to (old, new).

    `ticket_digest` is that of the ticket's row after the act; "" when the act did not change the row.
    """

    verb: JournalVerb
    text: str = ""
    ticket_id: int | None = None
    ticket_number: str = ""
    changes: Mapping[str, tuple[str, str]] | None = None
    ticket_digest: str = ""


class SealedEntry(NamedTuple):
    """One line to be written, its personal texts set apart already; in plain values but for the verb."""

    verb: JournalVerb
    ticket_id: int | None
    ticket_number: str
    text: str
    changes: str
    text_digest: str
    ticket_digest: str
    rows: tuple[tuple[str, str, str, str], ...]


def sealed_entry(entry: Entry) -> SealedEntry:
    """A line made ready to be written: its texts are read and digested here."""
    sealed = seal(entry.verb, entry.text, entry.changes, of_ticket=entry.ticket_id is not None)
    return SealedEntry(
        entry.verb,
        entry.ticket_id,
        entry.ticket_number,
        sealed.text,
        sealed.changes,
        sealed.text_digest,
        entry.ticket_digest,
        sealed.rows,
    )


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


_COLUMNS = (*(journal.c[field.name] for field in fields(JournalRecord)), journal.c.text_digest)


def line_hash(previous: str, hashed: Sequence[object]) -> str:
    """SHA-256 over the previous hash and the values of HASHED; their lengths come first to separate them."""
    parts = (previous, *map(str, hashed))
    text = f"{[*map(len, parts)]}{''.join(parts)}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class JournalStore:
    """Appends and reads journal lines within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._last: tuple[int, str] | None = None
        self.appended = 0

    def append(self, entries: Sequence[Entry | SealedEntry], *, at: datetime, who: str) -> None:
        """Writes the lines in order; the chain goes on from the last line of the register."""
        last_id, previous = self._last or self._find_last()
        moment, rows, texts = int(at.timestamp()), list[tuple[object, ...]](), list[tuple[object, ...]]()
        for line_id, entry in enumerate(entries, last_id + 1):
            sealed = entry if isinstance(entry, SealedEntry) else sealed_entry(entry)
            hashed = (
                moment,
                who,
                sealed.verb,
                sealed.ticket_id,
                sealed.ticket_number,
                sealed.text,
                sealed.changes,
                sealed.text_digest,
                sealed.ticket_digest,
            )
            digest = line_hash(previous, hashed)
            rows.append((*hashed, previous, digest))
            texts += [(line_id, *row) for row in sealed.rows]
            previous = digest
        if not rows:
            return
        direct.run_many(self._connection, INSERT_LINE, rows)
        if texts:
            direct.run_many(self._connection, INSERT_TEXT, texts)
        self._last = (last_id + len(rows), previous)
        self.appended += len(rows)

    def _find_last(self) -> tuple[int, str]:
        found = direct.run(self._connection, "SELECT id, hash FROM journal ORDER BY id DESC LIMIT 1").fetchone()
        return found or (0, GENESIS)

    def knows_ticket(self, ticket_id: int) -> bool:
        """Whether a line is about this ticket; none ever goes but into another one."""
        return (
            direct.scalar(self._connection, "SELECT 1 FROM journal WHERE ticket_id = ? LIMIT 1", (ticket_id,))
            is not None
        )

    def of_ticket(self, ticket_id: int) -> list[JournalRecord]:
        """A ticket's lines, oldest first, and those of the tickets that were joined into it."""
        own = [row[0] for row in direct.run(self._connection, _JOINED_INTO, (ticket_id,)).fetchall()]
        return list(self._read(select(*_COLUMNS).where(journal.c.ticket_id.in_(own)), together=False))

    def lines(self, ids: Sequence[int]) -> list[JournalRecord]:
        """The lines of these ids, oldest first; at most a few hundred."""
        return list(self._read(select(*_COLUMNS).where(journal.c.id.in_(ids)), together=False)) if ids else []

    def between(self, start: datetime, end: datetime) -> Iterator[JournalRecord]:
        """Lines from `start` up to but without `end`, oldest first, streamed."""
        return self._read(select(*_COLUMNS).where(journal.c.at >= start, journal.c.at < end), together=True)

    def newest_of(self, ticket_ids: Sequence[int], verbs: Sequence[JournalVerb]) -> dict[int, JournalRecord]:
        """The newest line of each ticket whose verb is one of these, by ticket."""
        found: dict[int, JournalRecord] = {}
        for start in range(0, len(ticket_ids), _TICKETS_AT_ONCE):
            chosen = journal.c.ticket_id.in_(ticket_ids[start : start + _TICKETS_AT_ONCE]), journal.c.verb.in_(verbs)
            newest = select(func.max(journal.c.id)).where(*chosen).group_by(journal.c.ticket_id)
            lines = self._read(select(*_COLUMNS).where(journal.c.id.in_(newest)), together=False)
            found.update((line.ticket_id, line) for line in lines if line.ticket_id is not None)
        return found

    def newest_with(self, verb: JournalVerb) -> JournalRecord | None:
        """The newest line of a verb, or None."""
        query = select(*_COLUMNS).where(journal.c.verb == verb.value).order_by(journal.c.id.desc()).limit(1)
        return next(self._read(query, together=False), None)

    def last_id(self) -> int:
        """The id of the last line, of those of this transaction too; 0 in an empty journal."""
        return (self._last or self._find_last())[0]

    def later_act(self, ticket_ids: Sequence[int], line_id: int) -> JournalRecord | None:
        """The first line after `line_id` of what a person did to one of these tickets, or to the law; None without."""
        since = journal.c.id > line_id
        theirs = journal.c.ticket_id.in_(ticket_ids) & journal.c.verb.not_in(NO_ACTS) & (journal.c.who != THE_DESK.name)
        query = select(*_COLUMNS).where(since, theirs | journal.c.verb.in_(OF_THE_LAW)).order_by(journal.c.id).limit(1)
        return next(iter(self._read(query, together=False)), None)

    def newest_moment(self) -> int | None:
        """The latest time of any line, in whole seconds; None in an empty journal."""
        found = direct.scalar(self._connection, "SELECT max(at) FROM journal")
        return None if found is None else int(found)

    def _read(self, query: Select[Any], *, together: bool) -> Iterator[JournalRecord]:
        """The lines of a query by id, with the texts beside them; lines that stand `together` are read in one go."""
        found = self._connection.execute(query.order_by(journal.c.id), execution_options={"yield_per": _READ_AT_ONCE})
        for rows in found.partitions(_READ_AT_ONCE):
            texts = self._texts(rows, together=together)
            for row in rows:
                yield _record(row, texts.get(row[0], {}))

    def _texts(self, rows: Sequence[Row[Any]], *, together: bool) -> dict[int, dict[tuple[str, str], str | None]]:
        spans = [(rows[0][0], rows[-1][0])] if together else [(row[0], row[0]) for row in rows if _has_texts(row)]
        texts: dict[int, dict[tuple[str, str], str | None]] = {}
        for span in spans:
            for line_id, field, part, text in direct.run(self._connection, _TEXTS, span).fetchall():
                texts.setdefault(line_id, {})[field, part] = text
        return texts


def _has_texts(row: Row[Any]) -> bool:
    return bool(row.text_digest) or '{"old":' in row.changes


def _record(row: Sequence[Any], texts: Texts) -> JournalRecord:
    """The line of a row; the JSON of its changes is read here and nowhere else."""
    line_id, at, who, verb, ticket_id, number, text, changes, digest = row
    shown, pairs = read_text(text, digest, texts), read_changes(changes, texts)
    return JournalRecord(line_id, at, who, _VERBS[verb], ticket_id, number, shown, pairs)
