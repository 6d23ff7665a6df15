"""Frozen rows of contacts: calls to a caller, the contact ledger, calls of the phone system; phones are masked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.desk.ticket.row import title_of
from app.models.contact.records import AttemptOfTicket, AttemptRecord, ListedCall
from app.models.ticket.records import TicketRecord
from app.rules.contact.call_flow import AttemptSource, CallState
from app.rules.contact.states import AttemptOutcome
from app.rules.finding.states import FindingKind
from app.rules.shared.masking import mask_phone, mask_text


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One call to the caller; `seconds` it lasted, `evidence` the hash of a kept file.

    `corrections` are the journal lines of its corrections.
    """

    id: int
    at: datetime
    who: str
    number_masked: str
    outcome: AttemptOutcome
    note: str
    reached: str = ""
    seconds: int | None = None
    evidence: str = ""
    corrections: tuple[int, ...] = ()


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
    source: AttemptSource
    findings: tuple[FindingKind, ...] = ()
    corrections: tuple[int, ...] = ()


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


def attempt_row(record: AttemptRecord) -> AttemptRow:
    """The row of one call to the caller."""
    return AttemptRow(
        id=record.id,
        at=record.at,
        who=record.who,
        number_masked=mask_phone(record.number) if record.number else "",
        outcome=record.outcome,
        note=mask_text(record.note),
        reached=record.reached,
        seconds=record.seconds,
        evidence=record.evidence,
        corrections=record.corrections,
    )


def contact_row(record: AttemptOfTicket, open_kinds: Sequence[FindingKind] = ()) -> ContactRow:
    """The row of one contact of the ledger."""
    return ContactRow(
        id=record.id,
        ticket_id=record.ticket_id,
        ticket_number=record.ticket_number,
        ticket_title=mask_text(title_of(record)),
        unit=mask_text(record.unit),
        at=record.at,
        who=record.who,
        number_masked=mask_phone(record.number) if record.number else "",
        outcome=record.outcome,
        reached=record.reached,
        seconds=record.seconds,
        note=mask_text(record.note),
        evidence=record.evidence,
        source=record.source,
        findings=tuple(open_kinds),
        corrections=record.corrections,
    )


def candidate(ticket: TicketRecord) -> Candidate:
    """The row of a ticket that a call may belong to."""
    return Candidate(ticket.id, ticket.number, mask_text(title_of(ticket)), ticket.dispatched_at)


def call_row(record: ListedCall, candidates: tuple[Candidate, ...] = ()) -> CallRow:
    """The row of one call of the phone system."""
    return CallRow(
        id=record.id,
        at=record.at,
        number_masked=mask_phone(record.number),
        outcome=record.outcome,
        seconds=record.seconds,
        agent=record.agent,
        state=record.state,
        ticket_id=record.ticket_id,
        ticket_number=record.ticket_number or "",
        candidates=candidates,
    )
