"""The tables of escalations and of the people they are reported to."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint, text

from app.models.shared.columns import code_column, instant_column, json_column, metadata, text_column
from app.models.shared.json_values import LINES
from app.rules.escalation.states import EscalationState
from app.rules.escalation.targets import Scope

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
    json_column("corrections", LINES, empty="[]"),
    UniqueConstraint("ticket_id", "deadline_at", "level"),
)


Index("ix_escalations_state", escalations.c.state, escalations.c.deadline_at)


Index("ix_escalations_next_level", escalations.c.next_level_at, sqlite_where=text("next_level_at IS NOT NULL"))


# The directory: whom an office's tickets are urged with (level 0), and whom an expired ticket is reported to.
report_targets = Table(
    "report_targets",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("level", Integer, nullable=False, server_default="1"),
    code_column("scope", Scope),
    text_column("place"),
    Column("name", Text, nullable=False),
    text_column("phone"),
    instant_column("since"),
    instant_column("until"),
    text_column("note"),
    text_column("duty"),
    text_column("channel"),
    text_column("shift"),
    text_column("stand_in"),
    text_column("stand_in_phone"),
    instant_column("away_until"),
)
