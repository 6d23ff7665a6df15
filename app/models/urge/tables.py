"""The tables of urge rounds, of their tickets, and of the reminder slots that were looked at."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, UniqueConstraint, text

from app.models.shared.columns import code_column, count_column, flag_column, instant_column, metadata, text_column
from app.rules.urge.states import UrgeOrigin, UrgeState

# One round of urging one unit. `slot` is when it was due; `part` counts the rounds of a unit in the same minute.
urge_rounds = Table(
    "urge_rounds",
    metadata,
    Column("id", Integer, primary_key=True),
    instant_column("slot", nullable=False),
    text_column("unit"),
    Column("part", Integer, nullable=False, server_default="1"),
    code_column("origin", UrgeOrigin),
    code_column("state", UrgeState),
    count_column("level"),
    Column("tries", Integer, nullable=False, server_default="1"),
    text_column("to_name"),
    text_column("to_duty"),
    text_column("to_phone"),
    text_column("channel"),
    text_column("text"),
    instant_column("opened_at", nullable=False),
    text_column("opened_by"),
    instant_column("sent_at"),
    text_column("sent_by"),
    instant_column("not_reached_at"),
    instant_column("next_at"),
    instant_column("answered_at"),
    text_column("answered_by"),
    text_column("recorded_by"),
    text_column("answer"),
    instant_column("promised_at"),
    instant_column("broken_at"),
    text_column("note"),
    Column("version", Integer, nullable=False, server_default="1"),
    UniqueConstraint("slot", "unit", "part"),
)


Index("ix_urge_rounds_unit", urge_rounds.c.unit, urge_rounds.c.slot)


# Rounds that are sent again, rise or whose promise ends at `next_at`; most have none.
Index("ix_urge_rounds_next_at", urge_rounds.c.next_at, sqlite_where=text("next_at IS NOT NULL"))


urge_tickets = Table(
    "urge_tickets",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round_id", Integer, ForeignKey("urge_rounds.id"), nullable=False),
    Column("ticket_id", Integer, ForeignKey("tickets.id"), nullable=False),
    instant_column("answered_at"),
    text_column("answer"),
    instant_column("promised_at"),
    flag_column("judged"),
    UniqueConstraint("round_id", "ticket_id"),
)


Index("ix_urge_tickets_ticket_id", urge_tickets.c.ticket_id)


# Promises that were neither kept nor broken yet.
Index(
    "ix_urge_tickets_promised_at",
    urge_tickets.c.promised_at,
    sqlite_where=text("promised_at IS NOT NULL AND judged = 0"),
)


# The slots of the day's series that have passed and were looked at, whether or not they opened a round.
urge_slots = Table(
    "urge_slots",
    metadata,
    Column("reminder_id", Integer, ForeignKey("reminders.id"), primary_key=True, autoincrement=False),
)
