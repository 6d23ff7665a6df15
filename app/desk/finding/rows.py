"""The frozen row of a finding; phones in its words are masked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.desk.ticket.row import title_of
from app.models.finding.records import FindingRecord
from app.models.register.stores import Stores
from app.rules.finding.states import ABOUT_A_CALL, FindingKind, FindingState
from app.rules.outage import span_words
from app.rules.shared.masking import mask_text
from app.rules.ticket.deadlines import Span, outage_of

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding with its ticket; `note` explains it or says what corrected it, `attempt_id` is the call meant.

    `outage` names the outage of the platform in which the contact limit ran out.
    """

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
    outage: str = ""


def finding_rows(stores: Stores, records: Sequence[FindingRecord]) -> list[FindingRow]:
    """The rows of findings; a contact limit that ran out while the platform was down says so."""
    limits = [record.at for record in records if record.kind is FindingKind.PAST_CONTACT_LIMIT]
    if not limits:
        return [_row(record, ()) for record in records]
    found = stores.platform_outages.touching(min(limits), max(limits) + _SECOND)
    outages = [(one.since, one.until) for one in found]
    return [_row(record, outages) for record in records]


def _row(record: FindingRecord, outages: Sequence[Span]) -> FindingRow:
    past_limit = record.kind is FindingKind.PAST_CONTACT_LIMIT
    outage = outage_of(record.at, outages) if past_limit else None
    down = "" if outage is None else f"平台故障 {span_words(*outage)}"
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
        reason=mask_text(record.reason) + (f"；到时在{down}期间，单独统计" if down else ""),
        state=record.state,
        decided_at=record.decided_at,
        decided_by=record.decided_by,
        note=mask_text(record.note),
        attempt_id=int(record.key) if record.kind in ABOUT_A_CALL else None,
        outage=down,
    )
