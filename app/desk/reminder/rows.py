"""Frozen rows of the reminder ledger: slots, the receipts of their channels, and what was done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.desk.ticket.row import title_of
from app.models.reminder.records import ReminderRecord
from app.rules.journal import JournalVerb
from app.rules.law.clocks import ClockName
from app.rules.law.urgency import LevelBook, UrgencyLevel, governed_from
from app.rules.reminder.states import ReminderState
from app.rules.shared.masking import mask_text


@dataclass(frozen=True, slots=True)
class Receipt:
    """The receipt of one channel for a raised slot; `detail` says why it did not arrive."""

    at: datetime
    channel: str
    delivered: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Done:
    """The first act on the ticket after the slot rang: when, by whom, the verb of the journal."""

    at: datetime
    who: str
    verb: JournalVerb


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """One reminder slot with its life.

    `returns_at` is when an acknowledged one comes back, `cause` why it rang late or never. Only the ledger
    fills in the `receipts`, what was `done` after it rang, and what became of the round in which its unit was `urged`.
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
    urged: str = ""


def receipts_by_slot(found: Iterable[tuple[int, datetime, str, bool, str]]) -> dict[int, tuple[Receipt, ...]]:
    """The receipts of slots without a ticket, as their store gives them, by the id of the slot."""
    kept: dict[int, list[Receipt]] = {}
    for slot_id, at, channel, delivered, detail in found:
        kept.setdefault(slot_id, []).append(Receipt(at, channel, delivered, detail))
    return {slot_id: tuple(receipts) for slot_id, receipts in kept.items()}


def reminder_row(row: ReminderRecord, levels: LevelBook) -> ReminderRow:
    """One slot of the ledger."""
    return ReminderRow(
        id=row.id,
        ticket_id=row.ticket_id,
        ticket_number=row.number,
        ticket_title=mask_text(title_of(row)),
        street=mask_text(row.street),
        level=levels.of(row.urgency, governed_from(row.dispatched_at, row.ruled_at)),
        clock=row.clock,
        slot=row.slot,
        planned_at=row.planned_at,
        due_at=row.due_at,
        state=row.state,
        raised_at=row.raised_at,
        shown_at=row.shown_at,
        times_raised=row.times_raised,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=row.acknowledged_by,
        returns_at=row.returns_at,
        reason=row.reason,
        cause=row.cause,
    )
