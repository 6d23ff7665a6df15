"""The JSON shapes of the commands: times ISO 8601 with +08:00, states by their code names."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from datetime import datetime

from app.base.clock import iso
from app.desk.calls import CallsResult
from app.desk.contact_rows import AttemptRow
from app.desk.finding_rows import FindingRow
from app.desk.intake import FileResult
from app.desk.return_rows import ReturnRow
from app.desk.rows import ClockRow, EscalationRow, JournalRow, ReminderRow, TicketDetail
from app.desk.survey_rows import SurveyRow
from app.desk.ticket_row import TicketRow
from app.reports.day_log import DayLog
from app.rules.drafts import RowProblem
from app.rules.states import STATUS_WORDS
from app.rules.survey_form import REASON_MARK
from app.rules.ticket_fields import Json, in_json


def ticket_shape(row: TicketRow) -> dict[str, object]:
    """One line of a list."""
    return {
        **{one.key: _plain(getattr(row, one.name)) for one in in_json(Json.LINE)},
        "status_text": STATUS_WORDS[row.status],
        "dispatched_at_estimated": row.dispatched_estimated,
        "next_due_at": iso(row.next_due_at),
    }


def detail_shape(told: TicketDetail) -> dict[str, object]:
    """The whole ticket."""
    return {
        **ticket_shape(told.row),
        **{one.key: _plain(getattr(told.ticket, one.name)) for one in in_json(Json.WHOLE)},
        "phones": list(told.phones),
        "category": told.category,
        "platform_answers": dict(told.platform_answers),
        "import": {"file": told.import_file, "row": told.ticket.import_row},
        **_history_shape(told),
    }


def _plain(value: object) -> object:
    """A field's value as JSON writes it."""
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, enum.Enum):
        return value.value
    return dict(value) if isinstance(value, Mapping) else value


def _history_shape(told: TicketDetail) -> dict[str, object]:
    return {
        "clocks": [_clock_shape(clock) for clock in told.clocks],
        "reminders": [reminder_shape(row, with_ticket=False) for row in told.reminders],
        "journal": [_journal_shape(line) for line in told.journal],
        "attempts": [_attempt_shape(attempt) for attempt in told.attempts],
        "surveys": [_survey_shape(survey) for survey in told.surveys],
        "returns": [_return_shape(row) for row in told.returns],
        "escalations": [_escalation_shape(row) for row in told.escalations],
    }


def _clock_shape(clock: ClockRow) -> dict[str, object]:
    return {
        "name": clock.name.value,
        "started_at": iso(clock.started_at),
        "due_at": iso(clock.due_at),
        "ended_at": iso(clock.ended_at),
        "state": clock.state.value,
        "rule_since": clock.rule_since.isoformat() if clock.rule_since is not None else None,
        "explanation": "；".join(clock.explanation),
        "steps": list(clock.explanation),
    }


def _journal_shape(line: JournalRow) -> dict[str, object]:
    return {
        "at": iso(line.at),
        "who": line.who,
        "verb": line.verb,
        "text": line.text,
        "changes": {word: {"from": old, "to": new} for word, (old, new) in line.changes.items()},
    }


def _attempt_shape(attempt: AttemptRow) -> dict[str, object]:
    return {
        "at": iso(attempt.at),
        "who": attempt.who,
        "number": attempt.number_masked,
        "outcome": attempt.outcome.value,
        "note": attempt.note,
    }


def _survey_shape(survey: SurveyRow) -> dict[str, object]:
    return {
        "round": survey.round,
        "at": iso(survey.at),
        "who": survey.who,
        "valid": survey.valid,
        "contacted": survey.contacted,
        "solved": survey.solved,
        "satisfied": survey.satisfied,
        "reason": survey.reason,
        "reason_codes": survey.reason_codes.split(REASON_MARK) if survey.reason_codes else [],
        "form": survey.form,
        "answers": dict(survey.answers),
    }


def _return_shape(row: ReturnRow) -> dict[str, object]:
    return {
        "round": row.round,
        "state": row.state.value,
        "ground": row.ground.value,
        "basis": row.basis,
        "suggested_unit": row.suggested_unit,
        "created_at": iso(row.created_at),
        "sent_at": iso(row.sent_at),
        "due_at": iso(row.due_at),
        "decided_at": iso(row.decided_at),
    }


def _escalation_shape(row: EscalationRow) -> dict[str, object]:
    return {
        "level": row.level,
        "state": row.state.value,
        "deadline_at": iso(row.deadline_at),
        "raised_at": iso(row.raised_at),
        "next_level_at": iso(row.next_level_at),
        "reported_at": iso(row.reported_at),
        "reported_to": row.reported_to,
        "channel": row.channel,
        "reported_by": row.reported_by,
        "note": row.note,
    }


def reminder_shape(row: ReminderRow, *, with_ticket: bool = True) -> dict[str, object]:
    """One slot of the ledger."""
    shape: dict[str, object] = {"number": row.ticket_number, "title": row.ticket_title} if with_ticket else {}
    return shape | {
        "clock": row.clock.value,
        "slot": row.slot,
        "planned_at": iso(row.planned_at),
        "due_at": iso(row.due_at),
        "state": row.state.value,
        "raised_at": iso(row.raised_at),
        "shown_at": iso(row.shown_at),
        "times_raised": row.times_raised,
        "acknowledged_at": iso(row.acknowledged_at),
        "acknowledged_by": row.acknowledged_by,
        "reason": row.reason,
        "cause": row.cause,
    }


def file_shape(result: FileResult) -> dict[str, object]:
    """What became of one file."""
    return {
        "file": result.file,
        "rows": result.rows,
        "created": result.created,
        "updated": result.updated,
        "unchanged": result.unchanged,
        "refused": result.refused,
        "problems": [_problem_shape(problem) for problem in result.problems],
        "problems_file": result.problems_file,
        "skipped_sheets": list(result.skipped_sheets),
        "error": result.error,
    }


def calls_shape(result: CallsResult) -> dict[str, object]:
    """What became of one call list."""
    return {
        "file": result.file,
        "rows": result.rows,
        "created": result.created,
        "unchanged": result.unchanged,
        "refused": result.refused,
        "matched": result.matched,
        "unmatched": result.unmatched,
        "problems": [_problem_shape(problem) for problem in result.problems],
        "problems_file": result.problems_file,
        "skipped_sheets": list(result.skipped_sheets),
        "error": result.error,
    }


def finding_shape(row: FindingRow) -> dict[str, object]:
    """One finding of the watch over contacts."""
    return {
        "kind": row.kind.value,
        "number": row.ticket_number,
        "at": iso(row.at),
        "reason": row.reason,
        "state": row.state.value,
    }


def _problem_shape(problem: RowProblem) -> dict[str, object]:
    return {
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "number": problem.number,
        "reason": problem.reason,
    }


def log_shape(told: DayLog) -> dict[str, object]:
    """A written day's log."""
    return {"file": str(told.file), "rows": dict(told.rows), "counted": dict(told.counted)}


def list_shape(total: int, rows: Sequence[TicketRow]) -> dict[str, object]:
    """A list with the true number of its tickets."""
    return {"total": total, "tickets": [ticket_shape(row) for row in rows]}
