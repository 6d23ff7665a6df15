"""The register's tables, declared once; instants are whole seconds since 1970 in UTC (column type Instant)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

# A clock that will never run out: keeps rows without a running clock at the end of every list.
NEVER = 253_402_300_799

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """An aware instant, stored as whole seconds: small, ordered, the same in every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Seconds for the database."""
        return None if value is None else int(value.timestamp())

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """An aware instant for the program."""
        return None if value is None else datetime.fromtimestamp(value, UTC)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _flag(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


def _instant(name: str, *, nullable: bool = True) -> Column[datetime]:
    return Column(name, Instant, nullable=nullable)


tickets = Table(
    "tickets",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", Text, nullable=False),
    _text("source"),
    _text("other_number"),
    _text("title"),
    _text("content"),
    _text("type"),
    _text("nature"),
    _text("category_1"),
    _text("category_2"),
    _text("category_3"),
    _text("tags"),
    Column("urgency", Text, nullable=False, server_default="general"),
    _text("urgency_raw"),
    Column("time_class", Text, nullable=False, server_default="default"),
    Column("status", Text, nullable=False),
    _text("platform_status"),
    _flag("is_open"),
    _flag("backlog"),
    _text("caller"),
    _text("phone_raw"),
    _text("phones"),
    _text("caller_address"),
    _text("street"),
    _text("community"),
    _text("place"),
    _text("merchant"),
    _text("unit"),
    _text("office"),
    _instant("dispatched_at", nullable=False),
    _text("dispatched_basis"),
    _instant("city_dispatched_at"),
    _instant("called_at"),
    _instant("created_on"),
    _instant("imported_deadline"),
    _instant("sign_due_at"),
    _instant("signed_at"),
    _text("signed_by"),
    _flag("sign_late"),
    _text("sign_late_reason"),
    _instant("contact_due_at"),
    _instant("first_contact_at"),
    _instant("deadline_at"),
    _instant("closed_at"),
    _text("result"),
    _text("reply"),
    _text("platform_valid"),
    _text("platform_contacted"),
    _text("platform_solved"),
    _text("platform_satisfied"),
    Column("month_count", Integer),
    Column("year_count", Integer),
    _flag("excluded"),
    _flag("parked"),
    _flag("off_volume"),
    _text("next_clock"),
    Column("next_due", BigInteger, nullable=False, server_default=str(NEVER)),
    Column("extra", Text, nullable=False, server_default="{}"),
    Column("raw", Text, nullable=False, server_default="{}"),
    _text("local_fields"),
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
_CLOSED = text("status = 'closed'")
Index("ix_tickets_closed", tickets.c.closed_at, tickets.c.id, sqlite_where=_CLOSED)

reminders = Table(
    "reminders",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ticket_id", Integer, ForeignKey("tickets.id"), nullable=False),
    Column("clock", Text, nullable=False),
    Column("slot", Text, nullable=False),
    Column("round", Integer, nullable=False, server_default="1"),
    _instant("planned_at", nullable=False),
    _instant("due_at"),
    Column("state", Text, nullable=False),
    _instant("raised_at"),
    _instant("shown_at"),
    _text("channel"),
    _flag("times_raised"),
    _instant("acknowledged_at"),
    _text("acknowledged_by"),
    _instant("returns_at"),
    _text("reason"),
    UniqueConstraint("ticket_id", "clock", "slot", "round"),
)
_PLANNED = text("state = 'planned'")
Index("ix_reminders_planned", reminders.c.planned_at, sqlite_where=_PLANNED)
# SQLite takes these two only for a query that says the same words: the store does.
Index("ix_reminders_ringing", reminders.c.due_at, sqlite_where=text("state IN ('raised', 'shown')"))
Index("ix_reminders_returning", reminders.c.returns_at, sqlite_where=text("state = 'acknowledged'"))

escalations = Table(
    "escalations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ticket_id", Integer, ForeignKey("tickets.id"), nullable=False),
    _instant("deadline_at", nullable=False),
    _instant("raised_at", nullable=False),
    Column("state", Text, nullable=False),
    _instant("reported_at"),
    _text("reported_to"),
    _text("channel"),
    _text("reported_by"),
    _text("note"),
    UniqueConstraint("ticket_id", "deadline_at"),
)
Index("ix_escalations_state", escalations.c.state, escalations.c.deadline_at)

attempts = Table(
    "attempts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ticket_id", Integer, ForeignKey("tickets.id"), nullable=False),
    _instant("at", nullable=False),
    _text("who"),
    _text("number"),
    Column("outcome", Text, nullable=False),
    _text("note"),
)
Index("ix_attempts_ticket_id", attempts.c.ticket_id)
Index("ix_attempts_at", attempts.c.at)

surveys = Table(
    "surveys",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ticket_id", Integer, ForeignKey("tickets.id"), nullable=False),
    Column("attempt_id", Integer, ForeignKey("attempts.id")),
    Column("round", Integer, nullable=False),
    _instant("at", nullable=False),
    _text("who"),
    _flag("valid"),
    _text("contacted"),
    _text("solved"),
    _text("satisfied"),
    _text("reason"),
    UniqueConstraint("ticket_id", "round"),
)
Index("ix_surveys_at", surveys.c.at)

returns = Table(
    "returns",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ticket_id", Integer, ForeignKey("tickets.id"), nullable=False),
    Column("round", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("ground", Text, nullable=False),
    _text("basis"),
    _text("suggested_unit"),
    _text("note"),
    Column("attachments", Text, nullable=False, server_default="[]"),
    _text("status_before"),
    _instant("created_at", nullable=False),
    _text("created_by"),
    _instant("sent_at"),
    _instant("due_at"),
    _instant("decided_at"),
    _text("decision_note"),
    Column("version", Integer, nullable=False, server_default="1"),
    UniqueConstraint("ticket_id", "round"),
)
Index("ix_returns_state", returns.c.state)

journal = Table(
    "journal",
    metadata,
    Column("id", Integer, primary_key=True),
    _instant("at", nullable=False),
    Column("who", Text, nullable=False),
    Column("verb", Text, nullable=False),
    Column("ticket_id", Integer),
    _text("ticket_number"),
    _text("text"),
    Column("changes", Text, nullable=False, server_default="{}"),
    Column("previous_hash", Text, nullable=False),
    Column("hash", Text, nullable=False),
)
_OF_TICKET = text("ticket_id IS NOT NULL")
Index("ix_journal_ticket_id", journal.c.ticket_id, sqlite_where=_OF_TICKET)
Index("ix_journal_at", journal.c.at)

imports = Table(
    "imports",
    metadata,
    Column("id", Integer, primary_key=True),
    _instant("at", nullable=False),
    _text("who"),
    _text("file"),
    _text("digest"),
    _text("kind"),
    _flag("backlog"),
    _flag("rows"),
    _flag("created"),
    _flag("updated"),
    _flag("unchanged"),
    _flag("refused"),
    _text("error"),
)
Index("ix_imports_digest", imports.c.digest)

aliases = Table(
    "aliases",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("header", Text, primary_key=True),
    Column("field", Text, nullable=False),
)

settings = Table(
    "settings",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

people = Table(
    "people",
    metadata,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False),
    _instant("last_seen"),
)

typed_drafts = Table(
    "typed_drafts",
    metadata,
    Column("key", Text, primary_key=True),
    Column("text", Text, nullable=False),
    _instant("saved_at", nullable=False),
)

saved_queues = Table(
    "saved_queues",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("query", Text, nullable=False),
    UniqueConstraint("name"),
)

upkeep_runs = Table(
    "upkeep_runs",
    metadata,
    Column("id", Integer, primary_key=True),
    _instant("at", nullable=False),
    Column("kind", Text, nullable=False),
    _flag("ok"),
    _text("text"),
)

marks = Table(
    "marks",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
