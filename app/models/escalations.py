"""The escalation store: tickets that expired while open, and the record that they were reported."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from app.models.tables import escalations, tickets

_e = escalations.c


def _with_ticket() -> Select[Any]:
    t = tickets.c
    return select(escalations, t.number, t.title, t.content, t.unit, t.street).join(tickets, t.id == _e.ticket_id)


class EscalationStore:
    """Escalations within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open_for(self, ticket_id: int, deadline_at: datetime, now: datetime) -> bool:
        """Opens an escalation unless this deadline of this ticket already has one; tells whether it is new."""
        same = select(_e.id).where(_e.ticket_id == ticket_id, _e.deadline_at == deadline_at)
        if self._connection.execute(same).first() is not None:
            return False
        values = {"ticket_id": ticket_id, "deadline_at": deadline_at, "raised_at": now, "state": "open"}
        self._connection.execute(insert(escalations), values)
        return True

    def get(self, escalation_id: int) -> Row[Any] | None:
        """One escalation, or None."""
        return self._connection.execute(_with_ticket().where(_e.id == escalation_id)).one_or_none()

    def change(self, escalation_id: int, values: Mapping[str, Any]) -> None:
        """Writes the changed columns."""
        self._connection.execute(update(escalations).where(_e.id == escalation_id).values(**values))

    def listing(self, state: str | None) -> list[Row[Any]]:
        """Escalations, open ones first, then by deadline."""
        query = _with_ticket().order_by(_e.state != "open", _e.deadline_at, _e.id)
        return list(self._connection.execute(query if state is None else query.where(_e.state == state)))

    def of_ticket(self, ticket_id: int) -> list[Row[Any]]:
        """A ticket's escalations."""
        return list(self._connection.execute(_with_ticket().where(_e.ticket_id == ticket_id).order_by(_e.deadline_at)))

    def between(self, start: datetime, end: datetime) -> list[Row[Any]]:
        """Escalations raised from `start` up to but without `end`."""
        query = _with_ticket().where(_e.raised_at >= start, _e.raised_at < end).order_by(_e.raised_at, _e.id)
        return list(self._connection.execute(query))

    def open_count(self) -> int:
        """How many are still to be reported."""
        query = select(func.count()).select_from(escalations).where(_e.state == "open")
        return int(self._connection.execute(query).scalar_one())
