"""What a period's reports read: its tickets, and how many were dispatched, signed and closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from app.rules.states import Urgency


@dataclass(frozen=True, slots=True)
class PeriodTicket:
    """A ticket as the log of a period tells it."""

    number: str
    source: str
    urgency: Urgency
    title: str
    content: str
    street: str
    merchant: str
    category_1: str
    category_2: str
    category_3: str
    unit: str
    status: str
    dispatched_at: datetime
    dispatched_basis: str
    sign_due_at: datetime | None
    signed_at: datetime | None
    signed_by: str
    sign_late: bool
    sign_late_reason: str
    deadline_at: datetime | None
    closed_at: datetime | None
    ruled_at: datetime | None


class PeriodCounts(NamedTuple):
    """How many tickets of the living desk a period saw."""

    dispatched: int
    signed: int
    signed_late: int
    closed: int
