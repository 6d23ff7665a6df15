"""The tables of the sheets that went to offices, and of their rows as they were printed."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from app.models.shared.columns import count_column, instant_column, metadata, text_column, texts_column

office_sheets = Table(
    "office_sheets",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", Text, nullable=False),
    text_column("unit"),
    text_column("file"),
    count_column("tickets"),
    instant_column("sent_at", nullable=False),
    text_column("sent_by"),
    instant_column("returned_at"),
    text_column("returned_by"),
    count_column("rows"),
    count_column("updated"),
    count_column("unchanged"),
    count_column("refused"),
    Column("version", Integer, nullable=False, server_default="1"),
    UniqueConstraint("code"),
)


Index("ix_office_sheets_sent_at", office_sheets.c.sent_at)


# `printed` has the cells that the office may not change, by their heading.
office_sheet_rows = Table(
    "office_sheet_rows",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sheet_id", Integer, ForeignKey("office_sheets.id"), nullable=False),
    Column("ticket_id", Integer, ForeignKey("tickets.id"), nullable=False),
    text_column("number"),
    texts_column("printed"),
    UniqueConstraint("sheet_id", "ticket_id"),
)
