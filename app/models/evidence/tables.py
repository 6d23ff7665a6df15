"""The table of evidence files."""

from __future__ import annotations

from sqlalchemy import Column, Table, Text

from app.models.shared.columns import (
    count_column,
    instant_column,
    metadata,
    text_column,
)

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
