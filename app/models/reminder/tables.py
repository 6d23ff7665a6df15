"""The tables of reminders and of their receipts."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint, text

from app.models.shared.columns import (
    code_column,
    count_column,
    flag_column,
    instant_column,
    metadata,
    text_column,
)
from app.rules.law.clocks import ClockName
from app.rules.reminder.states import ReminderState

reminders = Table(
    "reminders",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ticket_id", Integer, ForeignKey("tickets.id"), nullable=False),
    code_column("clock", ClockName),
    Column("slot", Text, nullable=False),
    Column("round", Integer, nullable=False, server_default="1"),
    instant_column("planned_at", nullable=False),
    instant_column("due_at"),
    code_column("state", ReminderState),
    instant_column("raised_at"),
    instant_column("shown_at"),
    text_column("channel"),
    count_column("times_raised"),
    instant_column("acknowledged_at"),
    text_column("acknowledged_by"),
    instant_column("returns_at"),
    text_column("reason"),
    text_column("cause"),
    instant_column("made_at"),
    UniqueConstraint("ticket_id", "clock", "slot", "round"),
)


Index("ix_reminders_planned_at", reminders.c.planned_at)


_PLANNED = text("state = 'planned'")


Index("ix_reminders_planned", reminders.c.planned_at, sqlite_where=_PLANNED)


# SQLite uses these two only for a query with the same condition, as in the store.
Index("ix_reminders_ringing", reminders.c.due_at, sqlite_where=text("state IN ('raised', 'shown')"))


Index("ix_reminders_returning", reminders.c.returns_at, sqlite_where=text("state = 'acknowledged'"))


# One row for each channel on which a raised slot was shown: the alarm window, a desktop notice, the sound.
receipts = Table(
    "receipts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reminder_id", Integer, ForeignKey("reminders.id"), nullable=False),
    instant_column("at", nullable=False),
    Column("channel", Text, nullable=False),
    flag_column("delivered"),
    text_column("detail"),
)


Index("ix_receipts_reminder_id", receipts.c.reminder_id)
