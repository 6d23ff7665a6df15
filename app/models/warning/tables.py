"""The tables of warnings and of the dated rules of their levels."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, Text

from app.models.shared.case_values import NAMES
from app.models.shared.columns import (
    code_column,
    count_column,
    instant_column,
    json_column,
    metadata,
    text_column,
    versions_table,
)
from app.models.shared.json_values import LINES
from app.models.warning.values import WHY
from app.rules.warning.states import Subject, WarningLevel, WarningState

# `key` is the merchant's id, else the category, the street or the word itself.
warnings = Table(
    "warnings",
    metadata,
    Column("id", Integer, primary_key=True),
    code_column("subject", Subject),
    Column("key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("merchant_id", Integer),
    code_column("level", WarningLevel),
    instant_column("raised_at", nullable=False),
    instant_column("first_at"),
    instant_column("last_at"),
    json_column("ticket_ids", LINES, empty="[]"),
    count_column("callers"),
    json_column("words", NAMES, empty="[]"),
    json_column("why", WHY, empty="{}"),
    text_column("department"),
    code_column("state", WarningState, first=WarningState.NEW),
    text_column("reason"),
    instant_column("decided_at"),
    text_column("decided_by"),
    instant_column("confirmed_at"),
    text_column("confirmed_by"),
    Column("version", Integer, nullable=False, server_default="1"),
)


Index("ix_warnings_subject", warnings.c.subject, warnings.c.key)


Index("ix_warnings_state", warnings.c.state, warnings.c.raised_at)


# Dated versions of the limits, as TOML.
warning_rules = versions_table("warning_rules", Column("effective_from", Text, nullable=False))
