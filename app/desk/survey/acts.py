"""The callback: records surveys, marks callers as unreachable, and sends tickets back into handling."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import Person
from app.desk.contact.acts import EnteredCall, keep_attempt
from app.desk.finding.acts import refresh_findings
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.survey import forms as survey_forms
from app.desk.ticket.records import change_ticket, status_after, the_ticket
from app.desk.ticket.undo import image, undo_of
from app.models.register.stores import Stores
from app.models.survey.records import NewSurvey
from app.models.ticket.records import TicketChange, TicketRecord
from app.rules.contact.call_flow import AttemptSource
from app.rules.contact.reach import may_be_unreachable
from app.rules.contact.states import ATTEMPT_WORDS, AttemptOutcome
from app.rules.journal import JournalVerb
from app.rules.shared.time_left import clock_time
from app.rules.survey.form import REASON_MARK, Meanings, Value
from app.rules.survey.states import Contacted, Satisfied, Solved
from app.rules.survey.validity import closes_ticket, is_valid, objection
from app.rules.ticket.moves import TicketVerb
from app.rules.ticket.platform_times import without_told
from app.rules.ticket.states import TicketStatus

_CHANGES = Change.TICKETS | Change.CONTACTS | Change.REMINDERS | Change.JOURNAL


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """The result of recording a call: whether the survey counts and whether it closed the ticket."""

    number: str
    valid: bool
    closed: bool
    round: int


class Then(enum.StrEnum):
    """What else happens to the ticket when a callback is recorded."""

    REWORK = "rework"
    GIVE_UP = "give-up"


_ACT_WORDS = {None: "回访", Then.REWORK: "转二次办理", Then.GIVE_UP: "定为无法联系"}


@dataclass(frozen=True, slots=True)
class Answers:
    """The caller's answers, as the form's words by question; `codes` are coded reasons of the form."""

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
    then: Then | None = None,
) -> Outcome[SurveyResult]:
    """Records one callback: the attempt always, the survey when the caller answered.

    A valid survey takes the ticket out of the queue; rounds are kept apart. `answers` in the words of a form decide
    what they count as; without them what they count as is given, and the form in force lends its words. `valid`
    can only make one not valid. `then` goes on with `rework` or `mark_unreachable` in the same transaction.

    Raises:
        Refused: not to be called back, a reason lacks (field "reason"), answers though nobody was reached
            ("outcome"), called valid without all answers ("valid"), not a number of this ticket ("number"); or what
            comes then is refused: nothing is recorded.

    """
    require(person, Action.CONTACT)
    survey_forms.versions(desk)  # read before the register is held
    with desk.register.writing() as stores:
        before = image(stores, [ticket_id])
        meant = {"contacted": contacted, "solved": solved, "satisfied": satisfied}
        survey = _Survey(outcome, _answered(desk, stores, answers, meant), reason.strip(), valid)
        survey.check()
        call = EnteredCall(number_index, outcome, note or survey.why, source=AttemptSource.CALLBACK)
        result = _record(desk, stores, person, ticket_id, survey, call)
        message = f"{result.number} 回访已记录{'，已办结' if result.closed else ''}"
        if then is Then.REWORK:
            message = rework_within(desk, stores, person, ticket_id, survey.why)
            result = replace(result, closed=False)
        elif then is Then.GIVE_UP:
            message = _give_up(desk, stores, person, ticket_id)
            result = replace(result, closed=True)
        undo = undo_of(desk, stores, person, before, _ACT_WORDS[then], _CHANGES)
    return Outcome(_CHANGES, result, message, undo)


def mark_unreachable(desk: Desk, *, person: Person, ticket_id: int) -> Outcome[str]:
    """Takes a ticket out of the callback queue because the caller could not be reached by the rule in force.

    Raises:
        Refused: the attempts do not satisfy the rule; the message says what is missing.

    """
    require(person, Action.CONTACT)
    with desk.register.writing() as stores:
        before = image(stores, [ticket_id])
        message = _give_up(desk, stores, person, ticket_id)
        number = the_ticket(stores, ticket_id).number
        undo = undo_of(desk, stores, person, before, _ACT_WORDS[Then.GIVE_UP], _CHANGES)
    return Outcome(_CHANGES, number, message, undo)


def rework(desk: Desk, *, person: Person, ticket_id: int, reason: str) -> Outcome[str]:
    """Sends a ticket whose caller is not content back into handling (二次办理) with new clocks.

    From now on first contact and handling start again; an imported deadline holds while it lies ahead. The
    surveys, calls and the first sign-for stay as they are.

    Raises:
        Refused: no reason is given (field "reason"), or the ticket's state does not allow it.

    """
    require(person, Action.CONTACT)
    with desk.register.writing() as stores:
        before = image(stores, [ticket_id])
        message = rework_within(desk, stores, person, ticket_id, reason)
        number = the_ticket(stores, ticket_id).number
        undo = undo_of(desk, stores, person, before, _ACT_WORDS[Then.REWORK], _CHANGES)
    return Outcome(_CHANGES, number, message, undo)


@dataclass(frozen=True, slots=True)
class _Answered:
    """The answers with what they count as; both are stored, so that a newer form changes no older figure."""

    answers: Answers
    counts: Meanings


@dataclass(frozen=True, slots=True)
class _Survey:
    """One callback as entered; `marked_valid` is the operator's own word on whether it counts."""

    outcome: AttemptOutcome
    answered: _Answered
    reason: str
    marked_valid: bool | None

    @property
    def why(self) -> str:
        """The caller's own reason, else the coded ones."""
        return self.reason or REASON_MARK.join(self.answered.answers.codes)

    @property
    def meanings(self) -> tuple[Contacted | None, Solved | None, Satisfied | None]:
        """What the answers count as."""
        counts = self.answered.counts
        return counts.contacted, counts.solved, counts.satisfied

    @property
    def valid(self) -> bool:
        """Whether it counts."""
        return is_valid(self.outcome, *self.meanings) and self.marked_valid is not False

    @property
    def closes(self) -> bool:
        """Whether it ends the ticket."""
        return self.valid and closes_ticket(*self.meanings)

    def check(self) -> None:
        """Raises unless the survey can be recorded.

        Raises:
            Refused: it cannot; the field is named.

        """
        wrong = objection(self.outcome, *self.meanings, self.why, self.marked_valid, self.answered.counts.reason)
        if wrong is not None:
            raise Refused(wrong.message, field=wrong.field)


