"""The tables of imports and of learned headers."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, Text

from app.models.shared.columns import (
    count_column,
    flag_column,
    instant_column,
    metadata,
    text_column,
)

imports = Table(
    "imports",
    metadata,
    Column("id", Integer, primary_key=True),
    instant_column("at", nullable=False),
    text_column("who"),
    text_column("file"),
    text_column("digest"),
    text_column("kind"),
    flag_column("backlog"),
    count_column("rows"),
    count_column("created"),
    count_column("updated"),
    count_column("unchanged"),
    count_column("refused"),
    text_column("error"),
)


Index("ix_imports_digest", imports.c.digest)


aliases = Table(
    "aliases",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("header", Text, primary_key=True),
    Column("field", Text, nullable=False),
)


# Formats of files. Append-only: the newest holds.
intake_formats = Table(
    "intake_formats",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("body", Text, nullable=False),
    instant_column("made_at", nullable=False),
    text_column("made_by"),
    text_column("note"),
)
