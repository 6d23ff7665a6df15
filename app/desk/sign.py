"""Signing for tickets: those that wait, and signing in time or late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import Person
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.ticket.records import change_ticket, status_after, the_ticket
from app.desk.ticket.row import TicketRow
from app.desk.ticket.undo import image, undo_of
from app.desk.upkeep import acts as upkeep_acts
from app.models.queue import store as queue_store
from app.models.ticket.records import TicketChange
from app.rules.journal import JournalVerb
from app.rules.ticket.moves import TicketVerb
from app.rules.ticket.states import TicketStatus

_CHANGES = Change.TICKETS | Change.REMINDERS | Change.JOURNAL


@dataclass(frozen=True, slots=True)
class SignResult:
    """Numbers signed for, and those of them that were late."""

    signed: tuple[str, ...]
    late: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many tickets of the living desk wait to be signed for, and the first of them by time left."""

    total: int
    rows: tuple[TicketRow, ...]


def waiting(desk: Desk, *, limit: int) -> Waiting:
    """The tickets to be signed for whose time runs out first; the backlog is left out."""
    conditions = (*queue_store.conditions_of(statuses=(TicketStatus.TO_SIGN,), only_open=True), *queue_store.LIVING)
    with desk.register.reading() as stores:
        total = stores.queues.count(conditions)
        lines = stores.queues.first(conditions, queue_store.BY_SIGN_DUE, limit)
    return Waiting(total, tuple(TicketRow(line, levels=desk.levels) for line in lines))


def sign(
    desk: Desk, *, person: Person, ticket_ids: Sequence[int], reason: str = "", pass_signed: bool = False
) -> Outcome[SignResult]:
    """Signs for the tickets, all or none; stops the sign-for clock and its reminders.

    `pass_signed` leaves out tickets for which somebody has signed meanwhile; the reason stands only at late ones.

    Raises:
        Refused: a ticket cannot be signed for in its state, or one is late and no reason is given (field "reason").

    """
    require(person, Action.SIGN)
    signed: list[str] = []
    late: list[str] = []
    upkeep_acts.copy_before_many(desk, count=len(ticket_ids))
    with desk.register.writing() as stores:
        now, before = desk.now(), image(stores, ticket_ids)
        for ticket_id in ticket_ids:
            row = the_ticket(stores, ticket_id)
            if row.signed_at is not None:
                if pass_signed:
                    continue
                raise Refused(f"{row.number} 已由{row.signed_by}签收")
            # A file may have brought the ticket in as being handled though nobody here has signed for it.
            handled = row.status == TicketStatus.HANDLING
            status = TicketStatus.HANDLING if handled else status_after(row, TicketVerb.SIGN)
            is_late = row.sign_due_at is not None and now > row.sign_due_at and not row.backlog
            if is_late and not reason.strip():
                raise Refused(f"{row.number} 已超过签收时限，请写明原因", field="reason")
            values: TicketChange = {
                "status": status.value,
                "signed_at": now,
                "signed_by": person.name,
                "sign_late": is_late,
                "sign_late_reason": reason.strip() if is_late else "",
            }
            text = ("超时签收：" + reason.strip()) if is_late else "按时签收"
            change_ticket(desk, stores, person, row, values, verb=JournalVerb.SIGN, text=text, local=("status",))
            signed.append(row.number)
            if is_late:
                late.append(row.number)
        undo = undo_of(desk, stores, person, before, "签收", _CHANGES)
    message = f"已签收 {len(signed)} 件" + (f"，其中超时 {len(late)} 件" if late else "")
    return Outcome(_CHANGES, SignResult(tuple(signed), tuple(late)), message, undo)
