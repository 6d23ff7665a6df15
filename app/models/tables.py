"""The tables of tickets and of all that happens to them, declared once."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint, text

from app.models.lines import NEVER
from app.models.shared.case_values import NAMES
from app.models.shared.columns import (
    code_column,
    count_column,
    flag_column,
    instant_column,
    json_column,
    metadata,
    text_column,
    texts_column,
)
from app.models.shared.json_values import TEXTS
from app.rules.contacts import AttemptSource
from app.rules.return_states import ReturnDirection, ReturnGround, ReturnState
from app.rules.states import (
    AttemptOutcome,
    ClockName,
    Contacted,
    EscalationState,
    ReminderState,
    Satisfied,
    Solved,
    TicketStatus,
)

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
    text_column("signed_by"),
    flag_column("sign_late"),
    text_column("sign_late_reason"),
    instant_column("contact_due_at"),
    instant_column("first_contact_at"),
    instant_column("deadline_at"),
    instant_column("closed_at"),
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
Index("ix_tickets_returned", tickets.c.id, sqlite_where=text("status = 'returned'"))

reminders = Table(
    "reminders",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ticket_id", Integer, ForeignKey("tickets.id"), nullable=False),
    code_column("clock", ClockName),
    Column("slot", Text, nullable=False),
    Column("round", Integer, nullable=False, server_default="1"),
    instant_column("planned_at", nullable=False),
    instant_column("due_at"),
    code_column("state", ReminderState),
    instant_column("raised_at"),
    instant_column("shown_at"),
    text_column("channel"),
    count_column("times_raised"),
    instant_column("acknowledged_at"),
    text_column("acknowledged_by"),
    instant_column("returns_at"),
    text_column("reason"),
    text_column("cause"),
    instant_column("made_at"),
    UniqueConstraint("ticket_id", "clock", "slot", "round"),
)
Index("ix_reminders_planned_at", reminders.c.planned_at)
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
    instant_column("deadline_at", nullable=False),
    Column("level", Integer, nullable=False, server_default="1"),
    instant_column("raised_at", nullable=False),
    code_column("state", EscalationState),
    instant_column("next_level_at"),
    instant_column("reported_at"),
    text_column("reported_to"),
    text_column("channel"),
    text_column("reported_by"),
    text_column("note"),
    UniqueConstraint("ticket_id", "deadline_at", "level"),
)
Index("ix_escalations_state", escalations.c.state, escalations.c.deadline_at)
Index("ix_escalations_next_level", escalations.c.next_level_at, sqlite_where=text("next_level_at IS NOT NULL"))

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
    instant_column("at", nullable=False),
    text_column("who"),
    flag_column("valid"),
    code_column("contacted", Contacted, optional=True),
    code_column("solved", Solved, optional=True),
    code_column("satisfied", Satisfied, optional=True),
    text_column("reason"),
    text_column("reason_codes"),
    Column("form", Integer, nullable=False, server_default="1"),
    json_column("answers", TEXTS, empty="{}"),
    UniqueConstraint("ticket_id", "round"),
)
Index("ix_surveys_at", surveys.c.at)

returns = Table(
    "returns",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ticket_id", Integer, ForeignKey("tickets.id"), nullable=False),
    Column("round", Integer, nullable=False),
    code_column("state", ReturnState),
    code_column("ground", ReturnGround),
    text_column("basis"),
    text_column("suggested_unit"),
    text_column("note"),
    json_column("attachments", NAMES, empty="[]"),
    code_column("status_before", TicketStatus, optional=True),
    instant_column("created_at", nullable=False),
    text_column("created_by"),
    instant_column("sent_at"),
    instant_column("due_at"),
    instant_column("decided_at"),
    text_column("decision_note"),
    code_column("direction", ReturnDirection, first=ReturnDirection.OURS),
    text_column("department"),
    Column("version", Integer, nullable=False, server_default="1"),
    UniqueConstraint("ticket_id", "round"),
)
Index("ix_returns_state", returns.c.state)

journal = Table(
    "journal",
    metadata,
    Column("id", Integer, primary_key=True),
    instant_column("at", nullable=False),
    Column("who", Text, nullable=False),
    Column("verb", Text, nullable=False),
    Column("ticket_id", Integer),
    text_column("ticket_number"),
    text_column("text"),
    Column("changes", Text, nullable=False, server_default="{}"),
    Column("previous_hash", Text, nullable=False),
    Column("hash", Text, nullable=False),
)
_OF_TICKET = text("ticket_id IS NOT NULL")
Index("ix_journal_ticket_id", journal.c.ticket_id, sqlite_where=_OF_TICKET)
Index("ix_journal_at", journal.c.at)
