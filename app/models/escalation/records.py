"""Records of escalations: one with its ticket, its changeable columns, the last work on a ticket."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from app.rules.escalation.states import EscalationState


@dataclass(frozen=True, slots=True)
class EscalationRecord:
    """An escalation, then the columns of its ticket that a list shows."""

    id: int
    ticket_id: int
    deadline_at: datetime
    level: int
    raised_at: datetime
    state: EscalationState
    next_level_at: datetime | None
    reported_at: datetime | None
    reported_to: str
    channel: str
    reported_by: str
    note: str
    corrections: tuple[int, ...]
    number: str
    title: str
    content: str
    unit: str
    street: str
    caller: str
    dispatched_at: datetime
    is_open: bool


@dataclass(frozen=True, slots=True)
class NewEscalation:
    """An escalation that opens; `next_level_at` is when the next level opens while nobody has reported."""

    ticket_id: int
    deadline_at: datetime
    level: int
    raised_at: datetime
    next_level_at: datetime | None = None
    state: EscalationState = EscalationState.OPEN


class EscalationChange(TypedDict, total=False):
    """The columns of an escalation that can change."""

    level: int
    raised_at: datetime
    state: EscalationState
    next_level_at: datetime | None
    reported_at: datetime | None
    reported_to: str
    channel: str
    reported_by: str
    note: str
    corrections: tuple[int, ...]
