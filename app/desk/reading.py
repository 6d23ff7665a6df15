"""Turns register rows into the frozen rows that leave the desk; phones are masked on the way."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Protocol

from app.desk.contact_rows import AttemptRow, SurveyRow
from app.desk.rows import EscalationRow, JournalRow, ReminderRow, ReturnRow
from app.desk.ticket_row import TicketRow
from app.models.escalation_records import EscalationRecord
from app.models.lines import LINE_COLUMNS
from app.models.reminder_records import ReminderRecord
from app.models.ticket_record import TicketRecord
from app.rules.journal import JournalVerb
from app.rules.phones import mask_phone, mask_text
from app.rules.return_states import ReturnDirection, ReturnGround, ReturnState
from app.rules.states import (
    AttemptOutcome,
    Contacted,
    Satisfied,
    Solved,
)
from app.rules.urgency import LevelBook, governed_from

_TITLE_FROM_CONTENT = 40


class Titled(Protocol):
    """What has a ticket's title and content: the ticket itself, or a record joined with it."""

    @property
    def title(self) -> str: ...  # noqa: D102

    @property
    def content(self) -> str: ...  # noqa: D102


def title_of(row: Titled) -> str:
    """The ticket's title; when a file gave none, the beginning of its content."""
    return row.title or row.content[:_TITLE_FROM_CONTENT] or "（无标题）"


def ticket_row(row: TicketRecord, levels: LevelBook, *, revealed: bool = False) -> TicketRow:
    """The list line of a whole ticket."""
    kept = row.values()
    line = {name: kept[name] for name in LINE_COLUMNS} | {"title": title_of(row)}
    return TicketRow.of(**line, revealed=revealed, levels=levels)


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


def journal_row(row: Any) -> JournalRow:
    """One line of the journal."""
    changes: Mapping[str, list[str]] = json.loads(row.changes) if row.changes != "{}" else {}
    return JournalRow(
        id=row.id,
        at=row.at,
        who=row.who,
        verb=JournalVerb(row.verb),
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
        reached=row.reached,
        seconds=row.seconds,
        evidence=row.evidence,
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
        reason_codes=row.reason_codes,
        form=row.form,
        answers=json.loads(row.answers),
    )


def return_row(row: Any) -> ReturnRow:
    """One line of the return register."""
    return ReturnRow(
        id=row.id,
        ticket_id=row.ticket_id,
        ticket_number=row.number,
        ticket_title=mask_text(title_of(row)),
        round=abs(row.round),
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
        direction=ReturnDirection(row.direction),
        department=row.department,
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
