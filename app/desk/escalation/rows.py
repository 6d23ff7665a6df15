"""The frozen row of an escalation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.desk.ticket.row import title_of
from app.models.escalation.records import EscalationRecord
from app.rules.escalation.states import EscalationState
from app.rules.shared.masking import mask_text


@dataclass(frozen=True, slots=True)
class EscalationRow:
    """A ticket whose deadline passed while open: to be reported to the lead, and the record that it was.

    `next_level_at` is when the next level opens, None when it will not. `note` is what was answered, or why it was
    taken back. `corrections` are the journal lines of its corrections.
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
    corrections: tuple[int, ...] = ()


def escalation_row(row: EscalationRecord) -> EscalationRow:
    """One report to the lead."""
    return EscalationRow(
        id=row.id,
        ticket_id=row.ticket_id,
        ticket_number=row.number,
        ticket_title=mask_text(title_of(row)),
        unit=mask_text(row.unit),
        street=mask_text(row.street),
        deadline_at=row.deadline_at,
        level=row.level,
        raised_at=row.raised_at,
        next_level_at=row.next_level_at,
        state=row.state,
        reported_at=row.reported_at,
        reported_to=row.reported_to,
        channel=row.channel,
        reported_by=row.reported_by,
        note=mask_text(row.note),
        corrections=row.corrections,
    )
