"""The escalation store: tickets that expired while open, and the record that they were reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, or_, select, text, update

from app.models.tables import escalations, journal, tickets

_e = escalations.c
# In the words of its partial index: a bound value would not let SQLite use it.
_CLIMBS = text("escalations.next_level_at IS NOT NULL")


def _with_ticket() -> Select[Any]:
    t = tickets.c
    return select(
        escalations, t.number, t.title, t.content, t.unit, t.street, t.caller, t.dispatched_at, t.is_open
    ).join(tickets, t.id == _e.ticket_id)


class EscalationStore:
    """Escalations within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open_for(
        self, ticket_id: int, deadline_at: datetime, now: datetime, *, level: int = 1, next_at: datetime | None = None
    ) -> bool:
        """Opens an escalation unless the deadline has one of this or a higher level; a cancelled one is opened again.

        `next_at` is when the next level opens while nobody has reported. Tells whether anything was opened.
        """
        same = select(_e.id, _e.level, _e.state).where(_e.ticket_id == ticket_id, _e.deadline_at == deadline_at)
        standing = list(self._connection.execute(same))
        if any(row.level >= level and row.state != "cancelled" for row in standing):
            return False
        found = next((row for row in standing if row.level == level), None)
        values = {"raised_at": now, "state": "open", "next_level_at": next_at, "note": ""}
        if found is None:
            key = {"ticket_id": ticket_id, "deadline_at": deadline_at, "level": level}
            self._connection.execute(insert(escalations), {**key, **values})
        else:
            self.change(found.id, values)
        return True

    def climbing(self, now: datetime) -> list[Row[Any]]:
        """Escalations whose next level is due, of tickets that are still open."""
        query = _with_ticket().where(_CLIMBS, _e.next_level_at <= now, tickets.c.is_open == 1)
        return list(self._connection.execute(query.order_by(_e.next_level_at, _e.id)))

    def get(self, escalation_id: int) -> Row[Any] | None:
        """One escalation, or None."""
        return self._connection.execute(_with_ticket().where(_e.id == escalation_id)).one_or_none()

    def many(self, ids: Sequence[int]) -> list[Row[Any]]:
        """These escalations, by deadline."""
        found: list[Row[Any]] = []
        for start in range(0, len(ids), 500):
            found.extend(self._connection.execute(_with_ticket().where(_e.id.in_(ids[start : start + 500]))))
        return sorted(found, key=lambda row: (row.deadline_at, row.id))

    def change(self, escalation_id: int, values: Mapping[str, Any]) -> None:
        """Writes the changed columns."""
        self._connection.execute(update(escalations).where(_e.id == escalation_id).values(**values))

    def listing(self, state: str | None, start: datetime | None = None, end: datetime | None = None) -> list[Row[Any]]:
        """Escalations, open ones first, then by deadline.

        Of a period (from `start` up to but without `end`) those opened in it, and whatever is still open.
        """
        query = _with_ticket().order_by(_e.state != "open", _e.deadline_at, _e.id)
        if state is not None:
            query = query.where(_e.state == state)
        if start is not None:
            query = query.where(or_(_e.state == "open", _e.raised_at >= start))
        if end is not None:
            query = query.where(or_(_e.state == "open", _e.raised_at < end))
        return list(self._connection.execute(query))

    def of_ticket(self, ticket_id: int) -> list[Row[Any]]:
        """A ticket's escalations, by deadline and level."""
        query = _with_ticket().where(_e.ticket_id == ticket_id).order_by(_e.deadline_at, _e.level)
        return list(self._connection.execute(query))

    def between(self, start: datetime, end: datetime) -> list[Row[Any]]:
        """Escalations raised from `start` up to but without `end`."""
        query = _with_ticket().where(_e.raised_at >= start, _e.raised_at < end).order_by(_e.raised_at, _e.id)
        return list(self._connection.execute(query))

    def open_count(self) -> int:
        """How many are still to be reported."""
        query = select(func.count()).select_from(escalations).where(_e.state == "open")
        return int(self._connection.execute(query).scalar_one())

    def last_done(self, ticket_ids: Sequence[int], verbs: Sequence[str]) -> dict[int, Row[Any]]:
        """The newest journal line of each ticket whose verb is one of these."""
        j = journal.c
        newest = (
            select(func.max(j.id)).where(j.ticket_id.in_(ticket_ids[:500]), j.verb.in_(verbs)).group_by(j.ticket_id)
        )
        lines = select(j.ticket_id, j.at, j.verb, j.text).where(j.id.in_(newest))
        return {row.ticket_id: row for row in self._connection.execute(lines)}
