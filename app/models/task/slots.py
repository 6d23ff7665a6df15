"""The store of tasks' reminders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert

from app.models.shared.slots import SlotStore
from app.models.task.tables import task_receipts, task_slots
from app.rules.reminder.states import ReminderState

_s = task_slots.c


@dataclass(frozen=True, slots=True)
class TaskSlotRecord:
    """A reminder of a task."""

    id: int
    task_id: int
    slot: str
    planned_at: datetime
    due_at: datetime
    state: ReminderState
    raised_at: datetime | None
    shown_at: datetime | None
    channel: str
    times_raised: int
    acknowledged_at: datetime | None
    acknowledged_by: str
    returns_at: datetime | None
    reason: str


class TaskSlotStore(SlotStore[TaskSlotRecord]):
    """Reminders of tasks within one transaction."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, TaskSlotRecord, task_slots, task_receipts)

    def plan(self, task_id: int, due_at: datetime, slots: Sequence[tuple[str, datetime]]) -> None:
        """Plans the slots (name, moment) of a task that is due then; those that stand already are planned again."""
        standing = {row.slot: row.id for row in self.of(task_id) if row.due_at == due_at}
        again = [standing[name] for name, _ in slots if name in standing]
        self._write(again, {"state": ReminderState.PLANNED, "reason": "", "returns_at": None})
        fresh = [
            {"task_id": task_id, "slot": name, "planned_at": at, "due_at": due_at, "state": ReminderState.PLANNED}
            for name, at in slots
            if name not in standing
        ]
        if fresh:
            self._connection.execute(insert(task_slots), fresh)

    def of(self, task_id: int) -> list[TaskSlotRecord]:
        """The slots of one task, in time order."""
        return self._read(_s.task_id == task_id)

    def cancel_of(self, task_id: int, reason: str) -> None:
        """Ends what may still ring of a task."""
        self._cancel(reason, _s.task_id == task_id)
