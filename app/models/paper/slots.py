"""The store of due papers' reminders: slots that are planned, raised, shown, acknowledged, and their receipts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select

from app.models.paper.records import NewSlot, SlotRecord
from app.models.paper.tables import paper_receipts, paper_slots
from app.models.shared.slots import SlotStore
from app.models.shared.writing import values_of
from app.rules.paper.kinds import PaperKind
from app.rules.reminder.states import ReminderState

_s = paper_slots.c


class PaperSlotStore(SlotStore[SlotRecord]):
    """Reminders of due papers within one transaction."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, SlotRecord, paper_slots, paper_receipts)

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

    def drop_planned(self, now: datetime) -> None:
        """Takes out the slots after now that have not rung: they are planned anew."""
        gone = select(_s.id).where(_s.state == ReminderState.PLANNED, _s.planned_at > now)
        self._connection.execute(delete(paper_slots).where(_s.id.in_(gone)))

    def cancel_of(self, kind: PaperKind, period: str, reason: str, *, catch_up: bool) -> None:
        """Ends what may still ring of a paper."""
        self._cancel(reason, _s.kind == kind, _s.period == period, _s.catch_up == catch_up)
