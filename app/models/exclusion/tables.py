"""The tables of applications for exclusion, their steps, files and catalogues."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint, text

from app.models.shared.case_values import ANSWERS
from app.models.shared.columns import code_column, flag_column, instant_column, json_column, metadata, text_column
from app.rules.exclusion.moves import ExclusionState, ExclusionVerb, Level

# The month's rules of exclusion. Append-only: of rows of the same month the newest holds for new applications.
exclusion_catalogues = Table(
    "exclusion_catalogues",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("month", Text, nullable=False),
    Column("body", Text, nullable=False),
    instant_column("made_at", nullable=False),
    text_column("made_by"),
    text_column("note"),
)


# An application for exclusion (不纳入考核); a ticket has at most one that was not withdrawn.
exclusions = Table(
    "exclusions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ticket_id", Integer, ForeignKey("tickets.id"), nullable=False),
    Column("catalogue_id", Integer, ForeignKey("exclusion_catalogues.id")),
    Column("month", Text, nullable=False),
    Column("major", Text, nullable=False),
    Column("minor", Text, nullable=False),
    code_column("state", ExclusionState),
    code_column("level", Level),
    text_column("statement"),
    text_column("process"),
    text_column("basis"),
    text_column("platform_name"),
    flag_column("excluded"),
    flag_column("parked"),
    flag_column("off_volume"),
    json_column("overruled", ANSWERS, empty="{}"),
    instant_column("created_at", nullable=False),
    text_column("created_by"),
    instant_column("submitted_at"),
    instant_column("decided_at"),
    text_column("result"),
    text_column("platform_result"),
    Column("version", Integer, nullable=False, server_default="1"),
)


Index("uq_exclusions_ticket", exclusions.c.ticket_id, unique=True, sqlite_where=text("state != 'withdrawn'"))


Index("ix_exclusions_state", exclusions.c.state)


# Append-only: every step of an application with level and opinion.
exclusion_steps = Table(
    "exclusion_steps",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("exclusion_id", Integer, ForeignKey("exclusions.id"), nullable=False),
    instant_column("at", nullable=False),
    text_column("who"),
    code_column("level", Level),
    code_column("move", ExclusionVerb),
    text_column("opinion"),
)


Index("ix_exclusion_steps_exclusion_id", exclusion_steps.c.exclusion_id)


# The files of an application, in the order of their numbers; the content lies in the evidence store.
exclusion_files = Table(
    "exclusion_files",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("exclusion_id", Integer, ForeignKey("exclusions.id"), nullable=False),
    Column("hash", Text, ForeignKey("evidence.hash"), nullable=False),
    Column("name", Text, nullable=False),
    text_column("kind"),
    text_column("format"),
    Column("width", Integer),
    Column("height", Integer),
    instant_column("taken_at"),
    text_column("taken_place"),
    flag_column("stated"),
    text_column("problem"),
    Column("position", Integer, nullable=False),
    UniqueConstraint("exclusion_id", "hash"),
)


Index("ix_exclusion_files_hash", exclusion_files.c.hash)
