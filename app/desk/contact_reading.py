"""Turns register rows of contact quality into the frozen rows that leave the desk; phones are masked on the way."""

from __future__ import annotations

from typing import Any

from app.desk.contact_rows import CallRow, CallState, Candidate, ContactRow, FindingRow
from app.desk.titles import title_of
from app.rules.findings import ABOUT_A_CALL, FindingKind, FindingState
from app.rules.phones import mask_phone, mask_text
from app.rules.states import AttemptOutcome


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
        attempt_id=int(row.key) if row.kind in ABOUT_A_CALL else None,
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


def contact_row(row: Any, open_kinds: tuple[FindingKind, ...] = ()) -> ContactRow:
    """One contact of the ledger as it leaves the desk."""
    return ContactRow(
        id=row.id,
        ticket_id=row.ticket_id,
        ticket_number=row.ticket_number,
        ticket_title=mask_text(title_of(row)),
        unit=row.unit,
        at=row.at,
        who=row.who,
        number_masked=mask_phone(row.number) if row.number else "",
        outcome=AttemptOutcome(row.outcome),
        reached=row.reached,
        seconds=row.seconds,
        note=mask_text(row.note),
        evidence=row.evidence,
        source=row.source,
        findings=open_kinds,
    )
