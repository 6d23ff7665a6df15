"""The tables of surveys and of the survey's forms."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from app.models.shared.columns import (
    code_column,
    flag_column,
    instant_column,
    json_column,
    metadata,
    text_column,
    versions_table,
)
from app.models.shared.json_values import TEXTS
from app.rules.survey.states import Contacted, Satisfied, Solved

surveys = Table(
    "surveys",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ticket_id", Integer, ForeignKey("tickets.id"), nullable=False),
    Column("attempt_id", Integer, ForeignKey("attempts.id")),
    Column("round", Integer, nullable=False),
    instant_column("at", nullable=False),
    text_column("who"),
    flag_column("valid"),
    code_column("contacted", Contacted, optional=True),
    code_column("solved", Solved, optional=True),
    code_column("satisfied", Satisfied, optional=True),
    text_column("reason"),
    text_column("reason_codes"),
    Column("form", Integer, nullable=False, server_default="1"),
    json_column("answers", TEXTS, empty="{}"),
    UniqueConstraint("ticket_id", "round"),
)


Index("ix_surveys_at", surveys.c.at)


survey_forms = versions_table("survey_forms", Column("effective_from", Text, nullable=False))
