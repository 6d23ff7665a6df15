"""The tables of issued papers with their files, of drafts, of dropped-back files, and of due papers' reminders."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, UniqueConstraint, text

from app.models.shared.columns import (
    code_column,
    count_column,
    flag_column,
    instant_column,
    json_column,
    metadata,
    text_column,
    texts_column,
    versions_table,
)
from app.models.shared.json_values import TEXTS
from app.rules.figures.fields import Caliber
from app.rules.paper.kinds import PaperKind
from app.rules.paper.states import FigureChange, Verdict
from app.rules.reminder.states import ReminderState

# Issued papers. `about` is "dimension=key" or empty, `line` the journal line up to which the figures were counted,
# `corrects` the paper that a 更正稿 takes the place of. `token` names the issue, `placed` once its file stands.
papers = Table(
    "papers",
    metadata,
    Column("id", Integer, primary_key=True),
    code_column("kind", PaperKind),
    Column("year", Integer, nullable=False),
    Column("running", Integer, nullable=False),
    Column("number", Text, nullable=False),
    Column("period", Text, nullable=False),
    code_column("caliber", Caliber),
    text_column("about"),
    flag_column("catch_up"),
    instant_column("until"),
    Column("corrects", Integer, ForeignKey("papers.id")),
    text_column("title"),
    text_column("form"),
    text_column("file"),
    text_column("sha256"),
    count_column("line"),
    json_column("rules", TEXTS, empty="{}"),
    instant_column("issued_at", nullable=False),
    text_column("issued_by"),
    Column("token", Text, nullable=False),
    flag_column("placed"),
    UniqueConstraint("kind", "year", "running"),
    UniqueConstraint("number"),
    UniqueConstraint("token"),
)


Index("ix_papers_period", papers.c.kind, papers.c.period)


# What an issue froze: the file itself, the paper as data with every figure, and the facts of its tickets.
paper_contents = Table(
    "paper_contents",
    metadata,
    Column("paper_id", Integer, ForeignKey("papers.id"), primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("facts", LargeBinary, nullable=False),
    texts_column("definitions"),
    texts_column("words"),
)


# Drafts; of those with the same kind, period and subject the newest holds.
paper_drafts = Table(
    "paper_drafts",
    metadata,
    Column("id", Integer, primary_key=True),
    code_column("kind", PaperKind),
    Column("period", Text, nullable=False),
    code_column("caliber", Caliber),
    text_column("about"),
    flag_column("catch_up"),
    text_column("title"),
    text_column("form"),
    text_column("file"),
    text_column("sha256"),
    Column("body", LargeBinary, nullable=False),
    Column("texts", LargeBinary, nullable=False),
    instant_column("made_at", nullable=False),
    text_column("made_by"),
)


Index("ix_paper_drafts_period", paper_drafts.c.kind, paper_drafts.c.period)


# Files that were dropped back onto a draft, with their content.
paper_comparisons = Table(
    "paper_comparisons",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("draft_id", Integer, ForeignKey("paper_drafts.id"), nullable=False),
    text_column("file"),
    text_column("sha256"),
    Column("content", LargeBinary, nullable=False),
    instant_column("at", nullable=False),
    text_column("who"),
)


Index("ix_paper_comparisons_draft_id", paper_comparisons.c.draft_id)


# Each number that a dropped-back file changed, removed or added, and what a person decided.
paper_changes = Table(
    "paper_changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("comparison_id", Integer, ForeignKey("paper_comparisons.id"), nullable=False),
    code_column("change", FigureChange),
    text_column("tag"),
    text_column("name"),
    text_column("drafted"),
    text_column("stands"),
    text_column("register"),
    text_column("context"),
    text_column("place"),
    code_column("verdict", Verdict, first=Verdict.OPEN),
    text_column("word"),
    instant_column("decided_at"),
    text_column("decided_by"),
    Column("version", Integer, nullable=False, server_default="1"),
)


Index("ix_paper_changes_comparison_id", paper_changes.c.comparison_id)


# Schedules as they were typed, each in force from a day on.
paper_schedules = versions_table("paper_schedules", Column("since", Text, nullable=False))


# The reminders of due papers: like those of tickets, one row a slot.
paper_slots = Table(
    "paper_slots",
    metadata,
    Column("id", Integer, primary_key=True),
    code_column("kind", PaperKind),
    Column("period", Text, nullable=False),
    flag_column("catch_up"),
    Column("slot", Text, nullable=False),
    instant_column("planned_at", nullable=False),
    instant_column("due_at", nullable=False),
    code_column("state", ReminderState),
    instant_column("raised_at"),
    instant_column("shown_at"),
    text_column("channel"),
    count_column("times_raised"),
    instant_column("acknowledged_at"),
    text_column("acknowledged_by"),
    instant_column("returns_at"),
    text_column("reason"),
    UniqueConstraint("kind", "period", "catch_up", "slot"),
)


Index("ix_paper_slots_open", paper_slots.c.planned_at, sqlite_where=text("state NOT IN ('cancelled', 'missed')"))


paper_receipts = Table(
    "paper_receipts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slot_id", Integer, ForeignKey("paper_slots.id"), nullable=False),
    instant_column("at", nullable=False),
    Column("channel", Text, nullable=False),
    flag_column("delivered"),
    text_column("detail"),
)


Index("ix_paper_receipts_slot_id", paper_receipts.c.slot_id)
