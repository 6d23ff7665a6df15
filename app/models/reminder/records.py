"""Records of the reminder ledger: slots with their ticket, receipts, and the first action after a slot rang."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from app.rules.journal import JournalVerb
from app.rules.law.clocks import ClockName, Urgency
from app.rules.reminder.states import ReminderState

# A slot to be written: ticket, clock, slot, round, planned second, due second, state, reason. An import writes ten
# for each of its rows: a plain tuple that the driver takes directly.
PlanRow = tuple[int, str, str, int, int, int | None, str, str]


class SlotRow(NamedTuple):
    """A slot of the ledger as the register keeps it, instants in seconds, without its ticket."""

    id: int
    clock: str
    slot: str
    round: int
    planned_at: int
    due_at: int | None
    state: str
    returns_at: int | None


class Replan(NamedTuple):
    """What becomes of the slots of a ticket, in plain values: ids of `seen` slots, and slots to be added.

    `cancelled` end with the `reason`, `settled` no longer come back, `back` come back at once; `ends` are the new ends
    of clocks with the slots of each. `seen` is the `fingerprint` of the slots that were judged.
    """

    ticket_id: int
    seen: int
    reason: str
    cancelled: tuple[int, ...]
    settled: tuple[int, ...]
    back: tuple[int, ...]
    ends: tuple[tuple[int | None, tuple[int, ...]], ...]
    added: tuple[PlanRow, ...]


def fingerprint(rows: Sequence[SlotRow]) -> int:
    """A number that differs where slots do; it holds within one process."""
    return hash(tuple(rows))


@dataclass(frozen=True, slots=True)
class ReminderRecord:
    """A slot of the ledger, then the shown columns of its ticket."""

    id: int
    ticket_id: int
    clock: ClockName
    slot: str
    round: int
    planned_at: datetime
    due_at: datetime | None
    state: ReminderState
    raised_at: datetime | None
    shown_at: datetime | None
    channel: str
    times_raised: int
    acknowledged_at: datetime | None
    acknowledged_by: str
    returns_at: datetime | None
    reason: str
    cause: str
    made_at: datetime | None
    number: str
    title: str
    content: str
    street: str
    urgency: Urgency
    status: str
    is_open: bool
    signed_at: datetime | None
    dispatched_at: datetime
    ruled_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReceiptRecord:
    """The channel on which a raised slot was shown, and whether it was delivered."""

    id: int
    reminder_id: int
    at: datetime
    channel: str
    delivered: bool
    detail: str


class Deed(NamedTuple):
    """A person's first action on the ticket after a slot rang."""

    at: datetime
    who: str
    verb: JournalVerb
