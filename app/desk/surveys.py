"""The callback: what was answered, who could not be reached, and what goes back into handling."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from app.base.changes import Change, Outcome
from app.base.clock import local_day
from app.base.errors import Refused
from app.base.people import Person
from app.desk import survey_forms
from app.desk.access import Action, require
from app.desk.contact import NewAttempt, keep_attempt
from app.desk.context import Desk
from app.desk.finding_facts import CALLBACK
from app.desk.findings import refresh_findings
from app.desk.records import change_ticket, status_after, the_ticket
from app.models.stores import Stores
from app.models.ticket_record import TicketChange
from app.rules.journal import JournalVerb
from app.rules.moves import TicketVerb
from app.rules.reach import may_be_unreachable
from app.rules.states import (
    ATTEMPT_WORDS,
    AttemptOutcome,
    Contacted,
    Satisfied,
    Solved,
    TicketStatus,
)
from app.rules.survey import Objection, closes_ticket, is_valid, objection
from app.rules.survey_form import REASON_MARK, Meanings, Value
from app.rules.time_left import clock_time

_CHANGES = Change.TICKETS | Change.CONTACTS | Change.REMINDERS | Change.JOURNAL


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """What recording a call did: whether the survey counts and whether the ticket is closed with it."""

    number: str
    valid: bool
    closed: bool
    round: int


@dataclass(frozen=True, slots=True)
class Answers:
    """What the caller answered, as the form's words by question; `codes` are coded reasons of the form."""

    form: int
    words: Mapping[str, str]
    codes: tuple[str, ...] = ()


def record(
    desk: Desk,
    *,
    person: Person,
    ticket_id: int,
    number_index: int | None,
    outcome: AttemptOutcome,
    contacted: Contacted | None = None,
    solved: Solved | None = None,
    satisfied: Satisfied | None = None,
    answers: Answers | None = None,
    reason: str = "",
    valid: bool | None = None,
    note: str = "",
) -> Outcome[SurveyResult]:
    """Records one callback: the attempt always, the survey when the caller answered.

    A valid survey takes the ticket out of the queue; rounds are kept apart. `answers` in the words of a form decide
    what they count as; without them what they count as is given, and the form in force lends its words. `valid`
    can only make one not valid.

    Raises:
        Refused: not to be called back, a reason lacks (field "reason"), answers though nobody was reached
            ("outcome"), called valid without all answers ("valid"), not a number of this ticket ("number").

    """
    require(person, Action.CONTACT)
    with desk.register.writing() as stores:
        said = _said(desk, stores, answers, {"contacted": contacted, "solved": solved, "satisfied": satisfied})
        given = (said.counts.contacted, said.counts.solved, said.counts.satisfied)
        why = reason.strip() or REASON_MARK.join(said.answers.codes)
        _heed(objection(outcome, *given, why, valid, said.counts.reason))
        counts = is_valid(outcome, *given) and valid is not False
        closes = counts and closes_ticket(*given)
        row = the_ticket(stores, ticket_id)
        closed = status_after(row, TicketVerb.RECORD_SURVEY)
        attempt_id = keep_attempt(
            desk, stores, person, row, NewAttempt(number_index, outcome, note or why, source=CALLBACK)
        )
        number, text = 0, f"回访：{ATTEMPT_WORDS[outcome]}"
        if outcome is AttemptOutcome.REACHED:
            about = {"ticket_id": ticket_id, "attempt_id": attempt_id, "at": desk.now(), "who": person.name}
            kept = {"valid": int(counts), "reason": reason.strip()}
            number = stores.contacts.add_survey(said.columns() | about | kept)
            text += f"，第 {number} 次结果{'有效' if counts else '无效'}"
        _note_callback(desk, stores, person, ticket_id, text, closed if closes else None)
        refresh_findings(desk, stores, ticket_id, who=person.name)
    told = SurveyResult(row.number, counts, closes, number)
    return Outcome(_CHANGES, told, f"{row.number} 回访已记录{'，已办结' if closes else ''}")


