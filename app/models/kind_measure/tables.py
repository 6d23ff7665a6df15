"""The table of measures against a kind of problem."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, Text

from app.models.shared.columns import instant_column, metadata, text_column

# `kind` is a category of the second level, `since` the day from which the measure is in force, as YYYY-MM-DD.
kind_measures = Table(
    "kind_measures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("since", Text, nullable=False),
    text_column("text"),
    text_column("paper"),
    instant_column("made_at", nullable=False),
    text_column("made_by"),
    instant_column("ended_at"),
    text_column("ended_by"),
    text_column("note"),
    Column("version", Integer, nullable=False, server_default="1"),
)
Index("ix_kind_measures_kind", kind_measures.c.kind, kind_measures.c.since)
