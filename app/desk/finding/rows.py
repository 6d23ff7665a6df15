"""The frozen row of a finding; phones in its words are masked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.desk.ticket.row import title_of
from app.models.finding.records import FindingRecord
from app.rules.finding.states import ABOUT_A_CALL, FindingKind, FindingState
from app.rules.shared.masking import mask_text


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


def finding_row(record: FindingRecord) -> FindingRow:
    """The row of one finding."""
    return FindingRow(
        id=record.id,
        ticket_id=record.ticket_id,
        ticket_number=record.number,
        ticket_title=mask_text(title_of(record)),
        street=mask_text(record.street),
        unit=mask_text(record.unit),
        kind=record.kind,
        at=record.at,
        found_at=record.found_at,
        reason=mask_text(record.reason),
        state=record.state,
        decided_at=record.decided_at,
        decided_by=record.decided_by,
        note=mask_text(record.note),
        attempt_id=int(record.key) if record.kind in ABOUT_A_CALL else None,
    )
