"""Frozen rows that cross the border between the desk and its faces (window, commands, reports)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.desk.ledger_rows import Done, Receipt
from app.rules.law.clocks import ClockName
from app.rules.law.urgency import UrgencyLevel
from app.rules.states import EscalationState, ReminderState


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """One reminder slot with its life.

    `returns_at` is when an acknowledged one comes back, `cause` why it rang late or never. Only the ledger
    fills in the `receipts` and what was `done` after it rang.
    """

    id: int
    ticket_id: int
    ticket_number: str
    ticket_title: str
    street: str
    level: UrgencyLevel
    clock: ClockName
    slot: str
    planned_at: datetime
    due_at: datetime | None
    state: ReminderState
    raised_at: datetime | None
    shown_at: datetime | None
    times_raised: int
    acknowledged_at: datetime | None
    acknowledged_by: str
    returns_at: datetime | None
    reason: str
    cause: str = ""
    receipts: tuple[Receipt, ...] = ()
    done: Done | None = None


@dataclass(frozen=True, slots=True)
class EscalationRow:
    """A ticket whose deadline passed while open: to be reported to the lead, and the record that it was.

    `next_level_at` is when the next level opens, None when it will not. `note` is what was answered, or why it was
    taken back.
    """

    id: int
    ticket_id: int
    ticket_number: str
    ticket_title: str
    unit: str
    street: str
    deadline_at: datetime
    level: int
    raised_at: datetime
    next_level_at: datetime | None
    state: EscalationState
    reported_at: datetime | None
    reported_to: str
    channel: str
    reported_by: str
    note: str
