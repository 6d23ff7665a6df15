"""The tables of tasks, and of their reminders with receipts."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint, text

from app.models.shared.case_values import FILES
from app.models.shared.columns import (
    code_column,
    count_column,
    flag_column,
    instant_column,
    json_column,
    metadata,
    text_column,
)
from app.rules.reminder.states import ReminderState
from app.rules.task.tasks import TaskKind, TaskState

tasks = Table(
    "tasks",
    metadata,
    Column("id", Integer, primary_key=True),
    code_column("kind", TaskKind),
    text_column("origin"),
    Column("title", Text, nullable=False),
    text_column("who"),
    instant_column("created_at", nullable=False),
    instant_column("due_at"),
    code_column("state", TaskState, first=TaskState.OPEN),
    instant_column("done_at"),
    text_column("answer"),
    json_column("evidence", FILES, empty="[]"),
    Column("repeats", Text),
    text_column("created_by"),
    text_column("ended_by"),
    text_column("reason"),
    Column("series", Integer),
    flag_column("next_made"),
    Column("version", Integer, nullable=False, server_default="1"),
)


Index("ix_tasks_open", tasks.c.due_at, sqlite_where=text("state = 'open'"))


Index("ix_tasks_due_at", tasks.c.due_at)


Index("ix_tasks_created_at", tasks.c.created_at)


Index("ix_tasks_origin", tasks.c.origin)


# The reminders of tasks: like those of tickets, one row a slot.
task_slots = Table(
    "task_slots",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("task_id", Integer, ForeignKey("tasks.id"), nullable=False),
    Column("slot", Text, nullable=False),
    instant_column("planned_at", nullable=False),
    instant_column("due_at", nullable=False),
    code_column("state", ReminderState),
    instant_column("raised_at"),
    instant_column("shown_at"),
    text_column("channel"),
    count_column("times_raised"),
    instant_column("acknowledged_at"),
    text_column("acknowledged_by"),
    instant_column("returns_at"),
    text_column("reason"),
    UniqueConstraint("task_id", "due_at", "slot"),
)


Index("ix_task_slots_open", task_slots.c.planned_at, sqlite_where=text("state NOT IN ('cancelled', 'missed')"))


task_receipts = Table(
    "task_receipts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slot_id", Integer, ForeignKey("task_slots.id"), nullable=False),
    instant_column("at", nullable=False),
    Column("channel", Text, nullable=False),
    flag_column("delivered"),
    text_column("detail"),
)


Index("ix_task_receipts_slot_id", task_receipts.c.slot_id)
