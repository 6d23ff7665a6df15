"""What the closing list is made of, as the register keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ClosingTicket:
    """A ticket of the list, with the columns that a line shows."""

    id: int
    number: str
    title: str
    content: str
    unit: str
    deadline_at: datetime | None


@dataclass(frozen=True, slots=True)
class MissedTicket:
    """A ticket that nobody contacted, with the finding's reason."""

    id: int
    number: str
    title: str
    content: str
    unit: str
    deadline_at: datetime | None
    finding_id: int
    reason: str
