"""Records of handovers: a signed sheet, the reminder of a shift without one, and what is read for a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from app.models.ticket.records import OpenTicket
from app.rules.contact.states import AttemptOutcome
from app.rules.reminder.states import ReminderState


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHandover:
    """A sheet that is signed."""

    shift: str
    shift_from: datetime
    shift_to: datetime
    shift_end: datetime
    body: str
    sha256: str
    words: str
    zero_report: bool
    signed_at: datetime
    signed_by: str


@dataclass(frozen=True, slots=True)
class HandoverRecord:
    """A signed sheet without its body; `taken_at` is None until somebody takes over."""

    id: int
    shift: str
    shift_from: datetime
    shift_to: datetime
    shift_end: datetime
    sha256: str
    zero_report: bool
    signed_at: datetime
    signed_by: str
    taken_at: datetime | None
    taken_by: str
    taken_note: str
    version: int


@dataclass(frozen=True, slots=True)
class HandoverSlot:
    """The reminder of a shift that ended without a signed sheet."""

    id: int
    shift: str
    shift_from: datetime
    planned_at: datetime
    due_at: datetime
    state: ReminderState
    raised_at: datetime | None
    shown_at: datetime | None
    channel: str
    times_raised: int
    acknowledged_at: datetime | None
    acknowledged_by: str
    returns_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class OpenOnSheet(OpenTicket):
    """An open ticket, of the backlog too, with what a sheet says of it."""

    title: str
    content: str
    unit: str
    street: str


class LastAttempt(NamedTuple):
    """The last call about an open ticket."""

    ticket_id: int
    at: datetime
    outcome: AttemptOutcome
    tries: int


class MutedSlot(NamedTuple):
    """A reminder of an open ticket that is silent until an instant."""

    ticket_id: int
    clock: str
    until: datetime
    who: str
