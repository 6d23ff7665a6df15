"""The tables around the reminder ledger: receipts, outages, versions of rules and calendar, whom to report to."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Table, Text

from app.models.shared.columns import code_column, instant_column, metadata, text_column
from app.rules.report_targets import Scope

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
