"""The escalation store: tickets that expired while open, and the record that they were reported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Unpack

from sqlalchemy import Connection, Select, func, insert, or_, select, text, update

from app.models.escalation.records import EscalationChange, EscalationRecord, NewEscalation
from app.models.escalation.tables import escalations
from app.models.shared import direct
from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import values_of
from app.models.ticket.tables import tickets
from app.rules.escalation.states import EscalationState

_e = escalations.c
# Spelled as in its partial index: with a bound value SQLite would not use it.
_CLIMBS = text("escalations.next_level_at IS NOT NULL")


_WITH_TICKET = select(*columns_of(EscalationRecord, escalations, tickets)).join(tickets, tickets.c.id == _e.ticket_id)


class EscalationStore:
    """Escalations within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, rows: Sequence[NewEscalation]) -> None:
        """Adds open escalations in one statement."""
        if rows:
            self._connection.execute(insert(escalations), [values_of(row) for row in rows])

    def climbing(self, now: datetime, limit: int) -> list[EscalationRecord]:
        """The first escalations whose next level is due, of tickets that are still open."""
        query = _WITH_TICKET.where(_CLIMBS, _e.next_level_at <= now, tickets.c.is_open == 1, tickets.c.backlog == 0)
        return self._read(query.order_by(_e.next_level_at, _e.id).limit(limit))

    def get(self, escalation_id: int) -> EscalationRecord | None:
        """One escalation, or None."""
        return record(
            EscalationRecord, self._connection.execute(_WITH_TICKET.where(_e.id == escalation_id)).one_or_none()
        )

    def many(self, ids: Sequence[int]) -> list[EscalationRecord]:
        """These escalations, by deadline."""
        found: list[EscalationRecord] = []
        for start in range(0, len(ids), 500):
            found += self._read(_WITH_TICKET.where(_e.id.in_(ids[start : start + 500])))
        return sorted(found, key=lambda row: (row.deadline_at, row.id))

    def change(self, escalation_id: int, **values: Unpack[EscalationChange]) -> None:
        """Writes the changed columns."""
        self._connection.execute(update(escalations).where(_e.id == escalation_id).values(**values))

    def change_many(self, ids: Sequence[int], **values: Unpack[EscalationChange]) -> None:
        """Writes the same values into the changed columns of these escalations."""
        for start in range(0, len(ids), 500):
            part = ids[start : start + 500]
            self._connection.execute(update(escalations).where(_e.id.in_(part)).values(**values))

    def listing(
        self, state: EscalationState | None, start: datetime | None = None, end: datetime | None = None
    ) -> list[EscalationRecord]:
        """Escalations, open ones first, then by deadline.

        Of a period (from `start` up to but without `end`) those opened in it, and all that are still open.
        """
        query = _WITH_TICKET.order_by(_e.state != EscalationState.OPEN, _e.deadline_at, _e.id)
        if state is not None:
            query = query.where(_e.state == state)
        if start is not None:
            query = query.where(or_(_e.state == EscalationState.OPEN, _e.raised_at >= start))
        if end is not None:
            query = query.where(or_(_e.state == EscalationState.OPEN, _e.raised_at < end))
        return self._read(query)

    def of_ticket(self, ticket_id: int) -> list[EscalationRecord]:
        """A ticket's escalations, by deadline and level."""
        query = _WITH_TICKET.where(_e.ticket_id == ticket_id).order_by(_e.deadline_at, _e.level)
        return self._read(query)

    def tickets_among(self, ticket_ids: Sequence[int]) -> set[int]:
        """Those of the tickets (at most 500) that have an escalation."""
        return direct.tickets_in(self._connection, escalations.name, ticket_ids)

    def of_tickets(self, ticket_ids: Sequence[int]) -> dict[int, list[EscalationRecord]]:
        """The escalations of these tickets, each ticket's by deadline and level."""
        found: dict[int, list[EscalationRecord]] = {}
        for start in range(0, len(ticket_ids), 500):
            query = _WITH_TICKET.where(_e.ticket_id.in_(ticket_ids[start : start + 500]))
            for row in self._read(query.order_by(_e.deadline_at, _e.level)):
                found.setdefault(row.ticket_id, []).append(row)
        return found

    def between(self, start: datetime, end: datetime) -> list[EscalationRecord]:
        """Escalations raised from `start` up to but without `end`."""
        query = _WITH_TICKET.where(_e.raised_at >= start, _e.raised_at < end).order_by(_e.raised_at, _e.id)
        return self._read(query)

    def open_count(self) -> int:
        """The number of escalations still to be reported."""
        query = select(func.count()).select_from(escalations).where(_e.state == EscalationState.OPEN)
        return int(self._connection.execute(query).scalar_one())

    def _read(self, query: Select[tuple[object, ...]]) -> list[EscalationRecord]:
        return records(EscalationRecord, self._connection.execute(query))
