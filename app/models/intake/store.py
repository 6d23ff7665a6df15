"""The import store: imported files with their results, and headers that operators assigned to fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Required, TypedDict

from sqlalchemy import Connection, Row, Select, delete, insert, select, update

from app.models.intake.tables import aliases, imports
from app.models.shared.records import columns_of, record
from app.models.ticket.tables import tickets
from app.rules.ticket.states import TicketStatus


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One imported file, or one refused as a whole (`error`), with the counts of its rows."""

    id: int
    at: datetime
    who: str
    file: str
    digest: str
    kind: str
    backlog: bool
    rows: int
    created: int
    updated: int
    unchanged: int
    refused: int
    error: str


class NewImport(TypedDict, total=False):
    """A file before its rows are imported."""

    at: Required[datetime]
    file: Required[str]
    digest: Required[str]
    who: str
    kind: str
    backlog: bool
    error: str


class ImportResult(TypedDict, total=False):
    """The counts of an imported file's rows, or why it was refused."""

    error: str
    kind: str
    rows: int
    created: int
    updated: int
    unchanged: int
    refused: int


_IMPORTS = select(*columns_of(ImportRecord, imports))


class Arrival(NamedTuple):
    """When a ticket came in with a file, its deadline and its status."""

    ticket_id: int
    at: datetime
    deadline_at: datetime
    status: TicketStatus


class ImportStore:
    """Imports within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, values: NewImport) -> int:
        """Notes an import; returns its id."""
        key = self._connection.execute(insert(imports), {**values}).inserted_primary_key
        return int(key[0]) if key else 0

    def finish(self, import_id: int, values: ImportResult) -> None:
        """Writes the result; without an error the file is taken in."""
        self._connection.execute(update(imports).where(imports.c.id == import_id).values(**{"error": "", **values}))

    def forget(self, import_id: int) -> None:
        """Removes the note of an import that did not take place."""
        self._connection.execute(delete(imports).where(imports.c.id == import_id))

    def get(self, import_id: int) -> ImportRecord | None:
        """One import, or None."""
        return record(ImportRecord, self._connection.execute(_IMPORTS.where(imports.c.id == import_id)).one_or_none())

    def arrivals(self, ticket_ids: Sequence[int]) -> list[Arrival]:
        """When those of these tickets came in that a file brought, with their deadline and status as they stand."""
        t, found = tickets.c, list[Arrival]()
        query = select(t.id, imports.c.at, t.deadline_at, t.status).join(imports, imports.c.id == t.import_id)
        for start in range(0, len(ticket_ids), 500):
            some = query.where(t.id.in_(ticket_ids[start : start + 500]), t.deadline_at.is_not(None))
            found += [Arrival(key, at, due, TicketStatus(status)) for key, at, due, status in self._rows(some)]
        return found

    def _rows(self, query: Select[tuple[Any, ...]]) -> Sequence[Row[Any]]:
        return self._connection.execute(query).all()

    def last(self, *, at_least: int = 0) -> ImportRecord | None:
        """The newest import with this number of rows."""
        query = _IMPORTS.where(imports.c.rows >= at_least).order_by(imports.c.id.desc()).limit(1)
        return record(ImportRecord, self._connection.execute(query).one_or_none())

    def knows(self, digest: str) -> bool:
        """Whether a file of this content was taken in before, or refused whole."""
        return self._connection.execute(select(imports.c.id).where(imports.c.digest == digest)).first() is not None

    def aliases_for(self, kind: str) -> dict[str, str]:
        """Learned header → field for files of this kind."""
        query = select(aliases.c.header, aliases.c.field).where(aliases.c.kind == kind)
        return {row.header: row.field for row in self._connection.execute(query)}

    def every_alias(self) -> dict[str, dict[str, str]]:
        """All learned headers by kind of file."""
        learned: dict[str, dict[str, str]] = {}
        for row in self._connection.execute(select(aliases)):
            learned.setdefault(row.kind, {})[row.header] = row.field
        return learned

    def learn(self, kind: str, learned: Mapping[str, str]) -> None:
        """Remembers headers for files of this kind; an empty field forgets the header."""
        for header, field in learned.items():
            self._connection.execute(delete(aliases).where(aliases.c.kind == kind, aliases.c.header == header))
            if field:
                self._connection.execute(insert(aliases), {"kind": kind, "header": header, "field": field})
