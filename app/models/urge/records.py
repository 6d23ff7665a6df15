"""Records of urge rounds: a round, its tickets, a slot that has come, and what can change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from app.rules.ticket.states import TicketStatus
from app.rules.urge.states import UrgeOrigin, UrgeState


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRound:
    """A round to be opened."""

    slot: datetime
    unit: str
    part: int
    origin: UrgeOrigin
    state: UrgeState
    level: int
    tries: int
    to_name: str
    to_duty: str
    to_phone: str
    channel: str
    opened_at: datetime
    opened_by: str


@dataclass(frozen=True, slots=True)
class RoundRecord:
    """One round of urging one unit; `next_at` is when it is urged again or rises."""

    id: int
    slot: datetime
    unit: str
    part: int
    origin: UrgeOrigin
    state: UrgeState
    level: int
    tries: int
    to_name: str
    to_duty: str
    to_phone: str
    channel: str
    text: str
    opened_at: datetime
    opened_by: str
    sent_at: datetime | None
    sent_by: str
    not_reached_at: datetime | None
    next_at: datetime | None
    answered_at: datetime | None
    answered_by: str
    recorded_by: str
    answer: str
    promised_at: datetime | None
    broken_at: datetime | None
    note: str
    version: int


class RoundChange(TypedDict, total=False):
    """The columns of a round that can change."""

    state: UrgeState
    level: int
    to_name: str
    to_duty: str
    to_phone: str
    channel: str
    text: str
    sent_at: datetime | None
    sent_by: str
    not_reached_at: datetime | None
    next_at: datetime | None
    answered_at: datetime | None
    answered_by: str
    recorded_by: str
    answer: str
    promised_at: datetime | None
    broken_at: datetime | None
    note: str


@dataclass(frozen=True, slots=True)
class RoundTicketRecord:
    """One ticket of a round with what the unit said of it, then the columns of the ticket itself.

    `judged` says that its promise was kept, broken, or replaced by a later answer.
    """

    round_id: int
    ticket_id: int
    answered_at: datetime | None
    answer: str
    promised_at: datetime | None
    judged: bool
    number: str
    title: str
    content: str
    caller: str
    unit: str
    street: str
    status: TicketStatus
    is_open: bool
    deadline_at: datetime | None
    first_contact_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class DueSlot:
    """A slot of the day's series that has come and was not looked at yet, with its ticket."""

    reminder_id: int
    planned_at: datetime
    made_at: datetime | None
    ticket_id: int
    unit: str
    status: TicketStatus
    deadline_at: datetime | None


@dataclass(frozen=True, slots=True)
class OfficeTicket:
    """An open ticket of a unit, as urging by hand chooses it."""

    id: int
    number: str
    unit: str
    status: TicketStatus
    deadline_at: datetime | None
