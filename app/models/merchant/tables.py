"""The tables of merchants, of the tickets that name them, of what they are looked up by, of proposals and decisions."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, Text, UniqueConstraint

from app.models.shared.columns import code_column, flag_column, instant_column, metadata, text_column
from app.rules.merchant.decisions import DecisionKind
from app.rules.merchant.mentions import Source

# One row a key, kept for ever, so that ids never change; `group_id` is the smallest id of those that are one merchant.
# `label` is how figures name it: its first written name.
merchants = Table(
    "merchants",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False),
    text_column("brand"),
    text_column("trade"),
    text_column("label"),
    flag_column("common"),
    Column("group_id", Integer, nullable=False),
    UniqueConstraint("key"),
)
Index("ix_merchants_brand", merchants.c.brand)
Index("ix_merchants_group_id", merchants.c.group_id)

# What each ticket says about its merchant; it follows the ticket, and can be made anew from the tickets alone.
merchant_tickets = Table(
    "merchant_tickets",
    metadata,
    Column("ticket_id", Integer, primary_key=True),
    Column("merchant_id", Integer, nullable=False),
    Column("name", Text, nullable=False),
    text_column("form"),
    code_column("source", Source),
    text_column("street"),
    text_column("address"),
    text_column("places"),
    text_column("phones"),
    instant_column("received_at", nullable=False),
)
Index("ix_merchant_tickets_merchant_id", merchant_tickets.c.merchant_id, merchant_tickets.c.received_at)
Index("ix_merchant_tickets_received_at", merchant_tickets.c.received_at)

merchant_tokens = Table(
    "merchant_tokens",
    metadata,
    Column("token", Text, primary_key=True),
    Column("merchant_id", Integer, primary_key=True),
)
Index("ix_merchant_tokens_merchant_id", merchant_tokens.c.merchant_id)

# Pairs of keys, the smaller id first; `score` in hundredths.
merchant_proposals = Table(
    "merchant_proposals",
    metadata,
    Column("first_id", Integer, primary_key=True),
    Column("second_id", Integer, primary_key=True),
    Column("score", Integer, nullable=False),
    text_column("reasons"),
    flag_column("shares"),
)
Index("ix_merchant_proposals_second_id", merchant_proposals.c.second_id)

merchant_decisions = Table(
    "merchant_decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    code_column("kind", DecisionKind),
    Column("first_id", Integer, nullable=False),
    Column("second_id", Integer, nullable=False),
    text_column("form"),
    text_column("note"),
    instant_column("made_at", nullable=False),
    text_column("made_by"),
    instant_column("ended_at"),
    text_column("ended_by"),
    Column("version", Integer, nullable=False, server_default="1"),
)

# Tickets that came in or changed with many others, and whose merchants are not read yet.
merchant_waiting = Table("merchant_waiting", metadata, Column("ticket_id", Integer, primary_key=True))

# The keys that the text of a ticket without 企业名称 would be read as if a column named them.
merchant_candidates = Table(
    "merchant_candidates",
    metadata,
    Column("key", Text, primary_key=True),
    Column("ticket_id", Integer, primary_key=True),
)
Index("ix_merchant_candidates_ticket_id", merchant_candidates.c.ticket_id)
