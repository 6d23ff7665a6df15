"""The table of owners."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Table, Text

from app.models.shared.columns import instant_column, metadata, text_column

# Owners of matters. Append-only: of rows with the same effective date the newest holds.
owner_tables = Table(
    "owner_tables",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("effective_from", Text, nullable=False),
    Column("body", Text, nullable=False),
    instant_column("made_at", nullable=False),
    text_column("made_by"),
    text_column("note"),
)
