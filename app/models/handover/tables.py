"""The tables of handovers: signed sheets, and the reminders of shifts without one."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

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
    flag_column("zero_report"),
    instant_column("signed_at", nullable=False),
    text_column("signed_by"),
    instant_column("taken_at"),
    text_column("taken_by"),
    text_column("taken_note"),
    Column("version", Integer, nullable=False, server_default="1"),
)
Index("ix_handovers_shift_to", handovers.c.shift_to)


# The reminders of shifts that end without a signed sheet; `due_at` is the end of the shift.
handover_slots = Table(
    "handover_slots",
    metadata,
    Column("id", Integer, primary_key=True),
    text_column("shift"),
    instant_column("shift_from", nullable=False),
    instant_column("planned_at", nullable=False),
    instant_column("due_at", nullable=False),
    code_column("state", ReminderState),
    instant_column("raised_at"),
    instant_column("shown_at"),
    text_column("channel"),
    count_column("times_raised"),
    instant_column("acknowledged_at"),
    text_column("acknowledged_by"),
    instant_column("returns_at"),
    text_column("reason"),
    UniqueConstraint("due_at", "shift_from"),
)


handover_receipts = Table(
    "handover_receipts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slot_id", Integer, ForeignKey("handover_slots.id"), nullable=False),
    instant_column("at", nullable=False),
    Column("channel", Text, nullable=False),
    flag_column("delivered"),
    text_column("detail"),
)


Index("ix_handover_receipts_slot_id", handover_receipts.c.slot_id)
