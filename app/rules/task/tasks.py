"""A task: its kind, where it comes from, whom it is for and until when, its answer, and which verb a state allows."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from app.base.errors import Refused
from app.rules.evidence import KeptFile
from app.rules.shared.flow import Flow, Refusal, Step
from app.rules.shared.worded import Worded

LONGEST_TITLE, LONGEST_ANSWER, LONGEST_NAME = 500, 2000, 60
# The origin of a task that an order of the duty log made is this with the entry's id: duty-log:17.
FROM_DUTY_LOG = "duty-log:"


class TaskKind(Worded):
    """What a task comes from."""

    AD_HOC = "ad-hoc", "临时任务"
    INSTRUCTION = "instruction", "领导交办"
    GUIDANCE = "guidance", "指导整改"
    REVIEW = "review", "复盘整改"
    ADVICE = "advice", "随时建议"


class TaskState(Worded):
    """The states of a task. That it is late is derived: open, and its time has come."""

    OPEN = "open", "办理中"
    DONE = "done", "已办结"
    CANCELLED = "cancelled", "已取消"


class TaskVerb(enum.StrEnum):
    """The verbs of a task."""

    CHANGE = "change"
    FINISH = "finish"
    CANCEL = "cancel"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class Task:
    """One task.

    `origin` says where it comes from, in words or as a reference (duty-log:17). `repeats` is how it comes again
    (see app.rules.task.repeats), `series` the first task of such a row. `next_made` is whether the next one exists.
    """

    id: int
    kind: TaskKind
    origin: str
    title: str
    who: str
    created_at: datetime
    due_at: datetime | None = None
    state: TaskState = TaskState.OPEN
    done_at: datetime | None = None
    answer: str = ""
    evidence: tuple[KeptFile, ...] = ()
    repeats: str | None = None
    created_by: str = ""
    ended_by: str = ""
    reason: str = ""
    series: int | None = None
    next_made: bool = False
    version: int = 1

    def is_late(self, now: datetime) -> bool:
        """Whether it is open and its time has come."""
        return self.state is TaskState.OPEN and self.due_at is not None and now >= self.due_at

    @property
    def was_late(self) -> bool:
        """Whether it was done after the time it was due."""
        return self.done_at is not None and self.due_at is not None and self.done_at > self.due_at


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """The tasks that fell due within a time by how they ended, as ids; cancelled ones count nowhere.

    `to_come` are open ones whose time has not come.
    """

    in_time: tuple[int, ...] = ()
    done_late: tuple[int, ...] = ()
    open_late: tuple[int, ...] = ()
    to_come: tuple[int, ...] = ()

    @property
    def of(self) -> int:
        """How many were to be done by now."""
        return len(self.in_time) + len(self.done_late) + len(self.open_late)


def count(tasks: tuple[Task, ...], *, now: datetime) -> TaskCounts:
    """The tasks by how they ended; those without a due time and cancelled ones are left out."""
    due = [task for task in tasks if task.due_at is not None and task.state is not TaskState.CANCELLED]
    done = [task for task in due if task.state is TaskState.DONE]
    still = [task for task in due if task.state is TaskState.OPEN]
    return TaskCounts(
        tuple(task.id for task in done if not task.was_late),
        tuple(task.id for task in done if task.was_late),
        tuple(task.id for task in still if task.is_late(now)),
        tuple(task.id for task in still if not task.is_late(now)),
    )


def check(task: Task, *, now: datetime | None = None) -> None:
    """Checks the texts of a task; with `now` also that its due time is still to come.

    Raises:
        Refused: at the field that is wrong.

    """
    if not task.title.strip():
        raise Refused("请写明任务内容", field="title")
    for field, text, most in (
        ("title", task.title, LONGEST_TITLE),
        ("who", task.who, LONGEST_NAME),
        ("origin", task.origin, LONGEST_NAME),
        ("answer", task.answer, LONGEST_ANSWER),
    ):
        if len(text) > most:
            raise Refused(f"最多 {most} 字，现有 {len(text)} 字", field=field)
    if task.repeats is not None and task.due_at is None:
        raise Refused("重复的任务要有办结时限", field="due_at")
    if now is not None and task.due_at is not None and task.due_at <= now:
        raise Refused("办结时限已经过去，请改成以后的时间", field="due_at")


def _why_not(state: TaskState, verb: TaskVerb) -> Refusal:
    if verb is TaskVerb.REOPEN:
        return Refusal("这项任务还没有结束")
    return Refusal(f"这项任务{state.word}，不能再改", hint="可先重开")


_OPEN = (TaskState.OPEN,)
TASK_FLOW: Flow[TaskState, TaskVerb] = Flow(
    {
        TaskVerb.CHANGE: Step(_OPEN),
        TaskVerb.FINISH: Step(_OPEN, TaskState.DONE),
        TaskVerb.CANCEL: Step(_OPEN, TaskState.CANCELLED),
        TaskVerb.REOPEN: Step((TaskState.DONE, TaskState.CANCELLED), TaskState.OPEN),
    },
    _why_not,
)
