"""The life of reminder slots that belong to no ticket: planned, raised, shown, acknowledged, with their receipts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Table, and_, func, insert, or_, select, update

from app.models.shared.records import columns_of, records
from app.rules.reminder.states import ReminderState

SlotT = TypeVar("SlotT")
_LOOKED_AT = 200
RINGING = (ReminderState.RAISED, ReminderState.SHOWN)
LIVE = (ReminderState.PLANNED, *RINGING, ReminderState.ACKNOWLEDGED)


class SlotStore(Generic[SlotT]):
    """Slots within one transaction; `slots` and `receipts` are their tables, `kind` the record of a slot."""

    def __init__(self, connection: Connection, kind: type[SlotT], slots: Table, receipts: Table) -> None:
        self._connection, self._kind, self._slots, self._receipts = connection, kind, slots, receipts

    def due(self, now: datetime) -> list[SlotT]:
        """Planned slots whose time has come, and acknowledged ones that come back."""
        c = self._slots.c
        planned = and_(c.state == ReminderState.PLANNED, c.planned_at <= now)
        back = and_(c.state == ReminderState.ACKNOWLEDGED, c.returns_at <= now)
        return self._read(or_(planned, back))

    def next_moment(self, now: datetime) -> datetime | None:
        """The first instant after `now` at which a slot is to be raised or comes back; None when there is none."""
        c = self._slots.c
        planned = select(func.min(c.planned_at)).where(c.state == ReminderState.PLANNED, c.planned_at > now)
        back = select(func.min(c.returns_at)).where(c.state == ReminderState.ACKNOWLEDGED, c.returns_at > now)
        found = [self._connection.execute(query).scalar() for query in (planned, back)]
        return min((at for at in found if at is not None), default=None)

    def next_minutes(self, now: datetime, limit: int) -> list[tuple[datetime, int]]:
        """The next minutes in which slots are to be raised or come back, with how many: (the first instant, count)."""
        c = self._slots.c
        planned = select(c.planned_at.label("at")).where(c.state == ReminderState.PLANNED, c.planned_at > now)
        back = select(c.returns_at.label("at")).where(c.state == ReminderState.ACKNOWLEDGED, c.returns_at > now)
        found = self._connection.execute(planned.union_all(back).order_by("at").limit(_LOOKED_AT)).scalars()
        minutes: dict[int, tuple[datetime, int]] = {}
        for at in found:
            first, count = minutes.get(int(at.timestamp()) // 60, (at, 0))
            minutes[int(at.timestamp()) // 60] = first, count + 1
        return list(minutes.values())[:limit]

    def ringing(self) -> list[SlotT]:
        """Slots that were raised and nobody has acknowledged."""
        return self._read(self._slots.c.state.in_(RINGING))

    def silent(self, now: datetime) -> list[SlotT]:
        """Slots that were acknowledged and come back after now."""
        c = self._slots.c
        return self._read(c.state == ReminderState.ACKNOWLEDGED, c.returns_at > now)

    def bring_back(self, now: datetime, *, but: str) -> int:
        """Lets the slots that others than `but` acknowledged come back now; returns how many."""
        c = self._slots.c
        where = (c.state == ReminderState.ACKNOWLEDGED, c.returns_at > now, c.acknowledged_by != but)
        return int(self._connection.execute(update(self._slots).where(*where).values(returns_at=now)).rowcount)

    def between(self, start: datetime | None, end: datetime | None) -> list[SlotT]:
        """The slots planned from `start` up to but without `end`, in time order; None is no limit."""
        c = self._slots.c
        since = () if start is None else (c.planned_at >= start,)
        until = () if end is None else (c.planned_at < end,)
        return self._read(*since, *until)

    def by_id(self, ids: Sequence[int]) -> list[SlotT]:
        """These slots."""
        return self._read(self._slots.c.id.in_(ids))

    def raise_many(self, ids: Sequence[int], now: datetime) -> None:
        """Raises slots."""
        values = {"state": ReminderState.RAISED, "raised_at": now, "returns_at": None}
        self._write(ids, values | {"times_raised": self._slots.c.times_raised + 1})

    def settle(self, ids: Sequence[int], state: ReminderState, reason: str) -> None:
        """Ends slots: cancelled or missed, with the reason."""
        self._write(ids, {"state": state, "reason": reason, "returns_at": None})

    def mark_shown(self, ids: Sequence[int], now: datetime, channel: str) -> None:
        """Notes that raised slots were shown."""
        c = self._slots.c
        shown = {"state": ReminderState.SHOWN, "shown_at": now, "channel": channel}
        self._connection.execute(
            update(self._slots).where(c.id.in_(ids), c.state == ReminderState.RAISED).values(shown)
        )

    def acknowledge(self, ids: Sequence[int], now: datetime, who: str, returns_at: datetime | None) -> None:
        """Notes who acknowledged slots, and when they come back."""
        values = {"state": ReminderState.ACKNOWLEDGED, "acknowledged_at": now, "acknowledged_by": who}
        self._write(ids, values | {"returns_at": returns_at})

    def note_receipts(self, ids: Sequence[int], at: datetime, channel: str, *, delivered: bool, detail: str) -> None:
        """Stores through which channel slots were shown, and whether they arrived."""
        c = self._slots.c
        known = set(self._connection.execute(select(c.id).where(c.id.in_(ids))).scalars())
        rows = [
            {"slot_id": one, "at": at, "channel": channel, "delivered": delivered, "detail": detail}
            for one in ids
            if one in known
        ]
        if rows:
            self._connection.execute(insert(self._receipts), rows)

    def receipts_of(self, ids: Sequence[int]) -> list[tuple[int, datetime, str, bool, str]]:
        """The receipts of slots: (slot, moment, channel, delivered, detail), oldest first."""
        r = self._receipts.c
        query = select(r.slot_id, r.at, r.channel, r.delivered, r.detail).where(r.slot_id.in_(ids)).order_by(r.id)
        return [(row[0], row[1], row[2], row[3], row[4]) for row in self._connection.execute(query)]

    def _cancel(self, reason: str, *where: Any) -> None:
        """Ends what may still ring of these slots; acknowledged ones stay so and do not come back."""
        c = self._slots.c
        ended = {"state": ReminderState.CANCELLED, "reason": reason, "returns_at": None}
        live = c.state.in_([state for state in LIVE if state is not ReminderState.ACKNOWLEDGED])
        self._connection.execute(update(self._slots).where(*where, live).values(ended))
        answered = c.state == ReminderState.ACKNOWLEDGED
        self._connection.execute(update(self._slots).where(*where, answered).values(returns_at=None))

    def _write(self, ids: Sequence[int], values: dict[str, Any]) -> None:
        if ids:
            self._connection.execute(update(self._slots).where(self._slots.c.id.in_(ids)).values(values))

    def _read(self, *where: Any) -> list[SlotT]:
        c = self._slots.c
        query = select(*columns_of(self._kind, self._slots)).where(*where).order_by(c.planned_at, c.id)
        return records(self._kind, self._connection.execute(query))
