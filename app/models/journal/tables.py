"""The tables of the journal: its lines, and the personal texts that stand beside them."""

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
    text_column("text_digest"),
    text_column("ticket_digest"),
    Column("previous_hash", Text, nullable=False),
    Column("hash", Text, nullable=False),
)


journal_texts = Table(
    "journal_texts",
    metadata,
    Column("line_id", Integer, primary_key=True, autoincrement=False),
    Column("field", Text, primary_key=True),
    Column("part", Text, primary_key=True),
    Column("text", Text),
    Column("salt", Text),
    sqlite_with_rowid=False,
)


_OF_TICKET = text("ticket_id IS NOT NULL")


Index("ix_journal_ticket_id", journal.c.ticket_id, sqlite_where=_OF_TICKET)


Index("ix_journal_at", journal.c.at)
