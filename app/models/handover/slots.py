"""The store of the reminders of shifts that end without a signed sheet."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert

from app.models.handover.records import HandoverSlot
from app.models.handover.tables import handover_receipts, handover_slots
from app.models.shared.slots import SlotStore
from app.rules.handover.spans import Span
from app.rules.reminder.states import ReminderState

_s = handover_slots.c


class HandoverSlotStore(SlotStore[HandoverSlot]):
    """Reminders of handovers within one transaction."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, HandoverSlot, handover_slots, handover_receipts)

    def plan(self, span: Span, at: datetime) -> None:
        """Plans the reminder of a shift."""
        values = {
            "shift": span.name, "shift_from": span.since, "planned_at": at, "due_at": span.until,
            "state": ReminderState.PLANNED,
        }  # fmt: skip
        self._connection.execute(insert(handover_slots), values)

    def of(self, span: Span) -> list[HandoverSlot]:
        """The reminders of the shift that ends when this one does."""
        return self._read(_s.due_at == span.until)

    def cancel_until(self, until: datetime, reason: str) -> None:
        """Ends what may still ring of shifts that ended by an instant."""
        self._cancel(reason, _s.due_at <= until)
