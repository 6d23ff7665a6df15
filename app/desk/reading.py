"""Turns register rows into the frozen rows that leave the desk; phones are masked on the way."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from app.desk.rows import (
    AttemptRow,
    EscalationRow,
    JournalRow,
    ReminderRow,
    ReturnRow,
    SurveyRow,
    TicketRow,
)
from app.models.tables import NEVER
from app.rules.phones import mask_phone, mask_text
from app.rules.states import (
    AttemptOutcome,
    ClockName,
    Contacted,
    EscalationState,
    ReminderState,
    ReturnGround,
    ReturnState,
    Satisfied,
    Solved,
    TicketStatus,
    Urgency,
)

_TITLE_FROM_CONTENT = 40


def title_of(row: Any) -> str:
    """The ticket's title; when a file gave none, the beginning of its content."""
    return row.title or row.content[:_TITLE_FROM_CONTENT] or "（无标题）"


def ticket_row(row: Any) -> TicketRow:
    """One list line."""
    clock = ClockName(row.next_clock) if row.next_clock else None
    due = None
    if clock is ClockName.SIGN:
        due = row.sign_due_at
    elif clock is not None and row.next_due != NEVER:
        due = row.deadline_at
    return TicketRow(
        id=row.id,
        number=row.number,
        title=mask_text(title_of(row)),
        urgency=Urgency(row.urgency),
        status=TicketStatus(row.status),
        street=row.street,
        merchant=mask_text(row.merchant),
        unit=row.unit,
        next_clock=clock,
        next_from=row.dispatched_at if clock else None,
        next_due_at=due,
        dispatched_at=row.dispatched_at,
        dispatched_estimated=bool(row.dispatched_basis),
        sign_due_at=row.sign_due_at,
        signed_at=row.signed_at,
        deadline_at=row.deadline_at,
        closed_at=row.closed_at,
        backlog=bool(row.backlog),
        version=row.version,
    )


def reminder_row(row: Any) -> ReminderRow:
    """One slot of the ledger."""
    return ReminderRow(
        id=row.id,
        ticket_id=row.ticket_id,
        ticket_number=row.number,
        ticket_title=mask_text(title_of(row)),
        street=row.street,
        urgency=Urgency(row.urgency),
        clock=ClockName(row.clock),
        slot=row.slot,
        planned_at=row.planned_at,
        due_at=row.due_at,
        state=ReminderState(row.state),
        raised_at=row.raised_at,
        shown_at=row.shown_at,
        times_raised=row.times_raised,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=row.acknowledged_by,
        returns_at=row.returns_at,
        reason=row.reason,
    )


def journal_row(row: Any) -> JournalRow:
    """One line of the journal."""
    changes: Mapping[str, list[str]] = json.loads(row.changes)
    return JournalRow(
        id=row.id,
        at=row.at,
        who=row.who,
        verb=row.verb,
        ticket_id=row.ticket_id,
        ticket_number=row.ticket_number,
        text=mask_text(row.text),
        changes={word: (mask_text(pair[0]), mask_text(pair[1])) for word, pair in changes.items()},
    )


def attempt_row(row: Any) -> AttemptRow:
    """One call."""
    return AttemptRow(
        id=row.id,
        at=row.at,
        who=row.who,
        number_masked=mask_phone(row.number) if row.number else "",
        outcome=AttemptOutcome(row.outcome),
        note=mask_text(row.note),
    )


def survey_row(row: Any) -> SurveyRow:
    """One answered survey."""
    return SurveyRow(
        id=row.id,
        round=row.round,
        at=row.at,
        who=row.who,
        valid=bool(row.valid),
        contacted=Contacted(row.contacted) if row.contacted else None,
        solved=Solved(row.solved) if row.solved else None,
        satisfied=Satisfied(row.satisfied) if row.satisfied else None,
        reason=mask_text(row.reason),
    )


def return_row(row: Any) -> ReturnRow:
    """One line of the return register."""
    return ReturnRow(
        id=row.id,
        ticket_id=row.ticket_id,
        ticket_number=row.number,
        ticket_title=mask_text(title_of(row)),
        round=row.round,
        state=ReturnState(row.state),
        ground=ReturnGround(row.ground),
        basis=mask_text(row.basis),
        suggested_unit=row.suggested_unit,
        note=mask_text(row.note),
        attachments=tuple(json.loads(row.attachments)),
        created_at=row.created_at,
        created_by=row.created_by,
        sent_at=row.sent_at,
        due_at=row.due_at,
        decided_at=row.decided_at,
        decision_note=mask_text(row.decision_note),
        version=row.version,
    )


def escalation_row(row: Any) -> EscalationRow:
    """One report to the lead."""
    return EscalationRow(
        id=row.id,
        ticket_id=row.ticket_id,
        ticket_number=row.number,
        ticket_title=mask_text(title_of(row)),
        unit=row.unit,
        street=row.street,
        deadline_at=row.deadline_at,
        raised_at=row.raised_at,
        state=EscalationState(row.state),
        reported_at=row.reported_at,
        reported_to=row.reported_to,
        channel=row.channel,
        reported_by=row.reported_by,
        note=mask_text(row.note),
    )
