"""The table of reply forms."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, UniqueConstraint

from app.models.reply.values import OVERRULINGS, SEND_BACKS
from app.models.shared.columns import (
    code_column,
    instant_column,
    json_column,
    metadata,
    text_column,
)
from app.models.shared.json_values import TEXTS
from app.rules.reply.states import ReplyState

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
