"""The store of tasks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, TypedDict, Unpack

from sqlalchemy import Connection, insert, select, text

from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import change_row, values_of
from app.models.task.tables import tasks
from app.rules.evidence import KeptFile
from app.rules.task.tasks import Task, TaskKind, TaskState

_t = tasks.c
_TASKS = select(*columns_of(Task, tasks))
# Spelled as in the partial index, so that SQLite uses it.
_OPEN = text("tasks.state = 'open'")


class TaskValues(TypedDict, total=False):
    """The changeable columns of a task."""

    kind: TaskKind
    origin: str
    title: str
    who: str
    due_at: datetime | None
    state: TaskState
    done_at: datetime | None
    answer: str
    evidence: tuple[KeptFile, ...]
    repeats: str | None
    ended_by: str
    reason: str
    series: int | None
    next_made: bool


class TaskStore:
    """Tasks within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, task: Task) -> Task:
        """Adds a task, whose id is not read; returns it with its id."""
        values = values_of(task)
        del values["id"]
        key = self._connection.execute(insert(tasks), values).inserted_primary_key
        return replace(task, id=int(key[0]) if key else 0)

    def get(self, task_id: int) -> Task | None:
        """One task, or None."""
        return record(Task, self._connection.execute(_TASKS.where(_t.id == task_id)).one_or_none())

    def open_ones(self) -> tuple[Task, ...]:
        """The open tasks: the one due first stands first, so the late ones lead; those without a due time last."""
        return self._read(_OPEN, order=(_t.due_at.is_(None), _t.due_at, _t.id))

    def ended(self, limit: int) -> tuple[Task, ...]:
        """The tasks that are done or cancelled, the one made last first; at most `limit`."""
        query = _TASKS.where(_t.state != TaskState.OPEN).order_by(_t.id.desc()).limit(limit)
        return tuple(records(Task, self._connection.execute(query)))

    def created_between(self, since: datetime, until: datetime) -> tuple[Task, ...]:
        """The tasks made in [since, until), of every state, oldest first."""
        return self._read(_t.created_at >= since, _t.created_at < until, order=(_t.created_at, _t.id))

    def due_between(self, since: datetime, until: datetime) -> tuple[Task, ...]:
        """The tasks due in [since, until), of every state, the one due first first."""
        return self._read(_t.due_at >= since, _t.due_at < until, order=(_t.due_at, _t.id))

    def repeating(self) -> tuple[Task, ...]:
        """The tasks that repeat and whose next one does not exist yet."""
        return self._read(_t.repeats.is_not(None), _t.next_made == False, order=(_t.due_at, _t.id))  # noqa: E712 SQL

    def of_origin(self, origin: str) -> tuple[Task, ...]:
        """The tasks of one origin, oldest first."""
        return self._read(_t.origin == origin, order=(_t.id,))

    def change(self, before: Task, **change: Unpack[TaskValues]) -> None:
        """Writes the changed columns and raises the version.

        Raises:
            StaleVersion: the row's version is no longer `before.version`.

        """
        change_row(self._connection, tasks, before, change)

    def _read(self, *where: Any, order: tuple[Any, ...]) -> tuple[Task, ...]:
        return tuple(records(Task, self._connection.execute(_TASKS.where(*where).order_by(*order))))
