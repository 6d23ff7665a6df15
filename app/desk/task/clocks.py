"""The clocks of tasks: each rings by its steps before it is late, comes back, and keeps its receipts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from app.base.people import THE_DESK, Person
from app.desk.reminder.rows import ReminderRow, receipts_by_slot
from app.desk.shared.context import Desk
from app.desk.task.records import named
from app.models.journal.store import Entry
from app.models.register.stores import Stores
from app.models.task.slots import TaskSlotRecord
from app.rules.journal import JournalVerb
from app.rules.law.clocks import ClockName
from app.rules.law.ladders import BadStep, read_step
from app.rules.law.urgency import GENERAL, governed_from
from app.rules.reminder.states import ReminderState
from app.rules.shared.masking import mask_text
from app.rules.task.tasks import Task

# The ids that stand for tasks where reminders are counted begin here, below zero: no ticket and no paper has them.
_FIRST = 1_000_000_000
# One acknowledged before its time comes back at it; a late one every hour, until the task ends.
_LIFE, _LATE_LIFE = timedelta(minutes=15), timedelta(hours=1)
_REPLACED = "同一任务有更近的提醒"


def is_task(number: int) -> bool:
    """Whether the id of a reminder, or of its line, stands for a task."""
    return number <= -_FIRST


def task_of(number: int) -> int:
    """The task that the line of a reminder stands for."""
    return -number - _FIRST


def raise_due(desk: Desk) -> list[ReminderRow]:
    """Raises the slots whose time has come, in one transaction with their lines; of one task only the latest rings."""
    now = desk.now()
    with desk.register.reading() as stores:
        if not stores.task_slots.due(now):
            return []
    with desk.register.writing() as stores:
        due = stores.task_slots.due(now)
        latest = {row.task_id: row.id for row in due}
        ringing = [row for row in due if latest[row.task_id] == row.id]
        older = [row for row in due if latest[row.task_id] != row.id]
        before = [row.id for row in stores.task_slots.ringing() if row.task_id in latest]
        stores.task_slots.settle(before, ReminderState.CANCELLED, _REPLACED)
        stores.task_slots.raise_many([row.id for row in ringing], now)
        for state in (ReminderState.PLANNED, ReminderState.ACKNOWLEDGED):
            ids = [row.id for row in older if row.state is state]
            stores.task_slots.settle(ids, ReminderState.MISSED if state is ReminderState.PLANNED else state, _REPLACED)
        fresh = [row for row in ringing if row.state is ReminderState.PLANNED]
        entries = [Entry(JournalVerb.REMIND, _line(stores, row, now)) for row in fresh]
        stores.journal.append(entries, at=now, who=THE_DESK.name)
        return [_row(desk, stores, one) for one in stores.task_slots.by_id([row.id for row in ringing])]


def ringing(desk: Desk) -> list[ReminderRow]:
    """The slots of tasks that were raised and nobody has acknowledged, as the alarm shows them."""
    with desk.register.reading() as stores:
        return [_row(desk, stores, row) for row in stores.task_slots.ringing()]


def listed(desk: Desk, stores: Stores, start: datetime | None, end: datetime | None) -> list[ReminderRow]:
    """The slots planned from `start` up to but without `end`, with their receipts, as the ledger lists them."""
    slots = stores.task_slots.between(start, end)
    receipts = receipts_by_slot(stores.task_slots.receipts_of([slot.id for slot in slots]))
    return [replace(_row(desk, stores, slot), receipts=receipts.get(slot.id, ())) for slot in slots]


def mark_shown(desk: Desk, ids: Sequence[int], channel: str) -> None:
    """Notes that slots were shown, with a receipt each; ids that stand for no task are left out."""
    if not (own := _own(ids)):
        return
    with desk.register.writing() as stores:
        raised = [row.id for row in stores.task_slots.by_id(own) if row.state is ReminderState.RAISED]
        stores.task_slots.note_receipts(raised, desk.now(), channel, delivered=True, detail="")
        stores.task_slots.mark_shown(raised, desk.now(), channel)


def note_receipts(desk: Desk, ids: Sequence[int], channel: str, *, delivered: bool, detail: str) -> None:
    """Stores through which channel slots were shown, and whether they arrived."""
    if own := _own(ids):
        with desk.register.writing() as stores:
            stores.task_slots.note_receipts(own, desk.now(), channel, delivered=delivered, detail=detail)


def answer(stores: Stores, person: Person, ids: Sequence[int], now: datetime, minutes: int | None) -> list[Entry]:
    """Acknowledges or snoozes slots within the open transaction; returns their journal lines."""
    entries = []
    for row in stores.task_slots.by_id(_own(ids)):
        life = timedelta(minutes=minutes) if minutes is not None else _LIFE if now < row.due_at else _LATE_LIFE
        later = any(
            one.state is ReminderState.PLANNED and one.due_at == row.due_at for one in stores.task_slots.of(row.task_id)
        )
        back = now + life if minutes is not None or now >= row.due_at or not later else None
        if back is not None and now < row.due_at < back:
            back = row.due_at
        stores.task_slots.acknowledge([row.id], now, person.name, back)
        verb = JournalVerb.ACKNOWLEDGE if minutes is None else JournalVerb.SNOOZE
        entries.append(Entry(verb, _line(stores, row, now)))
    return entries


def _own(ids: Sequence[int]) -> list[int]:
    return [-one - _FIRST for one in ids if is_task(one)]


def _line(stores: Stores, row: TaskSlotRecord, now: datetime) -> str:
    task = stores.tasks.get(row.task_id)
    return f"{named(task) if task is not None else '任务'}：{_title(row, now)}"


def _row(desk: Desk, stores: Stores, row: TaskSlotRecord) -> ReminderRow:
    task: Task | None = stores.tasks.get(row.task_id)
    return ReminderRow(
        id=-row.id - _FIRST,
        ticket_id=-row.task_id - _FIRST,
        ticket_number=f"任务 {row.task_id}",
        ticket_title=mask_text(task.title) if task is not None else "",
        street=mask_text(task.who) if task is not None else "",
        level=desk.levels.of(GENERAL, governed_from(row.planned_at, None)),
        clock=ClockName.TASK,
        slot=row.slot,
        planned_at=row.planned_at,
        due_at=row.due_at,
        state=row.state,
        raised_at=row.raised_at,
        shown_at=row.shown_at,
        times_raised=row.times_raised,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=row.acknowledged_by,
        returns_at=row.returns_at,
        reason=row.reason,
    )


def _title(row: TaskSlotRecord, now: datetime) -> str:
    if now >= row.due_at:
        return "已到办结时限，还没有办结"
    try:
        return f"{read_step(row.slot).words}，还没有办结"
    except BadStep:
        return "还没有办结"
