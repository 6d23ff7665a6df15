"""Frozen rows of contact: attempts, surveys, findings, calls of the phone system, and the ledger of all contacts."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.rules.findings import FindingKind, FindingState
from app.rules.states import AttemptOutcome, Contacted, Satisfied, Solved


class CallState(enum.StrEnum):
    """Where a call of the phone system stands."""

    MATCHED = "matched"
    UNMATCHED = "unmatched"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One call to the caller; `seconds` it lasted, `evidence` the hash of a kept file."""

    id: int
    at: datetime
    who: str
    number_masked: str
    outcome: AttemptOutcome
    note: str
    reached: str = ""
    seconds: int | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """One answered survey; `round` counts from 1, so that first and later answers stay apart.

    `answers` are the words that were chosen in the form of that number; contacted, solved and satisfied are what they
    counted as.
    """

    id: int
    round: int
    at: datetime
    who: str
    valid: bool
    contacted: Contacted | None
    solved: Solved | None
    satisfied: Satisfied | None
    reason: str
    reason_codes: str = ""
    form: int = 1
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding with its ticket; `note` explains it or says what corrected it, `attempt_id` is the call meant."""

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
    attempt_id: int | None = None


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
