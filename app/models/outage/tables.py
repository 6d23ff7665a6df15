"""The table of outages."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table

from app.models.shared.columns import code_column, instant_column, metadata, text_column
from app.rules.outage import OutageKind

# A period without reminders, and why.
outages = Table(
    "outages",
    metadata,
    Column("id", Integer, primary_key=True),
    instant_column("since", nullable=False),
    instant_column("until", nullable=False),
    code_column("kind", OutageKind),
    text_column("who"),
    text_column("detail"),
)


Index("ix_outages_until", outages.c.until)
