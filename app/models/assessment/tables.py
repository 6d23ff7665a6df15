"""The table of what the client wrote about the service."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, Text

from app.models.shared.case_values import FILES
from app.models.shared.columns import code_column, instant_column, json_column, metadata, text_column
from app.rules.assessment.kinds import AssessmentKind, AssessmentState, Objection

# `day` is the day of the client's paper as YYYY-MM-DD, `item` what was assessed, `duty` the duty it is about or empty.
assessments = Table(
    "assessments",
    metadata,
    Column("id", Integer, primary_key=True),
    code_column("kind", AssessmentKind),
    code_column("state", AssessmentState),
    Column("day", Text, nullable=False),
    text_column("item"),
    text_column("duty"),
    text_column("deduction"),
    text_column("paper"),
    text_column("text"),
    json_column("files", FILES, empty="[]"),
    instant_column("objection_until"),
    code_column("objection", Objection),
    text_column("objection_text"),
    instant_column("objected_at"),
    text_column("objected_by"),
    instant_column("made_at", nullable=False),
    text_column("made_by"),
    instant_column("ended_at"),
    text_column("ended_by"),
    text_column("note"),
    Column("version", Integer, nullable=False, server_default="1"),
)
Index("ix_assessments_day", assessments.c.day)
