"""Our own returns: tickets that belong elsewhere, from the draft to the decision, each step with its evidence."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from app.base.changes import Change, Outcome
from app.base.errors import EditConflict, Refused
from app.base.people import Person
from app.desk.access import Action, require
from app.desk.context import Desk
from app.desk.passing import open_if_passed
from app.desk.reading import return_row
from app.desk.records import change_ticket, status_after, the_ticket
from app.desk.return_steps import files_in, note_step
from app.desk.rows import ReturnRow
from app.models.journal import Entry
from app.models.stores import Stores
from app.rules.calendar import CalendarEnds
from app.rules.clock_rules import ClockRules
from app.rules.journal import JournalVerb
from app.rules.moves import TicketVerb
from app.rules.return_states import RETURN_GROUND_WORDS, ReturnDirection, ReturnGround, ReturnState
from app.rules.returns import (
    FIRST_TAKER,
    REFUSALS,
    UNDER_WAY,
    IllegalMove,
    ReturnVerb,
    due_at,
    next_state,
    refusing,
    request_refusal,
)
from app.rules.states import TicketStatus, Urgency

_CHANGES = Change.RETURNS | Change.TICKETS | Change.REMINDERS | Change.JOURNAL


def register(
    desk: Desk,
    *,
    person: Person,
    ticket_id: int,
    ground: ReturnGround,
    basis: str,
    suggested_unit: str,
    note: str = "",
    attachments: Sequence[str | Path] = (),
) -> Outcome[ReturnRow]:
    """Enters a return as a draft; its attachments are copied in. The ticket's clocks run on.

    Raises:
        Refused: no basis (field "basis"), an attachment is not there (field "attachments"), the ticket may not be
            returned in its state, a return of it is under way, or it was sent as often as the rule allows (drafts
            that were withdrawn do not count).
        FileRefused: an attachment is empty or too large.

    """
    require(person, Action.RETURN)
    if not basis.strip():
        raise Refused("请填写退单依据（三定方案或派单目录条目）", field="basis")
    with files_in(desk, attachments) as files, desk.register.writing() as stores:
        row = _returnable(desk, stores, ticket_id)
        return_id = stores.returns.add(
            {
                "ticket_id": ticket_id,
                "state": ReturnState.DRAFT.value,
                "ground": ground.value,
                "basis": basis.strip(),
                "suggested_unit": suggested_unit.strip(),
                "note": note.strip(),
                "attachments": json.dumps([path.name for path, _ in files], ensure_ascii=False),
                "status_before": row.status,
                "created_at": desk.now(),
                "created_by": person.name,
            }
        )
        text = f"登记退单：{RETURN_GROUND_WORDS[ground]}；依据 {basis.strip()}"
        stores.journal.append(
            [Entry(JournalVerb.RETURN_REGISTER, text, row.id, row.number)], at=desk.now(), who=person.name
        )
        told = "；".join(filter(None, (RETURN_GROUND_WORDS[ground], suggested_unit.strip(), note.strip())))
        note_step(desk, stores, person, return_id, "register", text=told, basis=basis, files=files)
        return Outcome(_CHANGES, return_row(stores.returns.get(return_id)), f"{row.number} 已登记退单（草稿）")


def _returnable(desk: Desk, stores: Stores, ticket_id: int) -> Any:
    row = the_ticket(stores, ticket_id)
    status_after(row, TicketVerb.REGISTER_RETURN)
    ours = ours_of(stores, row.id)
    if any(case.state in UNDER_WAY for case in ours):
        raise Refused(f"{row.number} 已有退单在办", hint="请在退单登记簿中提交、撤回或登记结果")
    if refused := request_refusal(sent_count(ours), desk.rules_for(row.dispatched_at)):
        raise Refused(f"{row.number}：{refused}")
    return row


def ours_of(stores: Stores, ticket_id: int) -> list[Any]:
    """The ticket's returns that we asked for, first one first."""
    return [row for row in stores.returns.of_ticket(ticket_id) if row.direction == ReturnDirection.OURS]