@dataclass(frozen=True, slots=True)
class _Said:
    """The answers with what they count as; both are kept, so that a newer form changes no older figure."""

    answers: Answers
    counts: Meanings

    def columns(self) -> dict[str, object]:
        """What the register keeps of them."""
        return {
            "contacted": self.counts.contacted or "",
            "solved": self.counts.solved or "",
            "satisfied": self.counts.satisfied or "",
            "reason_codes": REASON_MARK.join(self.answers.codes),
            "form": self.answers.form,
            "answers": json.dumps(dict(self.answers.words), ensure_ascii=False),
        }


def _said(desk: Desk, stores: Stores, answers: Answers | None, meanings: Mapping[str, Value | None]) -> _Said:
    forms = survey_forms.versions_in(stores)
    if answers is None:
        form = survey_forms.in_force_of(forms, local_day(desk.now()))
        answers = Answers(form.number, form.words_for(meanings))
    else:
        form = survey_forms.numbered(forms, answers.form)
    return _Said(answers, form.meanings(answers.words))


def _heed(wrong: Objection | None) -> None:
    if wrong is not None:
        raise Refused(wrong.message, field=wrong.field)


def _note_callback(
    desk: Desk, stores: Stores, person: Person, ticket_id: int, text: str, closed: TicketStatus | None
) -> None:
    row = the_ticket(stores, ticket_id)
    closed_at = row.closed_at or desk.now()
    values = {"status": closed.value, "closed_at": closed_at} if closed is not None else {}
    change_ticket(desk, stores, person, row, values, verb=JournalVerb.SURVEY, text=text, local=tuple(values))


def mark_unreachable(desk: Desk, *, person: Person, ticket_id: int) -> Outcome[str]:
    """Takes a ticket out of the callback queue because the caller could not be reached by the rule in force.

    Raises:
        Refused: the attempts do not satisfy the rule; the message says what is missing.

    """
    require(person, Action.CONTACT)
    with desk.register.writing() as stores:
        row = the_ticket(stores, ticket_id)
        closed = status_after(row, TicketVerb.RECORD_SURVEY)
        attempts = [(found.at, AttemptOutcome(found.outcome)) for found in stores.contacts.attempts_of(ticket_id)]
        verdict = may_be_unreachable(attempts, desk.rules_for(row.dispatched_at), desk.now())
        if not verdict.allowed:
            raise Refused("还不能定为无法联系：" + "；".join(verdict.missing))
        values = {"status": closed.value, "closed_at": row.closed_at or desk.now()}
        text = f"无法联系：已拨打 {len(attempts)} 次，符合规则"
        change_ticket(desk, stores, person, row, values, verb=JournalVerb.UNREACHABLE, text=text, local=tuple(values))
    return Outcome(_CHANGES, row.number, f"{row.number} 定为无法联系，已办结")


def rework(desk: Desk, *, person: Person, ticket_id: int, reason: str) -> Outcome[str]:
    """Sends a ticket whose caller is not content back into handling (二次办理) with clocks of its own.

    From now on first contact and handling are counted anew; an imported deadline holds while it lies ahead. The
    surveys, calls and the first sign-for stay as they are.

    Raises:
        Refused: no reason is given (field "reason"), or the ticket's state does not allow it.

    """
    require(person, Action.CONTACT)
    if not reason.strip():
        raise Refused("请写明二次办理的原因", field="reason")
    with desk.register.writing() as stores:
        row = the_ticket(stores, ticket_id)
        status = status_after(row, TicketVerb.REWORK)
        again: TicketChange = {"reworked_at": desk.now(), "first_contact_at": None, "reported_at": None}
        values: TicketChange = {"status": status.value, "closed_at": None}
        text = "二次办理，联系和办理重新计时：" + reason.strip()
        change_ticket(
            desk, stores, person, row, {**values, **again}, verb=JournalVerb.REWORK, text=text, local=tuple(values)
        )
        due = the_ticket(stores, ticket_id).deadline_at
    until = f"，应于 {clock_time(due)} 前办结" if due is not None else ""
    return Outcome(_CHANGES, row.number, f"{row.number} 已转二次办理{until}")
