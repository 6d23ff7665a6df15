"""The tables around the reminder ledger: receipts, outages, versions of rules and calendar, whom to report to."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, Text

from app.models.shared.columns import code_column, instant_column, metadata, text_column
from app.rules.outages import OutageKind
from app.rules.report_targets import Scope

# A stretch in which nobody could be reminded, and why.
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


# Whom an expired ticket is reported to: by street, by unit, or by the duty roster of a stretch of time.
report_targets = Table(
    "report_targets",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("level", Integer, nullable=False, server_default="1"),
    code_column("scope", Scope),
    text_column("place"),
    Column("name", Text, nullable=False),
    text_column("phone"),
    instant_column("since"),
    instant_column("until"),
    text_column("note"),
)