def sent_count(ours: Sequence[Any]) -> int:
    """How many of them were sent: only these count against the rule's limit."""
    return sum(row.sent_at is not None for row in ours)


def send(desk: Desk, *, person: Person, return_id: int) -> Outcome[ReturnRow]:
    """Sends the request; the ticket stands in 退单中 and its clocks run until the return is accepted."""
    return _move(desk, person, return_id, ReturnVerb.SEND)


def accept(
    desk: Desk, *, person: Person, return_id: int, note: str = "", attachments: Sequence[str | Path] = ()
) -> Outcome[ReturnRow]:
    """Notes that the return was accepted: the ticket leaves the desk and its clocks stop."""
    return _move(desk, person, return_id, ReturnVerb.ACCEPT, note, attachments)


def refuse(
    desk: Desk, *, person: Person, return_id: int, note: str, attachments: Sequence[str | Path] = ()
) -> Outcome[ReturnRow]:
    """Notes that the return was refused: the ticket goes back to where it stood.

    The refusal of the last request the rules allow is final: the ticket stays here by 首接负责. From the second
    refusal on a case of buck-passing is opened, if none is open.

    Raises:
        Refused: no reason is given (field "note").

    """
    if not note.strip():
        raise Refused("请写明驳回原因", field="note")
    return _move(desk, person, return_id, ReturnVerb.REFUSE, note, attachments)


def withdraw(desk: Desk, *, person: Person, return_id: int) -> Outcome[ReturnRow]:
    """Takes a draft or a sent request back: the reverse of registering and sending."""
    return _move(desk, person, return_id, ReturnVerb.WITHDRAW)


def add_evidence(
    desk: Desk, *, person: Person, return_id: int, attachments: Sequence[str | Path], note: str = ""
) -> Outcome[ReturnRow]:
    """Adds files to a return of either direction at any time, as a step of its own.

    Raises:
        Refused: no file, or one that is not there (field "attachments").

    """
    require(person, Action.RETURN)
    if not attachments:
        raise Refused("请选择要补充的材料", field="attachments")
    with files_in(desk, attachments) as files, desk.register.writing() as stores:
        before = the_return(stores, return_id)
        names = [*json.loads(before.attachments), *(path.name for path, _ in files)]
        change_return(stores, before, {"attachments": json.dumps(list(dict.fromkeys(names)), ensure_ascii=False)})
        note_step(desk, stores, person, return_id, "evidence", text=note, files=files)
        text = f"退单补充材料 {len(files)} 个" + (f"：{note.strip()}" if note.strip() else "")
        entry = Entry(JournalVerb.RETURN_EVIDENCE, text, before.ticket_id, before.number)
        stores.journal.append([entry], at=desk.now(), who=person.name)
        return Outcome(_CHANGES, return_row(stores.returns.get(return_id)), f"{before.number} {text}")


_JOURNAL_VERBS = {
    ReturnVerb.SEND: JournalVerb.RETURN_SEND,
    ReturnVerb.ACCEPT: JournalVerb.RETURN_ACCEPT,
    ReturnVerb.REFUSE: JournalVerb.RETURN_REFUSE,
    ReturnVerb.REFUSE_FINALLY: JournalVerb.RETURN_REFUSE,
    ReturnVerb.WITHDRAW: JournalVerb.RETURN_WITHDRAW,
}
_TICKET_VERBS = {
    ReturnState.ACCEPTED: TicketVerb.ACCEPT_RETURN,
    ReturnState.REFUSED: TicketVerb.REFUSE_RETURN,
    ReturnState.FINAL: TicketVerb.REFUSE_RETURN,
    ReturnState.WITHDRAWN: TicketVerb.WITHDRAW_RETURN,
}
_VERB_WORDS = {
    ReturnVerb.SEND: "提交退单",
    ReturnVerb.ACCEPT: "退单已同意",
    ReturnVerb.REFUSE: "退单被驳回",
    ReturnVerb.REFUSE_FINALLY: f"退单被驳回，次数已用完，{FIRST_TAKER}",
    ReturnVerb.WITHDRAW: "撤回退单",
}


