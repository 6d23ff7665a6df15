"""The table of findings."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, UniqueConstraint

from app.models.shared.columns import (
    code_column,
    instant_column,
    metadata,
    text_column,
)
from app.rules.finding.states import FindingKind, FindingState

# A fault in a contact; `key` distinguishes findings of one kind at one ticket.
findings = Table(
    "findings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ticket_id", Integer, ForeignKey("tickets.id"), nullable=False),
    code_column("kind", FindingKind),
    text_column("key"),
    instant_column("at", nullable=False),
    instant_column("found_at", nullable=False),
    text_column("reason"),
    code_column("state", FindingState),
    instant_column("decided_at"),
    text_column("decided_by"),
    text_column("note"),
    UniqueConstraint("ticket_id", "kind", "key"),
)


Index("ix_findings_state", findings.c.state, findings.c.at)


Index("ix_findings_at", findings.c.at)
