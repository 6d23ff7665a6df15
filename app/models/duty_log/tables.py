"""The tables of the duty log: own entries, and their corrections."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from app.models.shared.columns import code_column, instant_column, metadata, text_column, texts_column
from app.rules.duty_log.entries import EntryKind

# Own entries; a withdrawn one stays.
duty_entries = Table(
    "duty_entries",
    metadata,
    Column("id", Integer, primary_key=True),
    instant_column("at", nullable=False),
    code_column("kind", EntryKind),
    Column("text", Text, nullable=False),
    text_column("operator"),
    text_column("ordered_by"),
    text_column("ordered_to"),
    instant_column("due_at"),
    instant_column("done_at"),
    text_column("done_by"),
    instant_column("written_at"),
    instant_column("withdrawn_at"),
    Column("version", Integer, nullable=False, server_default="1"),
)


Index("ix_duty_entries_at", duty_entries.c.at)


duty_corrections = Table(
    "duty_corrections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("entry_id", Integer, ForeignKey("duty_entries.id"), nullable=False),
    instant_column("at", nullable=False),
    text_column("who"),
    text_column("reason"),
    texts_column("before"),
    texts_column("after"),
)


Index("ix_duty_corrections_entry_id", duty_corrections.c.entry_id)