def _move(
    desk: Desk, person: Person, return_id: int, verb: ReturnVerb, note: str = "", attachments: Sequence[str | Path] = ()
) -> Outcome[ReturnRow]:
    require(person, Action.RETURN)
    now = desk.now()
    with files_in(desk, attachments) as files, desk.register.writing() as stores:
        before = the_return(stores, return_id)
        if before.direction != ReturnDirection.OURS:
            raise Refused(f"{before.number}：这是部门的退回请求，请答复同意或不同意")
        ticket = the_ticket(stores, before.ticket_id)
        rules = desk.rules_for(ticket.dispatched_at)
        if verb is ReturnVerb.REFUSE:
            verb = refusing(sent_count(ours_of(stores, ticket.id)), rules)
        state = state_after(before, verb)
        values: dict[str, Any] = {"state": state.value}
        if verb is ReturnVerb.SEND:
            due = answer_due(desk, now, Urgency(ticket.urgency), rules)
            values |= {"sent_at": now, "status_before": ticket.status, "due_at": due}
        else:
            values |= {"decided_at": now, "decision_note": note.strip()}
        change_return(stores, before, values)
        words = _VERB_WORDS[verb] + (f"：{note.strip()}" if note.strip() else "")
        note_step(desk, stores, person, return_id, verb.value, text=note, files=files)
        _move_ticket(desk, stores, person, ticket, before, state, verb, words)
        opened = open_if_passed(desk, stores, person, the_ticket(stores, ticket.id)) if state in REFUSALS else ""
        told = return_row(stores.returns.get(return_id))
    message = "；".join(filter(None, (f"{before.number} {_VERB_WORDS[verb]}", opened)))
    return Outcome(_CHANGES, told, message)


def the_return(stores: Stores, return_id: int) -> Any:
    """The return of this id with its ticket.

    Raises:
        Refused: there is none.

    """
    row = stores.returns.get(return_id)
    if row is None:
        raise Refused("没有这条退单")
    return row


def change_return(stores: Stores, before: Any, values: dict[str, Any]) -> None:
    """Writes changed columns of a return.

    Raises:
        EditConflict: somebody else changed it since it was read.

    """
    try:
        stores.returns.change(before, values)
    except LookupError as error:
        raise EditConflict(f"{before.number} 的退单刚被别人改过，请刷新") from error


def state_after(before: Any, verb: ReturnVerb) -> ReturnState:
    """The state after a step of this return.

    Raises:
        Refused: the step is not allowed, with the ticket's number.

    """
    try:
        return next_state(ReturnState(before.state), verb)
    except IllegalMove as error:
        raise Refused(f"{before.number}：{error}") from error


def answer_due(desk: Desk, sent_at: datetime, urgency: Urgency, rules: ClockRules) -> datetime | None:
    """When the answer is due; None when it would fall into a year whose holidays are not known yet."""
    try:
        return due_at(sent_at, urgency, rules, desk.calendar)
    except CalendarEnds:
        return None


def _move_ticket(
    desk: Desk,
    stores: Stores,
    person: Person,
    ticket: Any,
    before: Any,
    state: ReturnState,
    verb: ReturnVerb,
    text: str,
) -> None:
    """The ticket follows its return; one that has meanwhile been closed stays closed."""
    values: dict[str, Any] = {}
    if state is ReturnState.SENT:
        if ticket.status == TicketStatus.TO_SIGN:
            raise Refused(f"{ticket.number} 还没有签收，请先签收再提交退单", hint="退单不停签收时限")
        values = {"status": status_after(ticket, TicketVerb.SEND).value}
    elif ticket.status == TicketStatus.RETURNING:
        stood_at = TicketStatus(before.status_before)
        values = {"status": status_after(ticket, _TICKET_VERBS[state], back=stood_at).value}
    change_ticket(desk, stores, person, ticket, values, verb=_JOURNAL_VERBS[verb], text=text, local=tuple(values))
