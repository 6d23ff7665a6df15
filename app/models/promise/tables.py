"""The table of promises."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, text

from app.models.shared.columns import (
    code_column,
    instant_column,
    metadata,
    text_column,
)
from app.rules.promise.states import PromiseKind, PromiseSource, PromiseState

# A promise for a day or an hour: a refund, a visit, another call.
promises = Table(
    "promises",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ticket_id", Integer, ForeignKey("tickets.id"), nullable=False),
    code_column("kind", PromiseKind),
    Column("said", Text, nullable=False),
    code_column("found_in", PromiseSource, optional=True),
    instant_column("due_at", nullable=False),
    code_column("state", PromiseState),
    instant_column("made_at", nullable=False),
    text_column("made_by"),
    instant_column("ended_at"),
    text_column("ended_by"),
    text_column("note"),
    Column("version", Integer, nullable=False, server_default="1"),
)


Index("ix_promises_ticket_id", promises.c.ticket_id)


Index("ix_promises_open", promises.c.due_at, sqlite_where=text("state IN ('proposed', 'confirmed')"))
