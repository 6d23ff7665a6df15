"""The tables of official rankings: one entry a version, its lines, and the official list of tickets."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from app.models.shared.columns import code_column, instant_column, metadata, text_column
from app.rules.ranking.states import Origin, Scope

# Entries are never changed: of one scope and period the newest holds.
rankings = Table(
    "rankings",
    metadata,
    Column("id", Integer, primary_key=True),
    code_column("scope", Scope),
    Column("period", Text, nullable=False),
    Column("place", Integer, nullable=True),
    text_column("score"),
    Column("units", Integer, nullable=True),
    code_column("origin", Origin),
    text_column("file"),
    instant_column("made_at", nullable=False),
    text_column("made_by"),
    text_column("note"),
)


Index("ix_rankings_period", rankings.c.period, rankings.c.scope)


ranking_lines = Table(
    "ranking_lines",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ranking_id", Integer, ForeignKey("rankings.id"), nullable=False),
    Column("place", Integer, nullable=True),
    text_column("unit"),
    text_column("score"),
    Column("ours", Integer, nullable=False, server_default="0"),
)


Index("ix_ranking_lines_ranking_id", ranking_lines.c.ranking_id)


# The official list of tickets of a ranking, each with the answers in the platform's words; `excluded` "" where unsaid.
ranking_tickets = Table(
    "ranking_tickets",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ranking_id", Integer, ForeignKey("rankings.id"), nullable=False),
    Column("row", Integer, nullable=False),
    Column("number", Text, nullable=False),
    *(text_column(name) for name in ("valid", "contacted", "solved", "satisfied", "excluded")),
)


Index("ix_ranking_tickets_ranking_id", ranking_tickets.c.ranking_id)
