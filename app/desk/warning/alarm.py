"""The clocks of a warning: a task that rings when it is raised, and the follow-ups, all in the reminders' ledger."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.base.people import Person
from app.desk.shared.context import Desk
from app.desk.task import records as task_records
from app.models.register.stores import Stores
from app.models.warning.records import WarningRecord
from app.rules.task.tasks import Task, TaskKind, TaskState
from app.rules.warning.states import WarningLevel

_ORIGIN = "预警 "
# By when a person has looked at a warning of a level; blue ones wait on their page.
LOOK_WITHIN = {
    WarningLevel.YELLOW: timedelta(hours=24),
    WarningLevel.ORANGE: timedelta(hours=2),
    WarningLevel.RED: timedelta(minutes=30),
}
_LOOK, _FOLLOW = "处理预警", "复看预警"


def origin_of(warning_id: int) -> str:
    """The origin of the tasks of a warning."""
    return f"{_ORIGIN}{warning_id}"


def tasks_of(stores: Stores, warning_id: int) -> tuple[Task, ...]:
    """The tasks of a warning, oldest first."""
    return stores.tasks.of_origin(origin_of(warning_id))


def is_follow_up(task: Task) -> bool:
    """Whether a task is a follow-up that a person asked for."""
    return task.title.startswith(_FOLLOW)


def ring(desk: Desk, stores: Stores, person: Person, row: WarningRecord) -> None:
    """Makes the task by whose clock a raised warning rings; that of a lower level ends."""
    within = LOOK_WITHIN.get(row.level)
    if within is None:
        return
    end_looks(desk, stores, person, row.id, "预警升级")
    title = f"{_LOOK}：{row.name}，{row.why.rule}"
    due = desk.now() + within
    task_records.put(desk, stores, person, Task(0, TaskKind.AD_HOC, origin_of(row.id), title[:500], "", due, due))


def end_looks(desk: Desk, stores: Stores, person: Person, warning_id: int, answer: str) -> None:
    """Ends the open tasks that only ask to look at a warning."""
    for task in tasks_of(stores, warning_id):
        if task.state is TaskState.OPEN and not is_follow_up(task):
            _end(desk, stores, person, task, answer)


def end_all(desk: Desk, stores: Stores, person: Person, warning_id: int, answer: str) -> None:
    """Ends every open task of a warning."""
    for task in tasks_of(stores, warning_id):
        if task.state is TaskState.OPEN:
            _end(desk, stores, person, task, answer)


def follow_up(
    desk: Desk, stores: Stores, person: Person, row: WarningRecord, *, at: datetime, who: str, text: str
) -> Task:
    """Makes the task by whose clock a warning is looked at again."""
    title = f"{_FOLLOW}：{row.name}" + (f"，{text}" if text else "")
    task = Task(0, TaskKind.AD_HOC, origin_of(row.id), title[:500], who, desk.now(), at)
    return task_records.put(desk, stores, person, task)


def _end(desk: Desk, stores: Stores, person: Person, task: Task, answer: str) -> None:
    task_records.change(
        stores, task, state=TaskState.DONE, done_at=desk.now(), ended_by=person.name, answer=answer[:2000]
    )
    task_records.plan(desk, stores, task_records.the_task(stores, task.id))
