"""The table of the journal."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, Text, text

from app.models.shared.columns import (
    instant_column,
    metadata,
    text_column,
)

journal = Table(
    "journal",
    metadata,
    Column("id", Integer, primary_key=True),
    instant_column("at", nullable=False),
    Column("who", Text, nullable=False),
    Column("verb", Text, nullable=False),
    Column("ticket_id", Integer),
    text_column("ticket_number"),
    text_column("text"),
    Column("changes", Text, nullable=False, server_default="{}"),
    Column("previous_hash", Text, nullable=False),
    Column("hash", Text, nullable=False),
)


_OF_TICKET = text("ticket_id IS NOT NULL")


Index("ix_journal_ticket_id", journal.c.ticket_id, sqlite_where=_OF_TICKET)


Index("ix_journal_at", journal.c.at)
