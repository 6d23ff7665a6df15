"""The tables of tickets and of all that happens to them, declared once."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint, text

from app.models.shared.columns import (
    code_column,
    count_column,
    instant_column,
    metadata,
    text_column,
)
from app.rules.law.clocks import ClockName
from app.rules.states import EscalationState, ReminderState

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


# SQLite takes these two only for a query that says the same words: the store does.
Index("ix_reminders_ringing", reminders.c.due_at, sqlite_where=text("state IN ('raised', 'shown')"))


Index("ix_reminders_returning", reminders.c.returns_at, sqlite_where=text("state = 'acknowledged'"))


escalations = Table(
    "escalations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ticket_id", Integer, ForeignKey("tickets.id"), nullable=False),
    instant_column("deadline_at", nullable=False),
    Column("level", Integer, nullable=False, server_default="1"),
    instant_column("raised_at", nullable=False),
    code_column("state", EscalationState),
    instant_column("next_level_at"),
    instant_column("reported_at"),
    text_column("reported_to"),
    text_column("channel"),
    text_column("reported_by"),
    text_column("note"),
    UniqueConstraint("ticket_id", "deadline_at", "level"),
)


Index("ix_escalations_state", escalations.c.state, escalations.c.deadline_at)


Index("ix_escalations_next_level", escalations.c.next_level_at, sqlite_where=text("next_level_at IS NOT NULL"))
