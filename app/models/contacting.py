"""The tables of contact quality: evidence files, calls from the phone system, findings, replies, promises, forms."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, text

from app.models.shared.columns import (
    code_column,
    count_column,
    instant_column,
    metadata,
    text_column,
)
from app.rules.promise_states import PromiseKind, PromiseSource, PromiseState

# A file that proves something, kept in the data folder under the hash of its content.
evidence = Table(
    "evidence",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("name", Text, nullable=False),
    text_column("kind"),
    count_column("size"),
    instant_column("added_at", nullable=False),
    text_column("added_by"),
)


# What was promised for a day or an hour: a refund, a visit, another call.
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
