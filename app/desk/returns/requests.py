"""Requests of departments to give a ticket back to us: received, then agreed or declined with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import Person
from app.desk.evidence import attachments as files_of
from app.desk.passing.acts import open_if_passed
from app.desk.reminder.own_matters import plan, silence
from app.desk.returns.records import answer_due, change_return, the_return
from app.desk.returns.rows import ReturnRow, return_row
from app.desk.returns.steps import note_step
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.flows import state_after
from app.desk.shared.journal_lines import write_line
from app.desk.ticket.records import change_ticket, the_ticket
from app.desk.ticket.undo import image, undo_of
from app.models.register.stores import Stores
from app.models.returns.records import NewReturn
from app.models.ticket.records import TicketRecord
from app.rules.journal import JournalVerb
from app.rules.law.clocks import ClockName, Urgency
from app.rules.returns.moves import FIRST_STATES, RETURN_FLOW, ReturnVerb, request_slots
from app.rules.returns.states import RETURN_GROUND_WORDS, ReturnDirection, ReturnGround, ReturnState, ReturnStep
from app.rules.ticket.states import STATUS_WORDS, TicketStatus

_CHANGES = Change.RETURNS | Change.TICKETS | Change.REMINDERS | Change.JOURNAL
_GONE = frozenset({TicketStatus.RETURNED, TicketStatus.CLOSED})


def receive(
    desk: Desk,
    *,
    person: Person,
    ticket_id: int,
    department: str,
    ground: ReturnGround,
    basis: str,
    note: str = "",
    attachments: Sequence[str | Path] = (),
) -> Outcome[ReturnRow]:
    """Enters that a department asks us to take a ticket back; we answer within the time of a return.

    Raises:
        Refused: no department or basis (fields "department", "basis"), an attachment is not there (field
            "attachments"), the ticket is under return by us, or a request for it waits for our answer.
        FileRefused: an attachment is empty or too large.

    """
    require(person, Action.RETURN)
    if not department.strip():
        raise Refused("请填写提出退回的部门", field="department")
    if not basis.strip():
        raise Refused("请填写对方退回的依据", field="basis")
    now = desk.now()
    with files_of.taken_in(desk, attachments) as files, desk.register.writing() as stores:
        ticket = the_ticket(stores, ticket_id)
        _may_receive(stores, ticket)
        image_before = image(stores, [ticket_id])
        due = answer_due(desk, now, Urgency(ticket.urgency), desk.rules_for(ticket.dispatched_at))
        return_id = stores.returns.add(
            NewReturn(
                ticket_id=ticket_id,
                direction=ReturnDirection.TO_US,
                department=department.strip(),
                state=FIRST_STATES[ReturnDirection.TO_US],
                ground=ground,
                basis=basis.strip(),
                note=note.strip(),
                attachments=files_of.joined((), files),
                status_before=TicketStatus(ticket.status),
                created_at=now,
                created_by=person.name,
                sent_at=now,
                due_at=due,
            )
        )
        text = f"{department.strip()}请求退回：{RETURN_GROUND_WORDS[ground]}；依据 {basis.strip()}"
        write_line(desk, stores, person, JournalVerb.RETURN_RECEIVE, text, about=ticket)
        note_text = "；".join(filter(None, (department.strip(), RETURN_GROUND_WORDS[ground], note.strip())))
        note_step(desk, stores, person, return_id, ReturnStep.RECEIVE, text=note_text, basis=basis, files=files)
        if due is not None:
            plan(desk, stores, ticket.id, ClockName.REQUEST, request_slots(return_id, now, due), due)
        stands = the_return(stores, return_id)
        undo = undo_of(desk, stores, person, image_before, "登记退回请求", _CHANGES)
    return Outcome(_CHANGES, return_row(stands), f"{ticket.number} 已登记{department.strip()}的退回请求", undo)


def _may_receive(stores: Stores, ticket: TicketRecord) -> None:
    if ticket.status == TicketStatus.RETURNING:
        raise Refused(f"{ticket.number} 我方正在申请退单，不能再登记退回请求", hint="请先等结果或撤回我方退单")
    if any(row.state == ReturnState.RECEIVED for row in stores.returns.of_ticket(ticket.id)):
        raise Refused(f"{ticket.number} 已有退回请求待答复", hint="请在退单登记簿中答复")


def agree(
    desk: Desk, *, person: Person, return_id: int, note: str = "", attachments: Sequence[str | Path] = ()
) -> Outcome[ReturnRow]:
    """Takes the ticket back: one that had left or was closed opens again, and it belongs to no unit until dispatched.

    From the third transfer on a case of buck-passing is opened.

    Raises:
        Refused: it is no request to us, or was answered before.

    """
    return _answer(desk, person, return_id, ReturnVerb.AGREE, note, attachments)


def decline(
    desk: Desk, *, person: Person, return_id: int, note: str, attachments: Sequence[str | Path] = ()
) -> Outcome[ReturnRow]:
    """Declines the request; the ticket keeps its state.

    Raises:
        Refused: no reason is given (field "note"), it is no request to us, or was answered before.

    """
    if not note.strip():
        raise Refused("请写明不同意退回的理由", field="note")
    return _answer(desk, person, return_id, ReturnVerb.DECLINE, note, attachments)


def take_back(desk: Desk, *, person: Person, return_id: int, note: str = "") -> Outcome[ReturnRow]:
    """Records that the department withdrew its request; also undoes a request received by mistake."""
    return _answer(desk, person, return_id, ReturnVerb.WITHDRAW, note, ())


_TOLD = {
    ReturnVerb.AGREE: (JournalVerb.RETURN_AGREE, "同意接回"),
    ReturnVerb.DECLINE: (JournalVerb.RETURN_DECLINE, "不同意退回"),
    ReturnVerb.WITHDRAW: (JournalVerb.RETURN_WITHDRAW, "退回请求已撤回"),
}


def _answer(
    desk: Desk, person: Person, return_id: int, verb: ReturnVerb, note: str, attachments: Sequence[str | Path]
) -> Outcome[ReturnRow]:
    require(person, Action.RETURN)
    journal, words = _TOLD[verb]
    with files_of.taken_in(desk, attachments) as files, desk.register.writing() as stores:
        before = the_return(stores, return_id)
        if before.direction is not ReturnDirection.TO_US:
            raise Refused(f"{before.number}：这是我方的退单，不是部门的退回请求")
        image_before = image(stores, [before.ticket_id])
        state = state_after(RETURN_FLOW, before.state, verb, number=before.number)
        change_return(stores, before, state=state, decided_at=desk.now(), decision_note=note.strip())
        note_step(desk, stores, person, return_id, ReturnStep(verb.value), text=note, files=files)
        silence(stores, before.ticket_id, ClockName.REQUEST, before.id, f"{before.department}的请求：{words}")
        ticket = the_ticket(stores, before.ticket_id)
        values = _taken_back(ticket) if verb is ReturnVerb.AGREE else {}
        text = f"{words}（{before.department}）" + (f"：{note.strip()}" if note.strip() else "")
        change_ticket(desk, stores, person, ticket, values, verb=journal, text=text, local=tuple(values))
        opened = ""
        if verb is ReturnVerb.AGREE:
            opened = open_if_passed(desk, stores, person, the_ticket(stores, ticket.id))
        stands = the_return(stores, return_id)
        undo = undo_of(desk, stores, person, image_before, journal.word, _CHANGES)
    moved = f"，工单{STATUS_WORDS[TicketStatus.HANDLING]}，请重新派单" if "status" in values else ""
    message = "；".join(filter(None, (f"{before.number} {words}{moved}", opened)))
    return Outcome(_CHANGES, return_row(stands), message, undo)


def _taken_back(ticket: TicketRecord) -> dict[str, str | None]:
    """The columns that change when a ticket comes back: no unit; one that had left is being handled again."""
    values: dict[str, str | None] = {"unit": "", "office": ""}
    if ticket.status in _GONE:
        values |= {"status": TicketStatus.HANDLING.value, "closed_at": None, "desk_closed_at": None}
    return values
