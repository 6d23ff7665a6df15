"""Undoes a change of a ticket within ten minutes, as long as nobody has changed the ticket since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from app.base.changes import Change, Outcome, Undo
from app.base.errors import Refused
from app.base.people import Person
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.ticket.records import change_ticket, status_after, the_ticket
from app.models.ticket.records import TicketRecord
from app.rules.journal import JournalVerb
from app.rules.ticket.moves import TAKE_BACK_WITHIN, TicketVerb
from app.rules.ticket.states import TicketStatus

_CHANGES = Change.TICKETS | Change.REMINDERS | Change.JOURNAL


def undo_of(desk: Desk, person: Person, before: TicketRecord, names: Iterable[str], act: str) -> Undo:
    """The undo of an act that has just changed these columns; `before` is the ticket as it stood."""
    values = {name: before.value(name) for name in (*names, "local_fields")}
    reverse = partial(undo, person=person, ticket_id=before.id, version=before.version + 1, values=values, act=act)
    return Undo(reverse, desk.now() + TAKE_BACK_WITHIN, f"{before.number} {act}")


def undo(
    desk: Desk, *, person: Person, ticket_id: int, version: int, values: Mapping[str, object], act: str
) -> Outcome[str]:
    """Restores the columns that an act changed; its clocks are counted anew and its reminders follow.

    Raises:
        Refused: the ticket has been changed since `version`, or its state does not lead back.

    """
    require(person, Action.EDIT)
    with desk.register.writing() as stores:
        row = the_ticket(stores, ticket_id)
        if row.version != version:
            raise Refused(f"{row.number} 之后又有变化，不能撤回{act}", hint="请在工单上改正")
        if "status" in values:
            status_after(row, TicketVerb.UNDO, back=TicketStatus(str(values["status"])))
        change_ticket(desk, stores, person, row, values, verb=JournalVerb.UNDO, text=f"撤回{act}")
    return Outcome(_CHANGES, row.number, f"{row.number} 已撤回{act}")
