"""The callback: what the operator sees before the call, and what was answered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from app.base.changes import Change, Outcome
from app.base.clock import local_day, local_midnight
from app.base.errors import Refused
from app.base.people import Person
from app.base.resources import resource_toml
from app.desk import tickets
from app.desk.access import Action, require
from app.desk.contact import NewAttempt, keep_attempt
from app.desk.context import Desk
from app.desk.finding_facts import CALLBACK
from app.desk.findings import refresh_findings
from app.desk.records import change_ticket, move_or_refuse, the_ticket
from app.desk.rows import TicketDetail
from app.models.queues import BY_NEXT, conditions_of
from app.models.register import Stores
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
from app.rules.time_left import clock_time

_CHANGES = Change.TICKETS | Change.CONTACTS | Change.REMINDERS | Change.JOURNAL


@dataclass(frozen=True, slots=True)
class CallbackProgress:
    """How the callbacks stand: valid surveys today, given up as unreachable today, still to call."""

    called_today: int
    unreachable_today: int
    waiting: int


@dataclass(frozen=True, slots=True)
class CallbackSheet:
    """Everything the form shows before and during a call."""

    detail: TicketDetail
    numbers: tuple[str, ...]
    phrases: tuple[str, ...]
    progress: CallbackProgress
    next_ticket_id: int | None
    may_give_up: bool
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """What recording a call did: whether the survey counts and whether the ticket is closed with it."""

    number: str
    valid: bool
    closed: bool
    round: int


def sheet(desk: Desk, *, ticket_id: int) -> CallbackSheet:
    """The sheet for one ticket; numbers are masked and dialled by their place in the list."""
    detail = tickets.detail(desk, ticket_id=ticket_id)
    now = desk.now()
    attempts = [(row.at, row.outcome) for row in detail.attempts]
    verdict = may_be_unreachable(attempts, desk.rules_for(detail.row.dispatched_at), now)
    return CallbackSheet(
        detail=detail,
        numbers=detail.phones,
        phrases=_phrases(detail),
        progress=progress(desk),
        next_ticket_id=next_to_call(desk, but_not=(ticket_id,)),
        may_give_up=verdict.allowed,
        missing=tuple(verdict.missing),
    )


def progress(desk: Desk) -> CallbackProgress:
    """How today's callbacks stand."""
    today = local_day(desk.now())
    start, end = local_midnight(today), local_midnight(today + timedelta(days=1))
    with desk.register.reading() as stores:
        called = {row.ticket_id for row in stores.contacts.surveys_between(start, end) if row.valid}
        given_up = sum(1 for row in stores.journal.between(start, end) if row.verb == "unreachable")
        waiting = stores.queues.count(conditions_of(statuses=(TicketStatus.TO_CALL_BACK,), only_open=True))
    return CallbackProgress(len(called), given_up, waiting)


def next_to_call(desk: Desk, *, but_not: Collection[int] = ()) -> int | None:
    """The ticket to call next: of those to be called back, the one whose clock runs out first.

    Left out are `but_not` and tickets that were dialled too short a while ago for another call to count, so that
    two callers who do not answer cannot hide the rest of the queue. None when nothing is left.
    """
    now = desk.now()
    pause = timedelta(minutes=desk.rules_for(now).reach.minutes_apart)
    waiting = conditions_of(statuses=(TicketStatus.TO_CALL_BACK,), only_open=True)
    with desk.register.reading() as stores:
        just_called = stores.contacts.attempts_between(now - pause, now + timedelta(seconds=1))
        left_out = {*but_not, *(row.ticket_id for row in just_called)}
        ids = stores.queues.ids(waiting, BY_NEXT, limit=len(left_out) + 1)
    return next((found for found in ids if found not in left_out), None)


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
    reason: str = "",
    valid: bool | None = None,
    note: str = "",
) -> Outcome[SurveyResult]:
    """Records one callback: the attempt always, the survey when the caller answered.

    A valid survey takes the ticket out of the queue; rounds are kept apart. `valid` can only make one not valid.

    Raises:
        Refused: not to be called back, a reason lacks (field "reason"), answers though nobody was reached
            ("outcome"), called valid without all answers ("valid"), not a number of this ticket ("number").

    """
    require(person, Action.CONTACT)
    _heed(objection(outcome, contacted, solved, satisfied, reason, valid))
    counts = is_valid(outcome, contacted, solved, satisfied) and valid is not False
    closes = counts and closes_ticket(contacted, solved, satisfied)
    with desk.register.writing() as stores:
        row = the_ticket(stores, ticket_id)
        move_or_refuse(row, "record_survey")
        attempt_id = keep_attempt(
            desk, stores, person, row, NewAttempt(number_index, outcome, note or reason, source=CALLBACK)
        )
        number, text = 0, f"回访：{ATTEMPT_WORDS[outcome]}"
        if outcome is AttemptOutcome.REACHED:
            said = _said(contacted, solved, satisfied, reason, counts=counts)
            about = {"ticket_id": ticket_id, "attempt_id": attempt_id, "at": desk.now(), "who": person.name}
            number = stores.contacts.add_survey(said | about)
            text += f"，第 {number} 次结果{'有效' if counts else '无效'}"
        _note_callback(desk, stores, person, ticket_id, text, closes=closes)
        refresh_findings(desk, stores, ticket_id, who=person.name)
    told = SurveyResult(row.number, counts, closes, number)
    return Outcome(_CHANGES, told, f"{row.number} 回访已记录{'，已办结' if closes else ''}")


