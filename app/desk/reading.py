"""Turns register rows into the frozen rows that leave the desk; phones are masked on the way."""

from __future__ import annotations

from app.desk.rows import EscalationRow
from app.desk.ticket.row import title_of
from app.models.escalation_records import EscalationRecord
from app.rules.shared.phones import mask_text


def escalation_row(row: EscalationRecord) -> EscalationRow:
    """One report to the lead."""
    return EscalationRow(
        id=row.id,
        ticket_id=row.ticket_id,
        ticket_number=row.number,
        ticket_title=mask_text(title_of(row)),
        unit=row.unit,
        street=row.street,
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
    )
