"""The call store: lines of the phone system's lists, and which ticket each belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from app.models import direct
from app.models.contacting import calls
from app.models.tables import tickets

_c = calls.c
_LINES = "SELECT id, phones, dispatched_at, closed_at, is_open FROM tickets WHERE phones <> ''"


class CallStore:
    """Calls of the phone system within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, values: Mapping[str, Any]) -> int:
        """Adds one call; returns its id."""
        key = self._connection.execute(insert(calls), dict(values)).inserted_primary_key
        return int(key[0]) if key else 0

    def change(self, call_id: int, values: Mapping[str, Any]) -> None:
        """Writes the changed columns."""
        self._connection.execute(update(calls).where(_c.id == call_id).values(**values))

    def get(self, call_id: int) -> Row[Any] | None:
        """One call, or None."""
        return self._connection.execute(select(calls).where(_c.id == call_id)).one_or_none()

    def at_moment(self, at: Any, number: str) -> list[Row[Any]]:
        """The calls known of this very second and number."""
        return list(self._connection.execute(select(calls).where(_c.at == at, _c.number == number).order_by(_c.id)))

    def listing(self, state: str, limit: int | None = None) -> list[Row[Any]]:
        """Calls in a state, newest first, with the ticket's number when there is one."""
        query = (
            select(calls, tickets.c.number.label("ticket_number"))
            .join(tickets, tickets.c.id == _c.ticket_id, isouter=True)
            .where(_c.state == state)
            .order_by(_c.at.desc(), _c.id.desc())
        )
        return list(self._connection.execute(query if limit is None else query.limit(limit)))

    def counts(self) -> dict[str, int]:
        """How many calls stand in each state."""
        query = select(_c.state, func.count()).group_by(_c.state)
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def linked_attempts(self, ticket_id: int) -> set[int]:
        """The attempts of a ticket that a call already stands behind."""
        query = select(_c.attempt_id).where(_c.ticket_id == ticket_id, _c.attempt_id.is_not(None))
        return set(self._connection.execute(query).scalars())

    def lines(self) -> Iterator[tuple[int, str, int, int | None, int]]:
        """Every ticket with numbers: id, numbers, dispatched, closed (seconds or None), whether it is open."""
        yield from direct.run(self._connection, _LINES)  # type: ignore[misc]  # a cursor gives its rows