def _answered(desk: Desk, stores: Stores, answers: Answers | None, meanings: Mapping[str, Value | None]) -> _Answered:
    forms = survey_forms.versions_in(stores)
    if answers is None:
        form = survey_forms.in_force_of(forms, desk.now())
        answers = Answers(form.number, form.words_for(meanings))
    else:
        form = survey_forms.numbered(forms, answers.form)
    return _Answered(answers, form.meanings(answers.words))


def _record(
    desk: Desk, stores: Stores, person: Person, ticket_id: int, survey: _Survey, call: EnteredCall
) -> SurveyResult:
    ticket = the_ticket(stores, ticket_id)
    closed = status_after(ticket, TicketVerb.RECORD_SURVEY)
    attempt_id = keep_attempt(desk, stores, person, ticket, call)
    number, text = 0, f"回访：{ATTEMPT_WORDS[survey.outcome]}"
    if survey.outcome is AttemptOutcome.REACHED:
        number = stores.surveys.add(_new_survey(desk, person, ticket_id, attempt_id, survey))
        text += f"，第 {number} 次结果{'有效' if survey.valid else '无效'}"
    values: TicketChange = _closed(desk, ticket, closed) if survey.closes else {}
    change_ticket(desk, stores, person, ticket, values, verb=JournalVerb.SURVEY, text=text, local=tuple(values))
    refresh_findings(desk, stores, ticket_id, who=person.name)
    return SurveyResult(ticket.number, survey.valid, survey.closes, number)


def _new_survey(desk: Desk, person: Person, ticket_id: int, attempt_id: int, survey: _Survey) -> NewSurvey:
    answers, counts = survey.answered.answers, survey.answered.counts
    return NewSurvey(
        ticket_id=ticket_id,
        attempt_id=attempt_id,
        at=desk.now(),
        who=person.name,
        valid=survey.valid,
        contacted=counts.contacted,
        solved=counts.solved,
        satisfied=counts.satisfied,
        reason=survey.reason,
        reason_codes=REASON_MARK.join(answers.codes),
        form=answers.form,
        answers=answers.words,
    )


def _closed(desk: Desk, ticket: TicketRecord, status: TicketStatus) -> TicketChange:
    return {"status": status.value, "closed_at": ticket.closed_at or desk.now(), "desk_closed_at": desk.now()}


def _give_up(desk: Desk, stores: Stores, person: Person, ticket_id: int) -> str:
    """As `mark_unreachable`, within an open transaction; returns the message for the person."""
    ticket = the_ticket(stores, ticket_id)
    closed = status_after(ticket, TicketVerb.RECORD_SURVEY)
    calls = [(call.at, call.outcome) for call in stores.contacts.of_ticket(ticket_id)]
    verdict = may_be_unreachable(calls, desk.rules_for(ticket.dispatched_at), desk.now())
    if not verdict.allowed:
        raise Refused("还不能定为无法联系：" + "；".join(verdict.missing))
    values = _closed(desk, ticket, closed)
    text = f"无法联系：已拨打 {len(calls)} 次，符合规则"
    change_ticket(desk, stores, person, ticket, values, verb=JournalVerb.UNREACHABLE, text=text, local=tuple(values))
    return f"{ticket.number} 定为无法联系，已办结"


def rework_within(desk: Desk, stores: Stores, person: Person, ticket_id: int, reason: str) -> str:
    """As `rework`, within an open transaction; returns the message for the person."""
    if not reason.strip():
        raise Refused("请写明二次办理的原因", field="reason")
    ticket = the_ticket(stores, ticket_id)
    status = status_after(ticket, TicketVerb.REWORK)
    again: TicketChange = {
        "reworked_at": desk.now(),
        "first_contact_at": None,
        "desk_contact_at": None,
        "feedback_at": None,
        "reported_at": None,
        "platform_times": without_told(ticket.platform_times, "first_contact_at", "feedback_at", "closed_at"),
    }
    values: TicketChange = {"status": status.value, "closed_at": None, "desk_closed_at": None}
    text = "二次办理，联系和办理重新计时：" + reason.strip()
    change_ticket(
        desk, stores, person, ticket, {**values, **again}, verb=JournalVerb.REWORK, text=text, local=tuple(values)
    )
    due = the_ticket(stores, ticket_id).deadline_at
    until = f"，应于 {clock_time(due)} 前办结" if due is not None else ""
    return f"{ticket.number} 已转二次办理{until}"
