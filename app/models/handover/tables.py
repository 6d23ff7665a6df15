"""The tables of handovers: signed sheets, and the reminders of shifts without one."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, Text, UniqueConstraint, text

from app.models.shared.columns import code_column, count_column, flag_column, instant_column, metadata, text_column
from app.rules.reminder.states import ReminderState

# `body` is the frozen sheet, `sha256` that of its text, `words` what the archive is searched by. `shift_end` is the end
# of the shift by the roster, `shift_to` up to when the sheet speaks: less where somebody left early.
handovers = Table(
    "handovers",
    metadata,
    Column("id", Integer, primary_key=True),
    text_column("shift"),
    instant_column("shift_from", nullable=False),
    instant_column("shift_to", nullable=False),
    instant_column("shift_end", nullable=False),
    Column("body", Text, nullable=False),
    text_column("sha256"),
    text_column("words"),
    flag_column("nothing"),
    instant_column("signed_at", nullable=False),
    text_column("signed_by"),
    instant_column("taken_at"),
    text_column("taken_by"),
    text_column("taken_note"),
    Column("version", Integer, nullable=False, server_default="1"),
)
Index("ix_handovers_shift_to", handovers.c.shift_to)


# One reminder for each shift that ended without a signed sheet.
handover_slots = Table(
    "handover_slots",
    metadata,
    Column("id", Integer, primary_key=True),
    text_column("shift"),
    instant_column("shift_from", nullable=False),
    instant_column("shift_to", nullable=False),
    instant_column("planned_at", nullable=False),
    code_column("state", ReminderState),
    instant_column("raised_at"),
    instant_column("shown_at"),
    text_column("channel"),
    count_column("times_raised"),
    instant_column("acknowledged_at"),
    text_column("acknowledged_by"),
    instant_column("returns_at"),
    text_column("reason"),
    UniqueConstraint("shift_to", "shift_from"),
)
Index(
    "ix_handover_slots_open",
    handover_slots.c.state,
    sqlite_where=text("state IN ('planned', 'raised', 'shown', 'acknowledged')"),
    postgresql_where=text("state IN ('planned', 'raised', 'shown', 'acknowledged')"),
)
