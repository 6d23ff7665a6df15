"""The contact store: every call to a caller."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Unpack

from sqlalchemy import Connection, delete, func, select, update

from app.models.contact.records import AttemptChange, AttemptOfTicket, AttemptRecord, NewAttempt
from app.models.contact.tables import attempts
from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import add_row
from app.models.ticket.tables import tickets

_a, _t = attempts.c, tickets.c
_COLUMNS = columns_of(AttemptRecord, attempts)
# Fills an `AttemptOfTicket`.
WITH_TICKET = select(*_COLUMNS, _t.number.label("ticket_number"), _t.title, _t.content, _t.unit).join(
    tickets, _t.id == _a.ticket_id
)

_STEP = 500


class ContactStore:
    """Calls to callers within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: NewAttempt) -> int:
        """Adds one call; returns its id."""
        return add_row(self._connection, attempts, new)

    def get(self, attempt_id: int) -> AttemptRecord | None:
        """One call, or None."""
        query = select(*_COLUMNS).where(_a.id == attempt_id)
        return record(AttemptRecord, self._connection.execute(query).one_or_none())

    def change(self, before: AttemptRecord, **change: Unpack[AttemptChange]) -> None:
        """Writes the changed columns."""
        self._connection.execute(update(attempts).where(_a.id == before.id).values(**change))

    def remove(self, call: AttemptRecord) -> None:
        """Takes a call out; the journal still tells of it."""
        self._connection.execute(delete(attempts).where(_a.id == call.id))

    def of_ticket(self, ticket_id: int) -> list[AttemptRecord]:
        """A ticket's calls, oldest first."""
        query = select(*_COLUMNS).where(_a.ticket_id == ticket_id).order_by(_a.at, _a.id)
        return records(AttemptRecord, self._connection.execute(query))

    def of_tickets(self, ticket_ids: Sequence[int], since: datetime) -> list[AttemptRecord]:
        """The calls of these tickets from `since` on, oldest first."""
        found: list[AttemptRecord] = []
        for start in range(0, len(ticket_ids), _STEP):
            chosen = _a.ticket_id.in_(ticket_ids[start : start + _STEP])
            query = select(*_COLUMNS).where(chosen, _a.at >= since).order_by(_a.at, _a.id)
            found += records(AttemptRecord, self._connection.execute(query))
        return found

    def between(self, start: datetime, end: datetime) -> list[AttemptOfTicket]:
        """Calls from `start` up to but without `end` with their tickets, oldest first."""
        query = WITH_TICKET.where(_a.at >= start, _a.at < end).order_by(_a.at, _a.id)
        return list(map(AttemptOfTicket._make, self._connection.execute(query)))

    def count_between(self, start: datetime, end: datetime) -> int:
        """The number of calls from `start` up to but without `end`."""
        query = select(func.count()).select_from(attempts).where(_a.at >= start, _a.at < end)
        return int(self._connection.execute(query).scalar_one())
