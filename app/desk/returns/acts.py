"""Our own returns: tickets that belong elsewhere, from the draft to the decision, each step with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import Person
from app.desk.evidence import attachments as files_of
from app.desk.evidence.attachments import Attachment
from app.desk.passing.acts import open_if_passed
from app.desk.returns.records import answer_due, change_return, ours_of, sent_count, the_return
from app.desk.returns.rows import ReturnRow, return_row
from app.desk.returns.steps import note_step
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.flows import state_after
from app.desk.shared.journal_lines import write_line
from app.desk.ticket.records import change_ticket, status_after, the_ticket
from app.desk.ticket.undo import image, undo_of
from app.models.register.stores import Stores
from app.models.returns.records import NewReturn, ReturnChange, ReturnRecord
from app.models.ticket.records import TicketRecord
from app.rules.journal import JournalVerb
from app.rules.law.clock_rules import ClockRules
from app.rules.law.clocks import Urgency
from app.rules.returns.moves import (
    FIRST_STATES,
    FIRST_TAKER,
    REFUSALS,
    RETURN_FLOW,
    UNDER_WAY,
    ReturnVerb,
    refusing,
    request_refusal,
)
from app.rules.returns.states import RETURN_GROUND_WORDS, ReturnDirection, ReturnGround, ReturnState, ReturnStep
from app.rules.ticket.moves import TicketVerb
from app.rules.ticket.states import TicketStatus

_CHANGES = Change.RETURNS | Change.TICKETS | Change.REMINDERS | Change.JOURNAL
_JOURNAL_VERBS = {
    ReturnVerb.SEND: JournalVerb.RETURN_SEND,
    ReturnVerb.ACCEPT: JournalVerb.RETURN_ACCEPT,
    ReturnVerb.REFUSE: JournalVerb.RETURN_REFUSE,
    ReturnVerb.REFUSE_FINALLY: JournalVerb.RETURN_REFUSE,
    ReturnVerb.WITHDRAW: JournalVerb.RETURN_WITHDRAW,
}
_TICKET_VERBS = {
    ReturnVerb.SEND: TicketVerb.SEND,
    ReturnVerb.ACCEPT: TicketVerb.ACCEPT_RETURN,
    ReturnVerb.REFUSE: TicketVerb.REFUSE_RETURN,
    ReturnVerb.REFUSE_FINALLY: TicketVerb.REFUSE_RETURN,
    ReturnVerb.WITHDRAW: TicketVerb.WITHDRAW_RETURN,
}
_VERB_WORDS = {
    ReturnVerb.SEND: "提交退单",
    ReturnVerb.ACCEPT: "退单已同意",
    ReturnVerb.REFUSE: "退单被驳回",
    ReturnVerb.REFUSE_FINALLY: f"退单被驳回，次数已用完，{FIRST_TAKER}",
    ReturnVerb.WITHDRAW: "撤回退单",
}


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
    send: bool = False,
) -> Outcome[ReturnRow]:
    """Enters a return as a draft; its attachments are copied in. The ticket's clocks run on.

    With `send` the request is sent in the same transaction: both happen, or neither.

    Raises:
        Refused: no basis (field "basis"), an attachment is not there (field "attachments"), the ticket may not be
            returned in its state, a return of it is under way, or it was sent as often as the rule allows (drafts
            that were withdrawn do not count).
        FileRefused: an attachment is empty or too large.

    """
    require(person, Action.RETURN)
    if not basis.strip():
        raise Refused("请填写退单依据（三定方案或派单目录条目）", field="basis")
    with files_of.taken_in(desk, attachments) as files, desk.register.writing() as stores:
        ticket, image_before = _returnable(desk, stores, ticket_id), image(stores, [ticket_id])
        return_id = stores.returns.add(
            NewReturn(
                ticket_id=ticket_id,
                direction=ReturnDirection.OURS,
                state=FIRST_STATES[ReturnDirection.OURS],
                ground=ground,
                basis=basis.strip(),
                suggested_unit=suggested_unit.strip(),
                note=note.strip(),
                attachments=files_of.joined((), files),
                status_before=TicketStatus(ticket.status),
                created_at=desk.now(),
                created_by=person.name,
            )
        )
        text = f"登记退单：{RETURN_GROUND_WORDS[ground]}；依据 {basis.strip()}"
        write_line(desk, stores, person, JournalVerb.RETURN_REGISTER, text, about=ticket)
        note_text = "；".join(filter(None, (RETURN_GROUND_WORDS[ground], suggested_unit.strip(), note.strip())))
        note_step(desk, stores, person, return_id, ReturnStep.REGISTER, text=note_text, basis=basis, files=files)
        if send:
            _take_step(desk, stores, person, the_return(stores, return_id), ReturnVerb.SEND)
        done = "已登记退单并提交" if send else "已登记退单（草稿）"
        undo = undo_of(desk, stores, person, image_before, "登记退单", _CHANGES)
        stands = the_return(stores, return_id)
    return Outcome(_CHANGES, return_row(stands), f"{ticket.number} {done}", undo)


def _returnable(desk: Desk, stores: Stores, ticket_id: int) -> TicketRecord:
    ticket = the_ticket(stores, ticket_id)
    status_after(ticket, TicketVerb.REGISTER_RETURN)
    ours = ours_of(stores, ticket.id)
    if any(case.state in UNDER_WAY for case in ours):
        raise Refused(f"{ticket.number} 已有退单在办", hint="请在退单登记簿中提交、撤回或登记结果")
    if refused := request_refusal(sent_count(ours), desk.rules_for(ticket.dispatched_at)):
        raise Refused(f"{ticket.number}：{refused}")
    return ticket


def send(desk: Desk, *, person: Person, return_id: int) -> Outcome[ReturnRow]:
    """Sends the request; the ticket is 退单中 and its clocks run until the return is accepted."""
    return _move(desk, person, return_id, ReturnVerb.SEND)


def accept(
    desk: Desk, *, person: Person, return_id: int, note: str = "", attachments: Sequence[str | Path] = ()
) -> Outcome[ReturnRow]:
    """Records that the return was accepted: the ticket leaves the desk and its clocks stop."""
    return _move(desk, person, return_id, ReturnVerb.ACCEPT, note, attachments)


def refuse(
    desk: Desk, *, person: Person, return_id: int, note: str, attachments: Sequence[str | Path] = ()
) -> Outcome[ReturnRow]:
    """Records that the return was refused: the ticket gets its former state back.

    The refusal of the last request the rules allow is final: the ticket stays here by 首接负责. From the second
    refusal on a case of buck-passing is opened, if none is open.

    Raises:
        Refused: no reason is given (field "note").

    """
    if not note.strip():
        raise Refused("请写明驳回原因", field="note")
    return _move(desk, person, return_id, ReturnVerb.REFUSE, note, attachments)


def withdraw(desk: Desk, *, person: Person, return_id: int) -> Outcome[ReturnRow]:
    """Withdraws a draft or a sent request: the reverse of registering and sending."""
    return _move(desk, person, return_id, ReturnVerb.WITHDRAW)


def add_evidence(
    desk: Desk, *, person: Person, return_id: int, attachments: Sequence[str | Path], note: str = ""
) -> Outcome[ReturnRow]:
    """Adds files to a return of either direction at any time, as a separate step.

    Raises:
        Refused: no file, or one that is not there (field "attachments").

    """
    require(person, Action.RETURN)
    if not attachments:
        raise Refused("请选择要补充的材料", field="attachments")
    with files_of.taken_in(desk, attachments) as files, desk.register.writing() as stores:
        before = the_return(stores, return_id)
        image_before = image(stores, [before.ticket_id])
        change_return(stores, before, attachments=files_of.joined(before.attachments, files))
        note_step(desk, stores, person, return_id, ReturnStep.EVIDENCE, text=note, files=files)
        text = f"退单补充材料 {len(files)} 个" + _added(note)
        write_line(desk, stores, person, JournalVerb.RETURN_EVIDENCE, text, about=before)
        undo = undo_of(desk, stores, person, image_before, "补充退单材料", _CHANGES)
        stands = the_return(stores, return_id)
    return Outcome(_CHANGES, return_row(stands), f"{before.number} {text}", undo)


def _move(
    desk: Desk, person: Person, return_id: int, verb: ReturnVerb, note: str = "", attachments: Sequence[str | Path] = ()
) -> Outcome[ReturnRow]:
    require(person, Action.RETURN)
    with files_of.taken_in(desk, attachments) as files, desk.register.writing() as stores:
        before = the_return(stores, return_id)
        image_before = image(stores, [before.ticket_id])
        message = _take_step(desk, stores, person, before, verb, note, files)
        undo = undo_of(desk, stores, person, image_before, _JOURNAL_VERBS[verb].word, _CHANGES)
        stands = the_return(stores, return_id)
    return Outcome(_CHANGES, return_row(stands), message, undo)


def _take_step(
    desk: Desk,
    stores: Stores,
    person: Person,
    before: ReturnRecord,
    verb: ReturnVerb,
    note: str = "",
    files: Sequence[Attachment] = (),
) -> str:
    """Moves our return and its ticket within the open transaction; returns the message for the person."""
    if before.direction is not ReturnDirection.OURS:
        raise Refused(f"{before.number}：这是部门的退回请求，请答复同意或不同意")
    ticket = the_ticket(stores, before.ticket_id)
    rules = desk.rules_for(ticket.dispatched_at)
    if verb is ReturnVerb.REFUSE:
        verb = refusing(sent_count(ours_of(stores, ticket.id)), rules)
    state = state_after(RETURN_FLOW, before.state, verb, number=before.number)
    change_return(stores, before, **_moved(desk, ticket, rules, state, note))
    note_step(desk, stores, person, before.id, ReturnStep(verb.value), text=note, files=files)
    _move_ticket(desk, stores, person, ticket, before, verb, _VERB_WORDS[verb] + _added(note))
    opened = open_if_passed(desk, stores, person, the_ticket(stores, ticket.id)) if state in REFUSALS else ""
    return "；".join(filter(None, (f"{before.number} {_VERB_WORDS[verb]}", opened)))


def _moved(desk: Desk, ticket: TicketRecord, rules: ClockRules, state: ReturnState, note: str) -> ReturnChange:
    """The columns that change with the state: when it was sent and is due, or how it was decided."""
    if state is not ReturnState.SENT:
        return {"state": state, "decided_at": desk.now(), "decision_note": note.strip()}
    due = answer_due(desk, desk.now(), Urgency(ticket.urgency), rules)
    return {"state": state, "sent_at": desk.now(), "status_before": TicketStatus(ticket.status), "due_at": due}


def _move_ticket(
    desk: Desk,
    stores: Stores,
    person: Person,
    ticket: TicketRecord,
    before: ReturnRecord,
    verb: ReturnVerb,
    text: str,
) -> None:
    """Moves the ticket along with its return; one closed in the meantime stays closed."""
    follows = verb is ReturnVerb.SEND or ticket.status == TicketStatus.RETURNING
    if verb is ReturnVerb.SEND and ticket.status == TicketStatus.TO_SIGN:
        raise Refused(f"{ticket.number} 还没有签收，请先签收再提交退单", hint="退单不停签收时限")
    stood_at = before.status_before or TicketStatus.HANDLING
    values = {"status": status_after(ticket, _TICKET_VERBS[verb], back=stood_at).value} if follows else {}
    change_ticket(desk, stores, person, ticket, values, verb=_JOURNAL_VERBS[verb], text=text, local=tuple(values))


def _added(note: str) -> str:
    return f"：{note.strip()}" if note.strip() else ""
