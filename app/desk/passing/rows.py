"""Frozen rows of buck-passing cases; phones are masked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.desk.ticket.row import title_of
from app.models.passing.records import PassingRecord
from app.rules.passing import Fact, PassingState
from app.rules.shared.masking import mask_text


@dataclass(frozen=True, slots=True)
class PassingRow:
    """One case with its ticket. `why` says what made it one, `parties` are the units in the order of their part."""

    id: int
    ticket_id: int
    ticket_number: str
    ticket_title: str
    street: str
    state: PassingState
    opened_at: datetime
    opened_by: str
    parties: tuple[str, ...]
    why: str
    reported_to: str
    reported_at: datetime | None
    reported_by: str
    follow_up_at: datetime | None
    outcome: str
    closed_at: datetime | None
    closed_by: str
    version: int


@dataclass(frozen=True, slots=True)
class PassingBrief:
    """The brief for the report of a case: the facts in time order and the text, ready to send."""

    facts: tuple[Fact, ...]
    text: str
    follow_up_at: datetime


def passing_row(case: PassingRecord) -> PassingRow:
    """One line of the list of cases."""
    return PassingRow(
        id=case.id,
        ticket_id=case.ticket_id,
        ticket_number=case.number,
        ticket_title=mask_text(title_of(case)),
        street=mask_text(case.street),
        state=case.state,
        opened_at=case.opened_at,
        opened_by=case.opened_by,
        parties=case.parties,
        why=mask_text(case.facts),
        reported_to=case.reported_to,
        reported_at=case.reported_at,
        reported_by=case.reported_by,
        follow_up_at=case.follow_up_at,
        outcome=mask_text(case.outcome),
        closed_at=case.closed_at,
        closed_by=case.closed_by,
        version=case.version,
    )
