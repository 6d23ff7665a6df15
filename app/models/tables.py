"""The tables of tickets and of all that happens to them, declared once."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, UniqueConstraint, text

from app.models.shared.columns import (
    code_column,
    instant_column,
    metadata,
    text_column,
)
from app.rules.states import EscalationState

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
