"""The tables of entries about duties, and of the evidence packages that were frozen."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, UniqueConstraint

from app.models.shared.case_values import FILES
from app.models.shared.columns import code_column, instant_column, json_column, metadata, text_column
from app.rules.obligation.entries import EntryKind, EntryState

# `duty` is the id of the duty, `month` as 2026-11, `about` the key of the finding that a statement is about.
obligation_entries = Table(
    "obligation_entries",
    metadata,
    Column("id", Integer, primary_key=True),
    code_column("kind", EntryKind),
    code_column("state", EntryState),
    text_column("duty"),
    text_column("month"),
    text_column("about"),
    text_column("title"),
    text_column("text"),
    json_column("files", FILES, empty="[]"),
    instant_column("done_at"),
    instant_column("made_at", nullable=False),
    text_column("made_by"),
    instant_column("ended_at"),
    text_column("ended_by"),
    text_column("note"),
    Column("version", Integer, nullable=False, server_default="1"),
)
Index("ix_obligation_entries_month", obligation_entries.c.month, obligation_entries.c.duty)

# A package as it was handed over: `frozen` are the counts as JSON, `content` the .zip with every file in it.
evidence_packages = Table(
    "evidence_packages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("month", Text, nullable=False),
    Column("running", Integer, nullable=False),
    Column("number", Text, nullable=False),
    Column("frozen", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("corrects", Integer, ForeignKey("evidence_packages.id")),
    instant_column("made_at", nullable=False),
    text_column("made_by"),
    UniqueConstraint("month", "running"),
    UniqueConstraint("number"),
)
