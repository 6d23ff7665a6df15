"""The tables of the roster: shifts with their people, and the 值班表 that were imported."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, UniqueConstraint

from app.models.roster.values import DAY, GRID, PEOPLE
from app.models.shared.columns import instant_column, json_column, metadata, text_column

roster_shifts = Table(
    "roster_shifts",
    metadata,
    Column("id", Integer, primary_key=True),
    text_column("name"),
    Column("day", DAY, nullable=False),
    instant_column("starts_at", nullable=False),
    instant_column("ends_at", nullable=False),
    json_column("people", PEOPLE, empty="[]"),
    Column("version", Integer, nullable=False, server_default="1"),
    UniqueConstraint("name", "day"),
)
Index("ix_roster_shifts_ends_at", roster_shifts.c.ends_at)

# `grid` is the table as it stood in the file, so that it can be written out again as it came in.
roster_sheets = Table(
    "roster_sheets",
    metadata,
    Column("id", Integer, primary_key=True),
    text_column("file"),
    text_column("title"),
    json_column("grid", GRID, empty="[]"),
    Column("first_day", DAY, nullable=False),
    Column("last_day", DAY, nullable=False),
    instant_column("imported_at", nullable=False),
    text_column("imported_by"),
)
