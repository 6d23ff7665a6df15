"""The tables of contact quality: evidence files, calls from the phone system, findings, replies, promises, forms."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint, text

from app.models.columns import count_column, instant_column, metadata, text_column, versions_table

# A file that proves something, kept in the data folder under the hash of its content.
evidence = Table(
    "evidence",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("name", Text, nullable=False),
    text_column("kind"),
    count_column("size"),
    instant_column("added_at", nullable=False),
    text_column("added_by"),
)

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
    text_column("outcome"),
    Column("seconds", Integer),
    text_column("agent"),
    Column("state", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("raw", Text, nullable=False, server_default="{}"),
    UniqueConstraint("key"),
)
Index("ix_calls_state", calls.c.state, calls.c.at)
Index("ix_calls_at", calls.c.at)
Index("ix_calls_ticket_id", calls.c.ticket_id)

# Something wrong with a contact; `key` keeps apart several findings of one kind at one ticket.
findings = Table(
    "findings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ticket_id", Integer, ForeignKey("tickets.id"), nullable=False),
    Column("kind", Text, nullable=False),
    text_column("key"),
    instant_column("at", nullable=False),
    instant_column("found_at", nullable=False),
    text_column("reason"),
    Column("state", Text, nullable=False),
    instant_column("decided_at"),
    text_column("decided_by"),
    text_column("note"),
    UniqueConstraint("ticket_id", "kind", "key"),
)
Index("ix_findings_state", findings.c.state, findings.c.at)
Index("ix_findings_at", findings.c.at)

# The reply form of a ticket, one row a round.
replies = Table(
    "replies",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ticket_id", Integer, ForeignKey("tickets.id"), nullable=False),
    Column("round", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("fields", Text, nullable=False, server_default="{}"),
    text_column("writer"),
    instant_column("written_at", nullable=False),
    instant_column("submitted_at"),
    text_column("reviewer"),
    instant_column("reviewed_at"),
    Column("reasons", Text, nullable=False, server_default="[]"),
    Column("overruled", Text, nullable=False, server_default="{}"),
    instant_column("sent_at"),
    text_column("text_hash"),
    Column("version", Integer, nullable=False, server_default="1"),
    UniqueConstraint("ticket_id", "round"),
)
Index("ix_replies_state", replies.c.state)
Index("ix_replies_text_hash", replies.c.text_hash)

# What was promised for a day or an hour: a refund, a visit, another call.
promises = Table(
    "promises",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ticket_id", Integer, ForeignKey("tickets.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("said", Text, nullable=False),
    text_column("found_in"),
    instant_column("due_at", nullable=False),
    Column("state", Text, nullable=False),
    instant_column("made_at", nullable=False),
    text_column("made_by"),
    instant_column("ended_at"),
    text_column("ended_by"),
    text_column("note"),
    Column("version", Integer, nullable=False, server_default="1"),
)
Index("ix_promises_ticket_id", promises.c.ticket_id)
Index("ix_promises_open", promises.c.due_at, sqlite_where=text("state IN ('proposed', 'confirmed')"))

survey_forms = versions_table("survey_forms", Column("effective_from", Text, nullable=False))
