"""Frozen rows of contact quality: findings, calls of the phone system, and the ledger of all contacts."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.desk.reading import title_of
from app.rules.findings import FindingKind, FindingState
from app.rules.phones import mask_phone, mask_text
from app.rules.states import AttemptOutcome


class CallState(enum.StrEnum):
    """Where a call of the phone system stands."""

    MATCHED = "matched"
    UNMATCHED = "unmatched"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding with its ticket; `note` is the explanation, or what corrected it."""

    id: int
    ticket_id: int
    ticket_number: str
    ticket_title: str
    street: str
    unit: str
    kind: FindingKind
    at: datetime
    found_at: datetime
    reason: str
    state: FindingState
    decided_at: datetime | None
    decided_by: str
    note: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A ticket that a call may belong to."""

    ticket_id: int
    number: str
    title: str
    dispatched_at: datetime


@dataclass(frozen=True, slots=True)
class CallRow:
    """One line of a call list; `candidates` are the tickets that bear its number and were open then."""

    id: int
    at: datetime
    number_masked: str
    outcome: AttemptOutcome
    seconds: int | None
    agent: str
    state: CallState
    ticket_id: int | None
    ticket_number: str
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One contact of the ledger over all tickets; `findings` names what is open about it."""

    id: int
    ticket_id: int
    ticket_number: str
    ticket_title: str
    unit: str
    at: datetime
    who: str
    number_masked: str
    outcome: AttemptOutcome
    reached: str
    seconds: int | None
    note: str
    evidence: str
    source: str
    findings: tuple[FindingKind, ...] = ()


def finding_row(row: Any) -> FindingRow:
    """One finding as it leaves the desk."""
    return FindingRow(
        id=row.id,
        ticket_id=row.ticket_id,
        ticket_number=row.number,
        ticket_title=mask_text(title_of(row)),
        street=row.street,
        unit=row.unit,
        kind=FindingKind(row.kind),
        at=row.at,
        found_at=row.found_at,
        reason=mask_text(row.reason),
        state=FindingState(row.state),
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        note=mask_text(row.note),
    )


def call_row(row: Any, candidates: tuple[Candidate, ...] = ()) -> CallRow:
    """One call of the phone system as it leaves the desk."""
    return CallRow(
        id=row.id,
        at=row.at,
        number_masked=mask_phone(row.number),
        outcome=AttemptOutcome(row.outcome),
        seconds=row.seconds,
        agent=row.agent,
        state=CallState(row.state),
        ticket_id=row.ticket_id,
        ticket_number=row.ticket_number or "",
        candidates=candidates,
    )
