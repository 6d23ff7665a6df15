"""The tables of contact quality: evidence files, calls from the phone system, findings, replies, promises, forms."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint, text

from app.models.reply_values import OVERRULINGS, SEND_BACKS
from app.models.shared.columns import (
    code_column,
    count_column,
    instant_column,
    json_column,
    metadata,
    text_column,
)
from app.models.shared.json_values import TEXTS
from app.rules.promise_states import PromiseKind, PromiseSource, PromiseState
from app.rules.reply_states import ReplyState

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


# The reply form of a ticket, one row a round.
replies = Table(
    "replies",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ticket_id", Integer, ForeignKey("tickets.id"), nullable=False),
    Column("round", Integer, nullable=False),
    code_column("state", ReplyState),
    json_column("fields", TEXTS, empty="{}"),
    text_column("writer"),
    instant_column("written_at", nullable=False),
    instant_column("submitted_at"),
    text_column("reviewer"),
    instant_column("reviewed_at"),
    json_column("reasons", SEND_BACKS, empty="[]"),
    json_column("overruled", OVERRULINGS, empty="{}"),
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
    code_column("kind", PromiseKind),
    Column("said", Text, nullable=False),
    code_column("found_in", PromiseSource, optional=True),
    instant_column("due_at", nullable=False),
    code_column("state", PromiseState),
    instant_column("made_at", nullable=False),
    text_column("made_by"),
    instant_column("ended_at"),
    text_column("ended_by"),
    text_column("note"),
    Column("version", Integer, nullable=False, server_default="1"),
)


Index("ix_promises_ticket_id", promises.c.ticket_id)


Index("ix_promises_open", promises.c.due_at, sqlite_where=text("state IN ('proposed', 'confirmed')"))
