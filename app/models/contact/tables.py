"""The tables of call attempts and of the phone system's calls."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from app.models.shared.columns import (
    code_column,
    instant_column,
    json_column,
    metadata,
    text_column,
)
from app.models.shared.json_values import LINES, TEXTS
from app.rules.contact.call_flow import AttemptSource, CallState
from app.rules.contact.states import AttemptOutcome

attempts = Table(
    "attempts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ticket_id", Integer, ForeignKey("tickets.id"), nullable=False),
    instant_column("at", nullable=False),
    text_column("who"),
    text_column("number"),
    code_column("outcome", AttemptOutcome),
    text_column("note"),
    text_column("reached"),
    Column("seconds", Integer),
    text_column("evidence"),
    code_column("source", AttemptSource, first=AttemptSource.TYPED),
    json_column("corrections", LINES, empty="[]"),
)


Index("ix_attempts_ticket_id", attempts.c.ticket_id)


Index("ix_attempts_at", attempts.c.at)


# One line of a call list of the phone system; without a ticket until it is matched.
calls = Table(
    "calls",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("import_id", Integer),
    Column("ticket_id", Integer, ForeignKey("tickets.id")),
    Column("attempt_id", Integer, ForeignKey("attempts.id")),
    instant_column("at", nullable=False),
    text_column("number"),
    code_column("outcome", AttemptOutcome, optional=True),
    Column("seconds", Integer),
    text_column("agent"),
    code_column("state", CallState),
    Column("key", Text, nullable=False),
    json_column("raw", TEXTS, empty="{}"),
    UniqueConstraint("key"),
)


Index("ix_calls_state", calls.c.state, calls.c.at)


Index("ix_calls_at", calls.c.at)


Index("ix_calls_ticket_id", calls.c.ticket_id)
