"""The store of the reminders of shifts that ended without a signed sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, func, insert, or_, select, update

from app.models.handover.records import HandoverSlot
from app.models.handover.tables import handover_slots
from app.models.shared.records import columns_of, record, records
from app.rules.handover.spans import Span
from app.rules.reminder.states import ReminderState

_s = handover_slots.c
_SLOTS = select(*columns_of(HandoverSlot, handover_slots))
_RINGING = (ReminderState.RAISED, ReminderState.SHOWN)
_LIVE = (ReminderState.PLANNED, *_RINGING, ReminderState.ACKNOWLEDGED)


class HandoverSlotStore:
    """Reminders within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, span: Span) -> HandoverSlot | None:
        """The reminder of a shift, or None."""
        query = _SLOTS.where(_s.shift_to == span.until).order_by(_s.id.desc()).limit(1)
        return record(HandoverSlot, self._connection.execute(query).one_or_none())

    def by_id(self, ids: Sequence[int]) -> list[HandoverSlot]:
        """These reminders."""
        return records(HandoverSlot, self._connection.execute(_SLOTS.where(_s.id.in_(ids)).order_by(_s.id)))

    def plan(self, span: Span, at: datetime) -> None:
        """Plans the reminder of a shift."""
        values = {
            "shift": span.name, "shift_from": span.since, "shift_to": span.until, "planned_at": at,
            "state": ReminderState.PLANNED,
        }  # fmt: skip
        self._connection.execute(insert(handover_slots), values)

    def due(self, now: datetime) -> list[HandoverSlot]:
        """Planned ones whose time has come, and acknowledged ones that come back."""
        planned = and_(_s.state == ReminderState.PLANNED, _s.planned_at <= now)
        back = and_(_s.state == ReminderState.ACKNOWLEDGED, _s.returns_at <= now)
        return records(HandoverSlot, self._connection.execute(_SLOTS.where(or_(planned, back)).order_by(_s.id)))

    def next_moment(self, now: datetime) -> datetime | None:
        """The first instant after `now` at which one rings."""
        planned = select(func.min(_s.planned_at)).where(_s.state == ReminderState.PLANNED, _s.planned_at > now)
        back = select(func.min(_s.returns_at)).where(_s.state == ReminderState.ACKNOWLEDGED, _s.returns_at > now)
        found = [self._connection.execute(query).scalar() for query in (planned, back)]
        return min((moment for moment in found if moment is not None), default=None)

    def ringing(self) -> list[HandoverSlot]:
        """Those that were raised and nobody has acknowledged."""
        return records(HandoverSlot, self._connection.execute(_SLOTS.where(_s.state.in_(_RINGING)).order_by(_s.id)))

    def raise_many(self, ids: Sequence[int], now: datetime) -> None:
        """Marks them as raised."""
        values = {"state": ReminderState.RAISED, "raised_at": now, "returns_at": None}
        self._connection.execute(
            update(handover_slots).where(_s.id.in_(ids)).values(**values, times_raised=_s.times_raised + 1)
        )

    def mark_shown(self, ids: Sequence[int], now: datetime, channel: str) -> None:
        """Marks raised ones as shown."""
        where = (_s.id.in_(ids), _s.state == ReminderState.RAISED)
        values = {"state": ReminderState.SHOWN, "shown_at": now, "channel": channel}
        self._connection.execute(update(handover_slots).where(*where).values(**values))

    def acknowledge(self, ids: Sequence[int], now: datetime, who: str, returns_at: datetime) -> None:
        """Notes who acknowledged them, and when they come back."""
        values = {"state": ReminderState.ACKNOWLEDGED, "acknowledged_at": now, "acknowledged_by": who}
        self._connection.execute(update(handover_slots).where(_s.id.in_(ids)).values(**values, returns_at=returns_at))

    def settle(self, until: datetime, reason: str) -> None:
        """Ends the reminders of shifts that ended by an instant."""
        where = (_s.shift_to <= until, _s.state.in_(_LIVE))
        values = {"state": ReminderState.CANCELLED, "reason": reason, "returns_at": None}
        self._connection.execute(update(handover_slots).where(*where).values(**values))
