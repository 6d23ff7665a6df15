"""The call store: lines of the phone system's lists, and which ticket each belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Unpack

from sqlalchemy import Connection, select, update

from app.models.contact.records import CallChange, CallRecord, ListedCall, NewCall
from app.models.contact.tables import calls
from app.models.shared import direct
from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import add_row
from app.models.ticket.tables import tickets
from app.rules.contact.call_flow import CallState

_c = calls.c
_COLUMNS = columns_of(CallRecord, calls)
_LISTED = (_c.id, _c.ticket_id, _c.at, _c.number, _c.outcome, _c.seconds, _c.agent, _c.state)
_LINES = "SELECT id, phones, dispatched_at, closed_at, is_open FROM tickets WHERE phones <> ''"


class CallStore:
    """Calls of the phone system within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: NewCall) -> int:
        """Adds one call; returns its id."""
        return add_row(self._connection, calls, new)

    def get(self, call_id: int) -> CallRecord | None:
        """One call, or None."""
        query = select(*_COLUMNS).where(_c.id == call_id)
        return record(CallRecord, self._connection.execute(query).one_or_none())

    def change(self, before: CallRecord, **change: Unpack[CallChange]) -> None:
        """Writes the changed columns."""
        self._connection.execute(update(calls).where(_c.id == before.id).values(**change))

    def at_moment(self, at: datetime, number: str) -> list[CallRecord]:
        """The known calls with this second and number."""
        query = select(*_COLUMNS).where(_c.at == at, _c.number == number).order_by(_c.id)
        return records(CallRecord, self._connection.execute(query))

    def listing(self, state: CallState, limit: int | None = None) -> list[ListedCall]:
        """Calls in a state, newest first, with the ticket's number when there is one."""
        query = (
            select(*_LISTED, tickets.c.number)
            .join(tickets, tickets.c.id == _c.ticket_id, isouter=True)
            .where(_c.state == state)
            .order_by(_c.at.desc(), _c.id.desc())
        )
        if limit is not None:
            query = query.limit(limit)
        return records(ListedCall, self._connection.execute(query))

    def linked_attempts(self, ticket_id: int) -> set[int]:
        """The attempts of a ticket that are already linked to a call."""
        query = select(_c.attempt_id).where(_c.ticket_id == ticket_id, _c.attempt_id.is_not(None))
        return set(self._connection.execute(query).scalars())

    def lines(self) -> Iterator[tuple[int, str, int, int | None, int]]:
        """Every ticket with numbers: id, numbers, dispatched, closed (seconds or None), whether it is open."""
        yield from direct.run(self._connection, _LINES)  # type: ignore[misc]  # a cursor gives its rows
