"""Reads tasks: the list, one task with its reminders, and how those of a month ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.desk.shared.context import Desk
from app.desk.task.rows import TaskRow, task_row
from app.models.register.stores import Stores
from app.models.task.slots import TaskSlotRecord
from app.rules.task.tasks import TaskCounts, TaskKind, count

ENDED_AT_MOST = 2000


@dataclass(frozen=True, slots=True)
class TaskReminder:
    """One reminder of a task with its receipts: (moment, channel, delivered, detail)."""

    slot: TaskSlotRecord
    receipts: tuple[tuple[datetime, str, bool, str], ...]


def listing(desk: Desk, *, kind: TaskKind | None = None) -> list[TaskRow]:
    """The open tasks, the late ones first, then by the time they are due; then those that ended, the last one first."""
    with desk.register.reading() as stores:
        found = (*stores.tasks.open_ones(), *stores.tasks.ended(ENDED_AT_MOST))
    return [task_row(task) for task in found if kind is None or task.kind is kind]


def late(stores: Stores, now: datetime) -> int:
    """How many open tasks are late."""
    return sum(task.is_late(now) for task in stores.tasks.open_ones())


def reminders(desk: Desk, *, task_id: int) -> tuple[TaskReminder, ...]:
    """The reminders of a task in time order."""
    with desk.register.reading() as stores:
        slots = stores.task_slots.of(task_id)
        receipts = stores.task_slots.receipts_of([slot.id for slot in slots])
    own: dict[int, list[tuple[datetime, str, bool, str]]] = {}
    for slot_id, at, channel, delivered, detail in receipts:
        own.setdefault(slot_id, []).append((at, channel, delivered, detail))
    return tuple(TaskReminder(slot, tuple(own.get(slot.id, ()))) for slot in slots)


def of_period(desk: Desk, *, start: datetime, end: datetime) -> tuple[int, TaskCounts]:
    """How many tasks were made in [start, end), and how those due within it ended."""
    with desk.register.reading() as stores:
        made = len(stores.tasks.created_between(start, end))
        return made, month_counts(stores, start, end, now=desk.now())


def month_counts(stores: Stores, start: datetime, end: datetime, *, now: datetime) -> TaskCounts:
    """The tasks due in [start, end) by how they ended, as ids: in time, done late, open and late, still to come."""
    return count(stores.tasks.due_between(start, end), now=now)
