"""The store of mass events and of their tickets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Unpack

from sqlalchemy import Connection, Integer, func, insert, select, text, type_coerce, update

from app.models.event.records import EventChange, EventRecord, MemberRecord, NewEvent
from app.models.event.tables import group_event_tickets, group_events
from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import add_row, change_row
from app.models.ticket.tables import tickets
from app.rules.event.states import MemberOrigin

_e, _m, _t = group_events.c, group_event_tickets.c, tickets.c
_EVENTS = select(*columns_of(EventRecord, group_events))
_MEMBERS = select(*columns_of(MemberRecord, group_event_tickets))
# Spelled as in the partial index, so that SQLite uses it.
_OPEN = text("group_events.state = 'open'")
_STEP = 500


class GroupEventStore:
    """Events and their tickets within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: NewEvent) -> int:
        """Opens an event; returns its id."""
        return add_row(self._connection, group_events, new)

    def get(self, event_id: int) -> EventRecord | None:
        """One event, or None."""
        return record(EventRecord, self._connection.execute(_EVENTS.where(_e.id == event_id)).one_or_none())

    def open_ones(self) -> list[EventRecord]:
        """The open events, the newest first."""
        return records(EventRecord, self._connection.execute(_EVENTS.where(_OPEN).order_by(_e.id.desc())))

    def open_count(self) -> int:
        """How many events are open."""
        query = select(func.count()).select_from(group_events).where(_OPEN)
        return int(self._connection.execute(query).scalar_one())

    def listing(self, limit: int = 500) -> list[EventRecord]:
        """Every event, the newest first, at most `limit`."""
        return records(EventRecord, self._connection.execute(_EVENTS.order_by(_e.id.desc()).limit(limit)))

    def open_of_merchants(self) -> list[EventRecord]:
        """The open events that take in every ticket of a merchant."""
        query = _EVENTS.where(_OPEN, _e.merchant_id.is_not(None)).order_by(_e.id)
        return records(EventRecord, self._connection.execute(query))

    def change(self, before: EventRecord, **changes: Unpack[EventChange]) -> None:
        """Writes the changed columns and raises the version.

        Raises:
            StaleVersion: the row's version is no longer `before.version`.

        """
        change_row(self._connection, group_events, before, changes)

    def of_ticket(self, ticket_id: int) -> EventRecord | None:
        """The open event that a ticket is in, or None."""
        query = (
            _EVENTS.join(group_event_tickets, _m.event_id == _e.id)
            .where(_m.ticket_id == ticket_id, _m.left_at.is_(None), _OPEN)
            .order_by(_e.id)
            .limit(1)
        )
        return record(EventRecord, self._connection.execute(query).one_or_none())

    def busy(self, ticket_ids: Sequence[int]) -> dict[int, int]:
        """Those of the tickets that are in an open event, with its id."""
        found: dict[int, int] = {}
        for start in range(0, len(ticket_ids), _STEP):
            query = (
                select(_m.ticket_id, _m.event_id)
                .join(group_events, _e.id == _m.event_id)
                .where(_m.ticket_id.in_(ticket_ids[start : start + _STEP]), _m.left_at.is_(None), _OPEN)
            )
            found.update((row[0], row[1]) for row in self._connection.execute(query))
        return found

    def members(self, event_id: int, *, left: bool = False) -> list[MemberRecord]:
        """The tickets of an event in the order in which they joined; with `left` also those taken out."""
        query = _MEMBERS.where(_m.event_id == event_id)
        if not left:
            query = query.where(_m.left_at.is_(None))
        return records(MemberRecord, self._connection.execute(query.order_by(_m.id)))

    def counts(self, event_ids: Sequence[int]) -> dict[int, tuple[int, int, datetime | None]]:
        """How many tickets are in each of these events, how many of them are open, and when the last was dispatched."""
        query = (
            select(_m.event_id, func.count(), func.sum(type_coerce(_t.is_open, Integer)), func.max(_t.dispatched_at))
            .join(tickets, _t.id == _m.ticket_id)
            .where(_m.event_id.in_(event_ids), _m.left_at.is_(None))
            .group_by(_m.event_id)
        )
        return {row[0]: (int(row[1]), int(row[2] or 0), row[3]) for row in self._connection.execute(query)}

    def join(self, event_id: int, ticket_ids: Sequence[int], origin: MemberOrigin, *, at: datetime, who: str) -> None:
        """Takes tickets in; those that were taken out come in again."""
        if not ticket_ids:
            return
        known = {row.ticket_id for row in self.members(event_id, left=True)}
        again = [one for one in ticket_ids if one in known]
        values: dict[str, Any] = {"origin": origin, "joined_at": at, "joined_by": who}
        self._write(event_id, again, {**values, "left_at": None, "left_by": "", "reason": ""})
        fresh = [{"event_id": event_id, "ticket_id": one, **values} for one in ticket_ids if one not in known]
        if fresh:
            self._connection.execute(insert(group_event_tickets), fresh)

    def leave(self, event_id: int, ticket_ids: Sequence[int], *, at: datetime, who: str, reason: str) -> None:
        """Takes tickets out; their rows stay."""
        self._write(event_id, ticket_ids, {"left_at": at, "left_by": who, "reason": reason})

    def _write(self, event_id: int, ticket_ids: Sequence[int], values: dict[str, Any]) -> None:
        for start in range(0, len(ticket_ids), _STEP):
            chosen = ticket_ids[start : start + _STEP]
            where = (_m.event_id == event_id, _m.ticket_id.in_(chosen))
            self._connection.execute(update(group_event_tickets).where(*where).values(**values))
