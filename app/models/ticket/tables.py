"""The table of tickets and its indexes."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text, UniqueConstraint, text

from app.models.shared.columns import (
    flag_column,
    instant_column,
    metadata,
    text_column,
    texts_column,
)
from app.models.ticket.lines import NEVER

tickets = Table(
    "tickets",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", Text, nullable=False),
    text_column("source"),
    text_column("channel"),
    text_column("other_number"),
    text_column("title"),
    text_column("content"),
    text_column("type"),
    text_column("nature"),
    text_column("category_1"),
    text_column("category_2"),
    text_column("category_3"),
    text_column("tags"),
    Column("urgency", Text, nullable=False, server_default="general"),
    text_column("urgency_raw"),
    Column("time_class", Text, nullable=False, server_default="default"),
    Column("status", Text, nullable=False),
    text_column("platform_status"),
    flag_column("is_open"),
    flag_column("backlog"),
    text_column("caller"),
    text_column("phone_raw"),
    text_column("phones"),
    text_column("caller_address"),
    text_column("street"),
    text_column("community"),
    text_column("place"),
    text_column("merchant"),
    text_column("unit"),
    text_column("office"),
    instant_column("dispatched_at", nullable=False),
    text_column("dispatched_basis"),
    instant_column("city_dispatched_at"),
    instant_column("called_at"),
    instant_column("created_on"),
    instant_column("imported_deadline"),
    instant_column("sign_due_at"),
    instant_column("signed_at"),
    instant_column("desk_signed_at"),
    text_column("sign_source"),
    text_column("signed_by"),
    flag_column("sign_late"),
    text_column("sign_late_reason"),
    instant_column("contact_due_at"),
    instant_column("first_contact_at"),
    instant_column("desk_contact_at"),
    instant_column("feedback_at"),
    instant_column("deadline_at"),
    instant_column("closed_at"),
    instant_column("desk_closed_at"),
    instant_column("ruled_at"),
    instant_column("callback_since"),
    instant_column("return_sent_at"),
    instant_column("reported_at"),
    instant_column("reworked_at"),
    text_column("result"),
    text_column("reply"),
    text_column("platform_valid"),
    text_column("platform_contacted"),
    text_column("platform_solved"),
    text_column("platform_satisfied"),
    text_column("platform_first_valid"),
    text_column("platform_first_contacted"),
    text_column("platform_first_solved"),
    text_column("platform_first_satisfied"),
    Column("month_count", Integer),
    Column("year_count", Integer),
    flag_column("excluded"),
    flag_column("parked"),
    flag_column("off_volume"),
    text_column("next_clock"),
    Column("next_due", BigInteger, nullable=False, server_default=str(NEVER)),
    texts_column("extra"),
    texts_column("raw"),
    text_column("local_fields"),
    text_column("platform_times"),
    Column("import_id", Integer),
    Column("import_row", Integer),
    Column("version", Integer, nullable=False, server_default="1"),
    UniqueConstraint("number", "source"),
)


_OPEN = text("is_open = 1")


Index(
    "ix_tickets_open_next",
    tickets.c.status,
    tickets.c.next_due,
    tickets.c.id,
    sqlite_where=_OPEN,
)


Index("ix_tickets_open_deadline", tickets.c.deadline_at, tickets.c.id, sqlite_where=_OPEN)


Index(
    "ix_tickets_open_counts",
    tickets.c.status,
    tickets.c.urgency,
    tickets.c.backlog,
    tickets.c.deadline_at,
    tickets.c.sign_due_at,
    sqlite_where=_OPEN,
)


Index("ix_tickets_dispatched", tickets.c.dispatched_at, tickets.c.id)


# Sign-for and contact of a period are counted from these alone, without the rows of the table.
Index(
    "ix_tickets_signed",
    tickets.c.signed_at,
    tickets.c.backlog,
    tickets.c.sign_late,
    tickets.c.sign_due_at,
    sqlite_where=text("signed_at IS NOT NULL"),
)


Index(
    "ix_tickets_contact_due",
    tickets.c.contact_due_at,
    tickets.c.backlog,
    tickets.c.first_contact_at,
    tickets.c.status,
)


_CLOSED = text("status = 'closed'")


Index("ix_tickets_closed", tickets.c.closed_at, tickets.c.id, sqlite_where=_CLOSED)


Index("ix_tickets_other_number", tickets.c.other_number, sqlite_where=text("other_number <> ''"))


Index("ix_tickets_returned", tickets.c.id, sqlite_where=text("status = 'returned'"))
