"""Frozen rows that cross the border between the desk and its faces (window, commands, reports)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.rules.states import EscalationState


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
