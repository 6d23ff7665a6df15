"""The tables of mass events, of their tickets, wordings, notices and papers."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, UniqueConstraint, text

from app.models.shared.columns import code_column, count_column, instant_column, metadata, text_column
from app.rules.event.states import EventPaper, EventState, MemberOrigin

# An event of a merchant takes in every ticket of it that comes in while the event is open.
group_events = Table(
    "group_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    code_column("state", EventState, first=EventState.OPEN),
    Column("merchant_id", Integer),
    Column("warning_id", Integer),
    instant_column("opened_at", nullable=False),
    text_column("opened_by"),
    instant_column("ended_at"),
    text_column("ended_by"),
    text_column("result"),
    Column("version", Integer, nullable=False, server_default="1"),
)
Index("ix_group_events_open", group_events.c.merchant_id, sqlite_where=text("state = 'open'"))


# A ticket that was taken out by hand keeps its row with `left_at`, so that it does not come in again by itself.
group_event_tickets = Table(
    "group_event_tickets",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("event_id", Integer, ForeignKey("group_events.id"), nullable=False),
    Column("ticket_id", Integer, ForeignKey("tickets.id"), nullable=False),
    code_column("origin", MemberOrigin),
    instant_column("joined_at", nullable=False),
    text_column("joined_by"),
    instant_column("left_at"),
    text_column("left_by"),
    text_column("reason"),
    UniqueConstraint("event_id", "ticket_id"),
)
Index("ix_group_event_tickets_ticket_id", group_event_tickets.c.ticket_id)


# Every wording that was ever shared; the last one holds.
group_event_wordings = Table(
    "group_event_wordings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("event_id", Integer, ForeignKey("group_events.id"), nullable=False),
    Column("number", Integer, nullable=False),
    text_column("text"),
    instant_column("set_at", nullable=False),
    text_column("set_by"),
    UniqueConstraint("event_id", "number"),
)


# Who was told of the event: whom, when, how, what, and who recorded it.
group_event_notices = Table(
    "group_event_notices",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("event_id", Integer, ForeignKey("group_events.id"), nullable=False),
    instant_column("at", nullable=False),
    Column("whom", Text, nullable=False),
    text_column("channel"),
    text_column("said"),
    text_column("told_by"),
    instant_column("recorded_at", nullable=False),
    text_column("recorded_by"),
    instant_column("withdrawn_at"),
    text_column("withdrawn_by"),
    Column("version", Integer, nullable=False, server_default="1"),
)
Index("ix_group_event_notices_event_id", group_event_notices.c.event_id)


# The papers as they were handed out; they are never changed.
group_event_papers = Table(
    "group_event_papers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("event_id", Integer, ForeignKey("group_events.id"), nullable=False),
    code_column("kind", EventPaper),
    count_column("number"),
    text_column("file"),
    Column("content", LargeBinary, nullable=False),
    Column("sha256", Text, nullable=False),
    instant_column("made_at", nullable=False),
    text_column("made_by"),
    UniqueConstraint("event_id", "kind", "number"),
)
