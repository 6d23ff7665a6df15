"""Buck-passing cases: opened from the second refusal on, reported to the lead, followed up, closed with an outcome."""

from __future__ import annotations

from datetime import datetime

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import Person
from app.desk.passing.facts import hops_of, refusals_of
from app.desk.passing.records import change_case, the_case
from app.desk.passing.rows import PassingRow, passing_row
from app.desk.reminder.own_matters import plan, silence
from app.desk.shared.access import Action, require
from app.desk.shared.conflict import check_version
from app.desk.shared.context import Desk
from app.desk.shared.flows import state_after
from app.desk.shared.journal_lines import write_line
from app.desk.ticket.records import the_ticket
from app.desk.ticket.undo import image, undo_of
from app.models.passing.records import NewPassingCase, PassingChange
from app.models.register.stores import Stores
from app.models.ticket.records import TicketRecord
from app.rules.journal import JournalVerb
from app.rules.law.clocks import ClockName
from app.rules.passing import (
    FIRST_STATE,
    FOLLOW_UP_AFTER,
    PASSING_FLOW,
    PassingVerb,
    moment_words,
    parties,
    passing_slots,
    why_passed,
)

_CHANGES = Change.RETURNS | Change.TICKETS | Change.REMINDERS | Change.JOURNAL
_JOURNAL_VERBS = {
    PassingVerb.REPORT: JournalVerb.PASSING_REPORT,
    PassingVerb.FOLLOW: JournalVerb.PASSING_FOLLOW,
    PassingVerb.CLOSE: JournalVerb.PASSING_CLOSE,
    PassingVerb.REOPEN: JournalVerb.PASSING_FOLLOW,
}


def open_if_passed(desk: Desk, stores: Stores, person: Person, ticket: TicketRecord) -> str:
    """Opens a case within an open transaction when the ticket counts as passed to and fro and has none open.

    Returns a message for the person, empty when nothing was opened.
    """
    hops = hops_of(stores, ticket.id)
    why = why_passed(refusals_of(stores, ticket.id), hops)
    if not why or stores.passing.open_of(ticket.id) is not None:
        return ""
    _open(desk, stores, person, ticket, why, parties(hops))
    return "已建推诿扯皮个案，请上报责任领导"


def open_case(desk: Desk, *, person: Person, ticket_id: int, why: str) -> Outcome[PassingRow]:
    """Opens a case by a person's judgement.

    Raises:
        Refused: no reason is given (field "why"), or the ticket has an open case.

    """
    require(person, Action.RETURN)
    if not why.strip():
        raise Refused("请写明推诿情形", field="why")
    with desk.register.writing() as stores:
        ticket = the_ticket(stores, ticket_id)
        if stores.passing.open_of(ticket.id) is not None:
            raise Refused(f"{ticket.number} 已有推诿个案在办")
        before = image(stores, [ticket_id])
        case_id = _open(desk, stores, person, ticket, why.strip(), parties(hops_of(stores, ticket.id)))
        undo = undo_of(desk, stores, person, before, "建推诿个案", _CHANGES)
        stands = the_case(stores, case_id)
    return Outcome(_CHANGES, passing_row(stands), f"{ticket.number} 已建推诿扯皮个案", undo)


def _open(desk: Desk, stores: Stores, person: Person, ticket: TicketRecord, why: str, involved: tuple[str, ...]) -> int:
    case_id = stores.passing.add(
        NewPassingCase(
            ticket_id=ticket.id,
            state=FIRST_STATE,
            opened_at=desk.now(),
            opened_by=person.name,
            parties=involved,
            facts=why,
        )
    )
    write_line(desk, stores, person, JournalVerb.PASSING_OPEN, f"推诿扯皮个案：{why}", about=ticket)
    _remind(desk, stores, ticket.id, case_id, desk.now() + FOLLOW_UP_AFTER)
    return case_id


