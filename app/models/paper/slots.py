"""The store of due papers' reminders: slots that are planned, raised, shown, acknowledged, and their receipts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update

from app.models.paper.records import NewSlot, SlotRecord
from app.models.paper.tables import paper_receipts, paper_slots
from app.models.shared.records import columns_of, records
from app.models.shared.writing import values_of
from app.rules.paper.kinds import PaperKind
from app.rules.reminder.states import ReminderState

_s = paper_slots.c
_SLOTS = select(*columns_of(SlotRecord, paper_slots))
_RINGING = (ReminderState.RAISED, ReminderState.SHOWN)
_LIVE = (ReminderState.PLANNED, *_RINGING, ReminderState.ACKNOWLEDGED)


class PaperSlotStore:
    """Reminders of due papers within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def plan(self, slots: Sequence[NewSlot]) -> None:
        """Adds slots."""
        if slots:
            self._connection.execute(insert(paper_slots), [values_of(slot) for slot in slots])

    def planned_until(self) -> datetime | None:
        """The latest end of a paper whose slots are planned; None without any."""
        return self._connection.execute(select(func.max(_s.due_at))).scalar()

    def of(self, kind: PaperKind, period: str, *, catch_up: bool) -> list[SlotRecord]:
        """The slots of one due paper, in time order."""
        return self._read(_s.kind == kind, _s.period == period, _s.catch_up == catch_up)

    def due(self, now: datetime) -> list[SlotRecord]:
        """Planned slots whose time has come, and acknowledged ones that come back."""
        planned = and_(_s.state == ReminderState.PLANNED, _s.planned_at <= now)
        back = and_(_s.state == ReminderState.ACKNOWLEDGED, _s.returns_at <= now)
        return self._read(or_(planned, back))

    def next_moment(self, now: datetime) -> datetime | None:
        """The first instant after `now` at which a slot is to be raised or comes back; None when there is none."""
        planned = select(func.min(_s.planned_at)).where(_s.state == ReminderState.PLANNED, _s.planned_at > now)
        back = select(func.min(_s.returns_at)).where(_s.state == ReminderState.ACKNOWLEDGED, _s.returns_at > now)
        found = [self._connection.execute(query).scalar() for query in (planned, back)]
        return min((at for at in found if at is not None), default=None)

    def ringing(self) -> list[SlotRecord]:
        """Slots that were raised and nobody has acknowledged."""
        return self._read(_s.state.in_(_RINGING))

    def drop_planned(self, now: datetime) -> None:
        """Takes out the slots after now that have not rung: they are planned anew."""
        gone = select(_s.id).where(_s.state == ReminderState.PLANNED, _s.planned_at > now)
        self._connection.execute(delete(paper_slots).where(_s.id.in_(gone)))

    def by_id(self, ids: Sequence[int]) -> list[SlotRecord]:
        """These slots."""
        return self._read(_s.id.in_(ids))

    def raise_many(self, ids: Sequence[int], now: datetime) -> None:
        """Raises slots."""
        values = {"state": ReminderState.RAISED, "raised_at": now, "returns_at": None}
        self._write(ids, values | {"times_raised": _s.times_raised + 1})

    def settle(self, ids: Sequence[int], state: ReminderState, reason: str) -> None:
        """Ends slots: cancelled or missed, with the reason."""
        self._write(ids, {"state": state, "reason": reason, "returns_at": None})

    def mark_shown(self, ids: Sequence[int], now: datetime, channel: str) -> None:
        """Notes that raised slots were shown."""
        shown = {"state": ReminderState.SHOWN, "shown_at": now, "channel": channel}
        self._connection.execute(
            update(paper_slots).where(_s.id.in_(ids), _s.state == ReminderState.RAISED).values(shown)
        )

    def acknowledge(self, ids: Sequence[int], now: datetime, who: str, returns_at: datetime | None) -> None:
        """Notes who acknowledged slots, and when they come back."""
        values = {"state": ReminderState.ACKNOWLEDGED, "acknowledged_at": now, "acknowledged_by": who}
        self._write(ids, values | {"returns_at": returns_at})

    def cancel_of(self, kind: PaperKind, period: str, reason: str, *, catch_up: bool) -> None:
        """Ends what may still ring of a paper."""
        self._connection.execute(
            update(paper_slots)
            .where(_s.kind == kind, _s.period == period, _s.catch_up == catch_up, _s.state.in_(_LIVE))
            .where(_s.state != ReminderState.ACKNOWLEDGED)
            .values(state=ReminderState.CANCELLED, reason=reason, returns_at=None)
        )
        self._connection.execute(
            update(paper_slots)
            .where(_s.kind == kind, _s.period == period, _s.catch_up == catch_up)
            .where(_s.state == ReminderState.ACKNOWLEDGED)
            .values(returns_at=None)
        )

    def note_receipts(self, ids: Sequence[int], at: datetime, channel: str, *, delivered: bool, detail: str) -> None:
        """Stores through which channel slots were shown, and whether they arrived."""
        known = {row.id for row in self.by_id(ids)}
        rows = [
            {"slot_id": one, "at": at, "channel": channel, "delivered": delivered, "detail": detail}
            for one in ids
            if one in known
        ]
        if rows:
            self._connection.execute(insert(paper_receipts), rows)

    def receipts_of(self, ids: Sequence[int]) -> list[tuple[int, datetime, str, bool, str]]:
        """The receipts of slots: (slot, moment, channel, delivered, detail), oldest first."""
        r = paper_receipts.c
        query = select(r.slot_id, r.at, r.channel, r.delivered, r.detail).where(r.slot_id.in_(ids)).order_by(r.id)
        return [(row[0], row[1], row[2], row[3], row[4]) for row in self._connection.execute(query)]

    def _write(self, ids: Sequence[int], values: dict[str, Any]) -> None:
        if ids:
            self._connection.execute(update(paper_slots).where(_s.id.in_(ids)).values(values))

    def _read(self, *where: Any) -> list[SlotRecord]:
        query = _SLOTS.where(*where).order_by(_s.planned_at, _s.id)
        return records(SlotRecord, self._connection.execute(query))
