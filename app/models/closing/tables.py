"""The table of steps that were taken about the official ranking of a period."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Table, Text, UniqueConstraint

from app.models.shared.columns import code_column, instant_column, metadata, text_column
from app.rules.closing.ranking import ClosingStep

# `at` is when it happened (of the entry, when the ranking was published), `noted_at` when it was written here.
closing_steps = Table(
    "closing_steps",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("period", Text, nullable=False),
    code_column("step", ClosingStep),
    instant_column("at", nullable=False),
    instant_column("noted_at", nullable=False),
    text_column("who"),
    text_column("note"),
    UniqueConstraint("period", "step"),
)
