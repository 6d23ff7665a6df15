"""The table of buck-passing cases."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table

from app.models.shared.case_values import NAMES
from app.models.shared.columns import code_column, instant_column, json_column, metadata, text_column
from app.rules.passing import PassingState

# A ticket that is passed to and fro between departments.
passing_cases = Table(
    "passing_cases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ticket_id", Integer, ForeignKey("tickets.id"), nullable=False),
    code_column("state", PassingState),
    instant_column("opened_at", nullable=False),
    text_column("opened_by"),
    json_column("parties", NAMES, empty="[]"),
    text_column("facts"),
    text_column("reported_to"),
    instant_column("reported_at"),
    text_column("reported_by"),
    instant_column("follow_up_at"),
    text_column("outcome"),
    instant_column("closed_at"),
    text_column("closed_by"),
    Column("version", Integer, nullable=False, server_default="1"),
)


Index("ix_passing_cases_ticket_id", passing_cases.c.ticket_id)


Index("ix_passing_cases_state", passing_cases.c.state, passing_cases.c.follow_up_at)