def report(
    desk: Desk, *, person: Person, case_id: int, to: str, follow_up_at: datetime, version: int | None = None
) -> Outcome[PassingRow]:
    """Records that the case was reported to the responsible lead, and when it is followed up; may be done again.

    Raises:
        Refused: nobody is named (field "to"), the time is past (field "follow_up_at"), or the case is closed.
        EditConflict: somebody changed the case since `version` was read.

    """
    if not to.strip():
        raise Refused("请填写向哪位领导上报", field="to")
    _require_future(desk, follow_up_at)
    values: PassingChange = {
        "reported_to": to.strip(),
        "reported_at": desk.now(),
        "reported_by": person.name,
        "follow_up_at": follow_up_at,
    }
    text = f"推诿情况已报{to.strip()}，{moment_words(follow_up_at)}跟进"
    return _step(desk, person, case_id, PassingVerb.REPORT, values, text, version)


def follow_up(
    desk: Desk, *, person: Person, case_id: int, said: str, follow_up_at: datetime, version: int | None = None
) -> Outcome[PassingRow]:
    """Records the result of a follow-up, and when to follow up again.

    Raises:
        Refused: no text (field "said"), the time is past (field "follow_up_at"), or the state forbids it.
        EditConflict: somebody changed the case since `version` was read.

    """
    if not said.strip():
        raise Refused("请写明跟进情况", field="said")
    _require_future(desk, follow_up_at)
    text = f"推诿跟进：{said.strip()}；{moment_words(follow_up_at)}再跟进"
    return _step(desk, person, case_id, PassingVerb.FOLLOW, {"follow_up_at": follow_up_at}, text, version)


def close(desk: Desk, *, person: Person, case_id: int, outcome: str, version: int | None = None) -> Outcome[PassingRow]:
    """Closes the case with its outcome; its reminder ends.

    Raises:
        Refused: no outcome (field "outcome"), or the case was not reported yet or is closed.
        EditConflict: somebody changed the case since `version` was read.

    """
    if not outcome.strip():
        raise Refused("请写明结果：由谁主责，怎样处理", field="outcome")
    values: PassingChange = {
        "outcome": outcome.strip(),
        "closed_at": desk.now(),
        "closed_by": person.name,
        "follow_up_at": None,
    }
    return _step(desk, person, case_id, PassingVerb.CLOSE, values, f"推诿个案了结：{outcome.strip()}", version)


def reopen(desk: Desk, *, person: Person, case_id: int) -> Outcome[PassingRow]:
    """Reopens a closed case; it is followed up a day from now. The reverse of `close`.

    Raises:
        Refused: it is not closed, or the ticket has another open case.

    """
    again = desk.now() + FOLLOW_UP_AFTER
    values: PassingChange = {"outcome": "", "closed_at": None, "closed_by": "", "follow_up_at": again}
    return _step(desk, person, case_id, PassingVerb.REOPEN, values, "推诿个案重开", None)


def _step(
    desk: Desk,
    person: Person,
    case_id: int,
    verb: PassingVerb,
    values: PassingChange,
    text: str,
    version: int | None,
) -> Outcome[PassingRow]:
    require(person, Action.RETURN)
    with desk.register.writing() as stores:
        case = the_case(stores, case_id)
        check_version(f"{case.number} 的推诿个案", case.version, version)
        state = state_after(PASSING_FLOW, case.state, verb, number=case.number)
        if verb is PassingVerb.REOPEN and stores.passing.open_of(case.ticket_id) is not None:
            raise Refused(f"{case.number} 已有另一个推诿个案在办")
        before = image(stores, [case.ticket_id])
        changes: PassingChange = {**values, "state": state}
        change_case(stores, case, **changes)
        silence(stores, case.ticket_id, ClockName.PASSING, case.id, text)
        if values["follow_up_at"] is not None:
            _remind(desk, stores, case.ticket_id, case.id, values["follow_up_at"])
        write_line(desk, stores, person, _JOURNAL_VERBS[verb], text, about=case)
        undo = undo_of(desk, stores, person, before, _JOURNAL_VERBS[verb].word, _CHANGES)
        stands = the_case(stores, case_id)
    return Outcome(_CHANGES, passing_row(stands), f"{case.number} {text}", undo)


def _remind(desk: Desk, stores: Stores, ticket_id: int, case_id: int, at: datetime) -> None:
    plan(desk, stores, ticket_id, ClockName.PASSING, passing_slots(case_id, at), at)


def _require_future(desk: Desk, at: datetime) -> None:
    if at <= desk.now():
        raise Refused("跟进时间已经过去，请改成以后的时间", field="follow_up_at")
