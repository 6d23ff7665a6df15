"""The promise store: promises to callers, open and ended."""

from __future__ import annotations

from datetime import datetime
from typing import Unpack

from sqlalchemy import Connection, select, text

from app.models.promise.records import NewPromise, PromiseChange, PromiseRecord
from app.models.promise.tables import promises
from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import add_row, change_row
from app.models.ticket.tables import tickets

_p = promises.c
# Spelled as in the partial index, so that SQLite uses it.
_OPEN = text("promises.state IN ('proposed', 'confirmed')")
_WITH_TICKET = select(*columns_of(PromiseRecord, promises, tickets)).join(tickets, tickets.c.id == _p.ticket_id)


class PromiseStore:
    """Promises within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: NewPromise) -> int:
        """Adds one promise; returns its id."""
        return add_row(self._connection, promises, new)

    def get(self, promise_id: int) -> PromiseRecord | None:
        """One promise, or None."""
        query = _WITH_TICKET.where(_p.id == promise_id)
        return record(PromiseRecord, self._connection.execute(query).one_or_none())

    def change(self, before: PromiseRecord, **change: Unpack[PromiseChange]) -> None:
        """Writes the changed columns and raises the version.

        Raises:
            StaleVersion: the row's version is no longer `before.version`.

        """
        change_row(self._connection, promises, before, change)

    def open_until(self, until: datetime | None) -> list[PromiseRecord]:
        """Proposed and confirmed promises that fall due up to `until` (None: all of them), the next one first."""
        query = _WITH_TICKET.where(_OPEN).order_by(_p.due_at, _p.id)
        if until is not None:
            query = query.where(_p.due_at <= until)
        return records(PromiseRecord, self._connection.execute(query))

    def of_ticket(self, ticket_id: int) -> list[PromiseRecord]:
        """A ticket's promises of every state, the next one due first."""
        query = _WITH_TICKET.where(_p.ticket_id == ticket_id).order_by(_p.due_at, _p.id)
        return records(PromiseRecord, self._connection.execute(query))
