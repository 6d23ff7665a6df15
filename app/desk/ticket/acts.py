"""Actions on a ticket between signing and closing: dispatch to a unit, notes, close, reopen."""

from __future__ import annotations

from collections.abc import Sequence

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import Person
from app.desk.promise import acts as promise_acts
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.ticket.records import change_ticket, status_after, the_ticket
from app.desk.ticket.undo import image, undo_of
from app.desk.upkeep import acts as upkeep_acts
from app.models.register.stores import Stores
from app.models.ticket.records import TicketChange, TicketRecord
from app.rules.journal import JournalVerb
from app.rules.promise.states import PromiseSource
from app.rules.ticket.moves import VERB_WORDS, TicketVerb

_CHANGES = Change.TICKETS | Change.REMINDERS | Change.JOURNAL
_JOURNAL_VERBS = {
    TicketVerb.DISPATCH: JournalVerb.DISPATCH,
    TicketVerb.CLOSE: JournalVerb.CLOSE,
    TicketVerb.REOPEN: JournalVerb.REOPEN,
}


def dispatch(
    desk: Desk, *, person: Person, ticket_id: int, unit: str, office: str = "", note: str = ""
) -> Outcome[str]:
    """Hands the ticket to a handling unit; handing it to the former one is the reverse.

    Raises:
        Refused: no unit is named (field "unit"), or the ticket's state does not allow it.

    """
    require(person, Action.EDIT)
    dispatched = _dispatched(unit, office, note)
    return _do(desk, person, ticket_id, TicketVerb.DISPATCH, *dispatched, f"已派至{unit.strip()}")


def dispatch_many(
    desk: Desk, *, person: Person, ticket_ids: Sequence[int], unit: str, office: str = "", note: str = ""
) -> Outcome[tuple[str, ...]]:
    """Hands these tickets to one handling unit, all or none, in one transaction; the reverse restores every one.

    Raises:
        Refused: no unit is named (field "unit"), no ticket is, or the state of one does not allow it.

    """
    require(person, Action.EDIT)
    values, text = _dispatched(unit, office, note)
    if not ticket_ids:
        raise Refused("没有可以派单的工单")
    upkeep_acts.copy_before_many(desk, count=len(ticket_ids))
    with desk.register.writing() as stores:
        before = image(stores, ticket_ids)
        rows = [the_ticket(stores, ticket_id) for ticket_id in ticket_ids]
        for row in rows:
            _move(desk, stores, person, row, TicketVerb.DISPATCH, values, text)
        reverse = undo_of(desk, stores, person, before, VERB_WORDS[TicketVerb.DISPATCH], _CHANGES)
    numbers = tuple(row.number for row in rows)
    return Outcome(_CHANGES, numbers, f"{len(numbers)} 件已派至{unit.strip()}", reverse)


def _dispatched(unit: str, office: str, note: str) -> tuple[TicketChange, str]:
    if not unit.strip():
        raise Refused("请填写承办单位", field="unit")
    values: TicketChange = {"unit": unit.strip(), "office": office.strip()}
    return values, note.strip() or f"派单至{unit.strip()}"


def add_note(desk: Desk, *, person: Person, ticket_id: int, text: str) -> Outcome[str]:
    """Writes a note into the ticket's timeline; what it promises is proposed as a promise.

    Raises:
        Refused: the note is empty (field "text").

    """
    require(person, Action.EDIT)
    if not text.strip():
        raise Refused("备注是空的", field="text")
    said = promise_acts.found_in(desk, text)
    with desk.register.writing() as stores:
        row = the_ticket(stores, ticket_id)
        write_line(desk, stores, person, JournalVerb.NOTE, text.strip(), about=row)
        found = promise_acts.propose(desk, stores, person, row, said, PromiseSource.NOTE)
    message = f"备注已记入时间线；发现 {found} 条承诺，请确认" if found else "备注已记入时间线"
    changes = Change.TICKETS | Change.JOURNAL | (Change.CONTACTS if found else Change.NOTHING)
    return Outcome(changes, row.number, message)


def note_print(desk: Desk, *, person: Person, ticket_id: int, revealed: bool) -> Outcome[str]:
    """Records that the ticket was printed, and whether its numbers stood on the paper in full."""
    require(person, Action.EXPORT)
    with desk.register.writing() as stores:
        row = the_ticket(stores, ticket_id)
        text = "打印工单（号码完整）" if revealed else "打印工单（号码已遮盖）"
        write_line(desk, stores, person, JournalVerb.PRINT, text, about=row)
    return Outcome(Change.JOURNAL, row.number, f"{row.number} 已记录打印")


def close(desk: Desk, *, person: Person, ticket_id: int, reason: str = "") -> Outcome[str]:
    """Closes the ticket; its clocks stop and its reminders end. `reopen` is the reverse.

    Raises:
        Refused: a ticket in the callback queue leaves it only through a valid survey or as unreachable.

    """
    require(person, Action.EDIT)
    values: TicketChange = {"closed_at": desk.now(), "desk_closed_at": desk.now()}
    return _do(
        desk,
        person,
        ticket_id,
        TicketVerb.CLOSE,
        values,
        ("办结：" + reason.strip()) if reason.strip() else "办结",
        "已办结",
    )


def reopen(desk: Desk, *, person: Person, ticket_id: int, reason: str) -> Outcome[str]:
    """Opens a closed ticket again; its clocks run from the first dispatch as before.

    Raises:
        Refused: no reason is given (field "reason"), or the ticket is not closed.

    """
    require(person, Action.EDIT)
    if not reason.strip():
        raise Refused("请写明重开原因", field="reason")
    values: TicketChange = {"closed_at": None, "desk_closed_at": None}
    return _do(desk, person, ticket_id, TicketVerb.REOPEN, values, "重开：" + reason.strip(), "已重新打开")


def _do(
    desk: Desk, person: Person, ticket_id: int, verb: TicketVerb, values: TicketChange, text: str, message: str
) -> Outcome[str]:
    with desk.register.writing() as stores:
        row = the_ticket(stores, ticket_id)
        before = image(stores, [ticket_id])
        _move(desk, stores, person, row, verb, values, text)
        reverse = undo_of(desk, stores, person, before, VERB_WORDS[verb], _CHANGES)
    return Outcome(_CHANGES, row.number, f"{row.number} {message}", reverse)


def _move(
    desk: Desk,
    stores: Stores,
    person: Person,
    row: TicketRecord,
    verb: TicketVerb,
    values: TicketChange,
    text: str,
) -> None:
    """Writes one act on a ticket within its transaction."""
    status = status_after(row, verb)
    changed: TicketChange = {**values}
    if status != row.status:
        changed["status"] = status.value
    line = _JOURNAL_VERBS[verb]
    change_ticket(desk, stores, person, row, changed, verb=line, text=text, local=tuple(changed))
