"""What a task is wanted to be, and the frozen row of one; numbers in its texts are masked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.base.errors import Refused
from app.rules.evidence import KeptFile
from app.rules.shared.masking import mask_text
from app.rules.task.repeats import Repeat, repeat_of, rule_of, rule_words
from app.rules.task.tasks import Task, TaskKind, TaskState


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be done, by whom, until when, where it comes from, and how it comes again."""

    kind: TaskKind
    title: str
    who: str = ""
    due_at: datetime | None = None
    origin: str = ""
    repeat: Repeat | None = None

    @property
    def rule(self) -> str | None:
        """How the task comes again, as it is kept.

        Raises:
            Refused: it is to come again but has no time (field "due_at").

        """
        if self.repeat is None:
            return None
        if self.due_at is None:
            raise Refused("重复的任务要有办结时限", field="due_at")
        return rule_of(self.repeat, self.due_at)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task as it is shown: `repeats` in words (每周三), `repeat` the kind of that rule."""

    id: int
    kind: TaskKind
    origin: str
    title: str
    who: str
    created_at: datetime
    created_by: str
    due_at: datetime | None
    state: TaskState
    done_at: datetime | None
    ended_by: str
    answer: str
    reason: str
    evidence: tuple[KeptFile, ...]
    repeat: Repeat | None
    repeats: str
    version: int

    def is_late(self, now: datetime) -> bool:
        """Whether it is open and its time has come."""
        return self.state is TaskState.OPEN and self.due_at is not None and now >= self.due_at

    @property
    def was_late(self) -> bool:
        """Whether it was done after the time it was due."""
        return self.done_at is not None and self.due_at is not None and self.done_at > self.due_at


def task_row(task: Task) -> TaskRow:
    """The row of one task."""
    return TaskRow(
        id=task.id,
        kind=task.kind,
        origin=mask_text(task.origin),
        title=mask_text(task.title),
        who=mask_text(task.who),
        created_at=task.created_at,
        created_by=task.created_by,
        due_at=task.due_at,
        state=task.state,
        done_at=task.done_at,
        ended_by=task.ended_by,
        answer=mask_text(task.answer),
        reason=mask_text(task.reason),
        evidence=task.evidence,
        repeat=repeat_of(task.repeats),
        repeats=rule_words(task.repeats, task.due_at),
        version=task.version,
    )