def _said(
    contacted: Contacted | None, solved: Solved | None, satisfied: Satisfied | None, reason: str, *, counts: bool
) -> dict[str, object]:
    answers = {"contacted": contacted or "", "solved": solved or "", "satisfied": satisfied or ""}
    return {**answers, "valid": int(counts), "reason": reason.strip()}


def _heed(wrong: Objection | None) -> None:
    if wrong is not None:
        raise Refused(wrong.message, field=wrong.field)


def _note_callback(desk: Desk, stores: Stores, person: Person, ticket_id: int, text: str, *, closes: bool) -> None:
    row = the_ticket(stores, ticket_id)
    closed_at = row.closed_at or desk.now()
    values = {"status": TicketStatus.CLOSED.value, "closed_at": closed_at} if closes else {}
    change_ticket(desk, stores, person, row, values, verb="survey", text=text, local=tuple(values))


def mark_unreachable(desk: Desk, *, person: Person, ticket_id: int) -> Outcome[str]:
    """Takes a ticket out of the callback queue because the caller could not be reached by the rule in force.

    Raises:
        Refused: the attempts do not satisfy the rule; the message says what is missing.

    """
    require(person, Action.CONTACT)
    with desk.register.writing() as stores:
        row = the_ticket(stores, ticket_id)
        move_or_refuse(row, "record_survey")
        attempts = [(found.at, AttemptOutcome(found.outcome)) for found in stores.contacts.attempts_of(ticket_id)]
        verdict = may_be_unreachable(attempts, desk.rules_for(row.dispatched_at), desk.now())
        if not verdict.allowed:
            raise Refused("还不能定为无法联系：" + "；".join(verdict.missing))
        values = {"status": TicketStatus.CLOSED.value, "closed_at": row.closed_at or desk.now()}
        text = f"无法联系：已拨打 {len(attempts)} 次，符合规则"
        change_ticket(desk, stores, person, row, values, verb="unreachable", text=text, local=tuple(values))
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
        move_or_refuse(row, "rework")
        again = {"reworked_at": desk.now(), "first_contact_at": None, "reported_at": None}
        values = {"status": TicketStatus.HANDLING.value, "closed_at": None}
        text = "二次办理，联系和办理重新计时：" + reason.strip()
        change_ticket(desk, stores, person, row, values | again, verb="rework", text=text, local=tuple(values))
        due = the_ticket(stores, ticket_id).deadline_at
    return Outcome(_CHANGES, row.number, f"{row.number} 已转二次办理，应于 {clock_time(due)} 前办结")


def _phrases(detail: TicketDetail) -> tuple[str, ...]:
    """What to say: the opening, the question on the matter, the close, with the ticket's own words."""
    told = resource_toml("phrases.toml")["callback"]
    words = {"title": detail.row.title, "unit": detail.row.unit or "承办单位"}
    return tuple(str(phrase).format(**words) for phrase in told["lines"])
