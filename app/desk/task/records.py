"""Writes tasks within an open transaction: a new one, a change, an end, the next one of a row, and the reminders."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Unpack

from app.base.clock import local_minute
from app.base.errors import Refused
from app.base.people import Person
from app.desk.shared.conflict import saving
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.models.register.stores import Stores
from app.models.task.store import TaskValues
from app.rules.journal import JournalVerb
from app.rules.shared.masking import mask_text
from app.rules.task.repeats import next_due, rule_words
from app.rules.task.steps import slots_of
from app.rules.task.tasks import FROM_DUTY_LOG, Task, TaskState

_LONGEST_NAMED = 40


def the_task(stores: Stores, task_id: int) -> Task:
    """The task of this id.

    Raises:
        Refused: there is none.

    """
    found = stores.tasks.get(task_id)
    if found is None:
        raise Refused("没有这项任务")
    return found


def named(task: Task) -> str:
    """The task in messages and journal lines: 任务 17“报送巡查情况”."""
    title = " ".join(mask_text(task.title).split())
    return f"任务 {task.id}“{title if len(title) <= _LONGEST_NAMED else f'{title[:_LONGEST_NAMED]}…'}”"


def put(desk: Desk, stores: Stores, person: Person, task: Task, verb: JournalVerb = JournalVerb.TASK_ADD) -> Task:
    """Adds a task with its reminders and its journal line; the first of a row names its own series."""
    made = stores.tasks.add(replace(task, created_at=desk.now(), created_by=person.name))
    if made.repeats is not None and made.series is None:
        change(stores, made, series=made.id)
        made = the_task(stores, made.id)
    plan(desk, stores, made)
    write_line(desk, stores, person, verb, f"{named(made)}{told(made)}")
    return made


def told(task: Task) -> str:
    """The rest of a task's journal line: （领导交办，交值班员甲，11-24 18:00 前，每天）."""
    parts = [
        task.kind.word,
        f"交{mask_text(task.who)}" if task.who else "",
        f"{local_minute(task.due_at)} 前" if task.due_at is not None else "",
        rule_words(task.repeats, task.due_at),
    ]
    return f"（{'，'.join(filter(None, parts))}）"


def change(stores: Stores, before: Task, **values: Unpack[TaskValues]) -> None:
    """Writes the changed columns of a task.

    Raises:
        EditConflict: somebody else changed it since it was read.

    """
    with saving(named(before)):
        stores.tasks.change(before, **values)


def plan(desk: Desk, stores: Stores, task: Task) -> None:
    """Plans the reminders of an open task anew; those of one that ended, or whose time has moved, are cancelled."""
    stores.task_slots.cancel_of(task.id, "任务时限已变更" if task.state is TaskState.OPEN else f"任务{task.state.word}")
    if task.state is TaskState.OPEN and task.due_at is not None:
        stores.task_slots.plan(task.id, task.due_at, slots_of(task.due_at, after=desk.now()))


def make_next(desk: Desk, stores: Stores, person: Person, task: Task) -> Task | None:
    """Makes the next task of a row, once; None where the task does not repeat or the next one exists."""
    if task.repeats is None or task.next_made or task.due_at is None:
        return None
    following = Task(
        0,
        task.kind,
        task.origin,
        task.title,
        task.who,
        desk.now(),
        next_due(task.repeats, task.due_at),
        repeats=task.repeats,
        series=task.series,
    )
    change(stores, task, next_made=True)
    return put(desk, stores, person, following, JournalVerb.TASK_REPEAT)


def follow_entry(stores: Stores, task: Task, done_at: datetime | None, who: str) -> bool:
    """Marks the order of the duty log that made this task as done or as open; whether there is one."""
    number = task.origin.removeprefix(FROM_DUTY_LOG)
    if not task.origin.startswith(FROM_DUTY_LOG) or not number.isdecimal():
        return False
    entry = stores.duty_log.get(int(number))
    if entry is None or entry.done_at == done_at:
        return False
    with saving(f"值班日志 {entry.id}"):
        stores.duty_log.change(entry, done_at=done_at, done_by=who if done_at is not None else "")
    return True
