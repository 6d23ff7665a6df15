"""The tables of the watch: looks at the platform, rounds, reconciliations with their differences, outages of it."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, UniqueConstraint

from app.models.shared.columns import code_column, count_column, instant_column, metadata, text_column
from app.rules.watch.reconciliation import DifferingField
from app.rules.watch.states import DifferenceKind, DifferenceState, ListKind, LookKind, RoundState

# Somebody looked at the platform; `seen` is how many tickets were seen there, when that was counted.
platform_looks = Table(
    "platform_looks",
    metadata,
    Column("id", Integer, primary_key=True),
    instant_column("at", nullable=False),
    text_column("who"),
    code_column("kind", LookKind),
    Column("seen", Integer),
    text_column("text"),
)
Index("ix_platform_looks_at", platform_looks.c.at)

# A round that is over, from `due_at` up to but without `ends_at`; `look_at` is the first look in it.
watch_rounds = Table(
    "watch_rounds",
    metadata,
    Column("id", Integer, primary_key=True),
    instant_column("due_at", nullable=False),
    instant_column("ends_at", nullable=False),
    code_column("state", RoundState),
    instant_column("look_at"),
    text_column("who"),
    text_column("cause"),
    UniqueConstraint("due_at"),
)

# One comparison of the platform's list with the register.
reconciliations = Table(
    "reconciliations",
    metadata,
    Column("id", Integer, primary_key=True),
    instant_column("at", nullable=False),
    text_column("who"),
    text_column("list_name"),
    code_column("kind", ListKind),
    count_column("platform"),
    count_column("register"),
    count_column("missing_here"),
    count_column("missing_there"),
    count_column("differs"),
    count_column("unread"),
    count_column("same"),
)
Index("ix_reconciliations_at", reconciliations.c.at)

# One difference of a comparison, and what became of it; times stand as ISO text.
differences = Table(
    "reconciliation_differences",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reconciliation_id", Integer, ForeignKey("reconciliations.id"), nullable=False),
    code_column("kind", DifferenceKind),
    text_column("number"),
    Column("ticket_id", Integer),
    code_column("field", DifferingField, optional=True),
    text_column("here"),
    text_column("there"),
    text_column("title"),
    Column("match_id", Integer),
    text_column("match_why"),
    code_column("state", DifferenceState, first=DifferenceState.OPEN),
    text_column("note"),
    instant_column("decided_at"),
    text_column("decided_by"),
    Column("version", Integer, nullable=False, server_default="1"),
)
Index("ix_reconciliation_differences_reconciliation_id", differences.c.reconciliation_id)

# The platform could not be reached; `told` is who was told of it, `evidence` the hash of a kept picture.
platform_outages = Table(
    "platform_outages",
    metadata,
    Column("id", Integer, primary_key=True),
    instant_column("since", nullable=False),
    instant_column("until"),
    text_column("what"),
    text_column("told"),
    text_column("evidence"),
    text_column("evidence_name"),
    text_column("entered_by"),
    instant_column("entered_at", nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
)
Index("ix_platform_outages_since", platform_outages.c.since)
