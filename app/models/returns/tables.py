"""The tables of returns and their steps."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, UniqueConstraint

from app.models.shared.case_values import FILES, NAMES
from app.models.shared.columns import (
    code_column,
    instant_column,
    json_column,
    metadata,
    text_column,
)
from app.models.shared.json_values import LINES
from app.rules.returns.states import ReturnDirection, ReturnGround, ReturnState, ReturnStep
from app.rules.ticket.states import TicketStatus

returns = Table(
    "returns",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ticket_id", Integer, ForeignKey("tickets.id"), nullable=False),
    Column("round", Integer, nullable=False),
    code_column("state", ReturnState),
    code_column("ground", ReturnGround),
    text_column("basis"),
    text_column("suggested_unit"),
    text_column("note"),
    json_column("attachments", NAMES, empty="[]"),
    code_column("status_before", TicketStatus, optional=True),
    instant_column("created_at", nullable=False),
    text_column("created_by"),
    instant_column("sent_at"),
    instant_column("due_at"),
    instant_column("decided_at"),
    text_column("decision_note"),
    code_column("direction", ReturnDirection, first=ReturnDirection.OURS),
    text_column("department"),
    json_column("corrections", LINES, empty="[]"),
    Column("version", Integer, nullable=False, server_default="1"),
    UniqueConstraint("ticket_id", "round"),
)


Index("ix_returns_state", returns.c.state)


# Append-only: every step of a return with who, when, basis and evidence (hashes).
return_steps = Table(
    "return_steps",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("return_id", Integer, ForeignKey("returns.id"), nullable=False),
    instant_column("at", nullable=False),
    text_column("who"),
    code_column("move", ReturnStep),
    text_column("text"),
    text_column("basis"),
    json_column("evidence", FILES, empty="[]"),
)


Index("ix_return_steps_return_id", return_steps.c.return_id)
