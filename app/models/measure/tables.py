"""The table of measures: extensions, supervisions and parkings, each with its paper."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table

from app.models.shared.case_values import FILES
from app.models.shared.columns import code_column, instant_column, json_column, metadata, text_column
from app.rules.measure import Confirmation, MeasureKind, MeasureState

# `until` is the new deadline of an extension, and when the others are followed up.
measures = Table(
    "measures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ticket_id", Integer, ForeignKey("tickets.id"), nullable=False),
    code_column("kind", MeasureKind),
    code_column("state", MeasureState),
    text_column("granted_by"),
    text_column("channel"),
    text_column("paper"),
    json_column("files", FILES, empty="[]"),
    text_column("reason"),
    instant_column("until"),
    instant_column("deadline_before"),
    instant_column("imported_before"),
    code_column("confirmation", Confirmation, optional=True),
    instant_column("platform_deadline"),
    instant_column("compared_at"),
    instant_column("made_at", nullable=False),
    text_column("made_by"),
    instant_column("ended_at"),
    text_column("ended_by"),
    text_column("note"),
    Column("version", Integer, nullable=False, server_default="1"),
)


Index("ix_measures_ticket_id", measures.c.ticket_id)


Index("ix_measures_state", measures.c.state, measures.c.until)
