"""Buck-passing cases: opened from the second refusal on, reported to the lead, followed up, closed with an outcome."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.base.changes import Change, Outcome
from app.base.errors import EditConflict, Refused
from app.base.people import Person
from app.desk.access import Action, require
from app.desk.context import Desk
from app.desk.own_matters import plan, silence
from app.desk.passing_facts import facts_of_ticket, hops_of, refusals_of
from app.desk.records import the_ticket
from app.desk.titles import title_of
from app.models.journal import Entry
from app.models.stores import Stores
from app.rules.journal import JournalVerb
from app.rules.passing import (
    FOLLOW_UP_AFTER,
    Fact,
    PassingState,
    PassingVerb,
    parties,
    passing_after,
    passing_slots,
    report_text,
    told_at,
    why_passed,
)
from app.rules.phones import mask_text
from app.rules.states import ClockName

_CHANGES = Change.RETURNS | Change.TICKETS | Change.REMINDERS | Change.JOURNAL


@dataclass(frozen=True, slots=True)
class PassingRow:
    """One case with its ticket. `why` says what made it one, `parties` are the units in the order of their part."""

    id: int
    ticket_id: int
    ticket_number: str
    ticket_title: str
    street: str
    state: PassingState
    opened_at: datetime
    opened_by: str
    parties: tuple[str, ...]
    why: str
    reported_to: str
    reported_at: datetime | None
    reported_by: str
    follow_up_at: datetime | None
    outcome: str
    closed_at: datetime | None
    closed_by: str
    version: int


@dataclass(frozen=True, slots=True)
class PassingBrief:
    """What a person needs for the report: the facts in time order and the text, ready to be sent."""

    facts: tuple[Fact, ...]
    text: str
    follow_up_at: datetime


def listing(desk: Desk, *, state: PassingState | None = None) -> list[PassingRow]:
    """The cases: those still to be reported first, then by follow-up, closed ones last."""
    with desk.register.reading() as stores:
        return [_row(row) for row in stores.passing.listing(state.value if state else None)]


def brief(desk: Desk, *, case_id: int) -> PassingBrief:
    """The facts of a case as they stand now, and the report made of them.

    Raises:
        Refused: there is no such case.

    """
    with desk.register.reading() as stores:
        row = _case(stores, case_id)
        facts = facts_of_ticket(stores, row.ticket_id)
        involved = parties(hops_of(stores, row.ticket_id))
    text = report_text(row.number, mask_text(title_of(row)), row.facts, involved, facts, row.deadline_at)
    return PassingBrief(facts, text, desk.now() + FOLLOW_UP_AFTER)


def open_if_passed(desk: Desk, stores: Stores, person: Person, ticket: Any) -> str:
    """Opens a case within an open transaction when the ticket counts as passed to and fro and has none open.

    Returns a sentence that says so, empty when nothing was opened.
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
        raise Refused("请写明怎样推诿", field="why")
    with desk.register.writing() as stores:
        ticket = the_ticket(stores, ticket_id)
        if stores.passing.open_of(ticket.id) is not None:
            raise Refused(f"{ticket.number} 已有推诿个案在办")
        case_id = _open(desk, stores, person, ticket, why.strip(), parties(hops_of(stores, ticket.id)))
        return Outcome(_CHANGES, _row(_case(stores, case_id)), f"{ticket.number} 已建推诿扯皮个案")


def _open(desk: Desk, stores: Stores, person: Person, ticket: Any, why: str, involved: tuple[str, ...]) -> int:
    case_id = stores.passing.add(
        {
            "ticket_id": ticket.id,
            "state": PassingState.OPEN.value,
            "opened_at": desk.now(),
            "opened_by": person.name,
            "parties": json.dumps(involved, ensure_ascii=False),
            "facts": why,
        }
    )
    _note(desk, stores, person, ticket.id, ticket.number, JournalVerb.PASSING_OPEN, f"推诿扯皮个案：{why}")
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
    _heed(desk, follow_up_at)
    values = {
        "reported_to": to.strip(),
        "reported_at": desk.now(),
        "reported_by": person.name,
        "follow_up_at": follow_up_at,
    }
    text = f"推诿情况已报{to.strip()}，{told_at(follow_up_at)}跟进"
    return _step(desk, person, case_id, PassingVerb.REPORT, values, text, version)


def follow_up(
    desk: Desk, *, person: Person, case_id: int, said: str, follow_up_at: datetime, version: int | None = None
) -> Outcome[PassingRow]:
    """Records what came of asking, and when it is asked again.

    Raises:
        Refused: nothing is said (field "said"), the time is past (field "follow_up_at"), or the state forbids it.
        EditConflict: somebody changed the case since `version` was read.

    """
    if not said.strip():
        raise Refused("请写明跟进情况", field="said")
    _heed(desk, follow_up_at)
    text = f"推诿跟进：{said.strip()}；{told_at(follow_up_at)}再跟进"
    return _step(desk, person, case_id, PassingVerb.FOLLOW, {"follow_up_at": follow_up_at}, text, version)


