"""Frozen rows of measures; numbers are masked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.desk.ticket.row import title_of
from app.models.measure.records import MeasureRecord
from app.rules.measure import Confirmation, MeasureKind, MeasureState
from app.rules.shared.masking import mask_text


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure with its ticket. `until` is the new deadline of an extension, else the time of the follow-up."""

    id: int
    ticket_id: int
    ticket_number: str
    ticket_title: str
    unit: str
    kind: MeasureKind
    state: MeasureState
    granted_by: str
    channel: str
    paper: str
    files: tuple[str, ...]
    reason: str
    until: datetime | None
    deadline_before: datetime | None
    confirmation: Confirmation | None
    platform_deadline: datetime | None
    compared_at: datetime | None
    made_at: datetime
    made_by: str
    ended_at: datetime | None
    ended_by: str
    note: str
    version: int


def measure_row(row: MeasureRecord) -> MeasureRow:
    """One line of the list."""
    return MeasureRow(
        id=row.id,
        ticket_id=row.ticket_id,
        ticket_number=row.number,
        ticket_title=mask_text(title_of(row)),
        unit=mask_text(row.unit),
        kind=row.kind,
        state=row.state,
        granted_by=row.granted_by,
        channel=row.channel,
        paper=mask_text(row.paper),
        files=tuple(file.name for file in row.files),
        reason=mask_text(row.reason),
        until=row.until,
        deadline_before=row.deadline_before,
        confirmation=row.confirmation,
        platform_deadline=row.platform_deadline,
        compared_at=row.compared_at,
        made_at=row.made_at,
        made_by=row.made_by,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        note=mask_text(row.note),
        version=row.version,
    )
