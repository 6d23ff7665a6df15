"""Turns register rows into the frozen rows that leave the desk; phones are masked on the way."""

from __future__ import annotations

from app.desk.rows import EscalationRow, ReminderRow
from app.desk.ticket.row import title_of
from app.models.escalation_records import EscalationRecord
from app.models.reminder_records import ReminderRecord
from app.rules.law.urgency import LevelBook, governed_from
from app.rules.shared.phones import mask_text


def reminder_row(row: ReminderRecord, levels: LevelBook) -> ReminderRow:
    """One slot of the ledger."""
    return ReminderRow(
        id=row.id,
        ticket_id=row.ticket_id,
        ticket_number=row.number,
        ticket_title=mask_text(title_of(row)),
        street=row.street,
        level=levels.of(row.urgency, governed_from(row.dispatched_at, row.ruled_at)),
        clock=row.clock,
        slot=row.slot,
        planned_at=row.planned_at,
        due_at=row.due_at,
        state=row.state,
        raised_at=row.raised_at,
        shown_at=row.shown_at,
        times_raised=row.times_raised,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=row.acknowledged_by,
        returns_at=row.returns_at,
        reason=row.reason,
        cause=row.cause,
    )


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