def close(desk: Desk, *, person: Person, case_id: int, outcome: str, version: int | None = None) -> Outcome[PassingRow]:
    """Closes the case with its outcome; its reminder ends.

    Raises:
        Refused: no outcome (field "outcome"), or the case was not reported yet or is closed.
        EditConflict: somebody changed the case since `version` was read.

    """
    if not outcome.strip():
        raise Refused("请写明结果：由谁主责，怎样处理", field="outcome")
    values = {
        "outcome": outcome.strip(),
        "closed_at": desk.now(),
        "closed_by": person.name,
        "follow_up_at": None,
    }
    return _step(desk, person, case_id, PassingVerb.CLOSE, values, f"推诿个案了结：{outcome.strip()}", version)


def reopen(desk: Desk, *, person: Person, case_id: int) -> Outcome[PassingRow]:
    """Takes the end of a case back; it is followed up a day from now. The reverse of `close`.

    Raises:
        Refused: it is not closed, or the ticket has another open case.

    """
    values = {"outcome": "", "closed_at": None, "closed_by": "", "follow_up_at": desk.now() + FOLLOW_UP_AFTER}
    return _step(desk, person, case_id, PassingVerb.REOPEN, values, "推诿个案重开", None)


_JOURNAL_VERBS = {
    PassingVerb.REPORT: JournalVerb.PASSING_REPORT,
    PassingVerb.FOLLOW: JournalVerb.PASSING_FOLLOW,
    PassingVerb.CLOSE: JournalVerb.PASSING_CLOSE,
    PassingVerb.REOPEN: JournalVerb.PASSING_FOLLOW,
}


def _step(
    desk: Desk,
    person: Person,
    case_id: int,
    verb: PassingVerb,
    values: dict[str, Any],
    text: str,
    version: int | None,
) -> Outcome[PassingRow]:
    require(person, Action.RETURN)
    with desk.register.writing() as stores:
        row = _case(stores, case_id)
        if version is not None and row.version != version:
            raise EditConflict(f"{row.number} 的推诿个案刚被别人改过，请刷新")
        state, refusal = passing_after(PassingState(row.state), verb)
        if state is None:
            raise Refused(f"{row.number}：{refusal}")
        if verb is PassingVerb.REOPEN and stores.passing.open_of(row.ticket_id) is not None:
            raise Refused(f"{row.number} 已有另一个推诿个案在办")
        stores.passing.change(row, {**values, "state": state.value})
        silence(stores, row.ticket_id, ClockName.PASSING, row.id, text)
        if values["follow_up_at"] is not None:
            _remind(desk, stores, row.ticket_id, row.id, values["follow_up_at"])
        journal = _JOURNAL_VERBS[verb]
        _note(desk, stores, person, row.ticket_id, row.number, journal, text)
        return Outcome(_CHANGES, _row(_case(stores, case_id)), f"{row.number} {text}")


def _remind(desk: Desk, stores: Stores, ticket_id: int, case_id: int, at: datetime) -> None:
    plan(desk, stores, ticket_id, ClockName.PASSING, passing_slots(case_id, at), at)


def _heed(desk: Desk, at: datetime) -> None:
    if at <= desk.now():
        raise Refused("跟进时间已经过去，请改成以后的时间", field="follow_up_at")


def _note(
    desk: Desk, stores: Stores, person: Person, ticket_id: int, number: str, verb: JournalVerb, text: str
) -> None:
    stores.journal.append([Entry(verb, text, ticket_id, number)], at=desk.now(), who=person.name)


def _case(stores: Stores, case_id: int) -> Any:
    row = stores.passing.get(case_id)
    if row is None:
        raise Refused("没有这个推诿个案")
    return row


def _row(row: Any) -> PassingRow:
    return PassingRow(
        id=row.id,
        ticket_id=row.ticket_id,
        ticket_number=row.number,
        ticket_title=mask_text(title_of(row)),
        street=row.street,
        state=PassingState(row.state),
        opened_at=row.opened_at,
        opened_by=row.opened_by,
        parties=tuple(json.loads(row.parties)),
        why=mask_text(row.facts),
        reported_to=row.reported_to,
        reported_at=row.reported_at,
        reported_by=row.reported_by,
        follow_up_at=row.follow_up_at,
        outcome=mask_text(row.outcome),
        closed_at=row.closed_at,
        closed_by=row.closed_by,
        version=row.version,
    )
