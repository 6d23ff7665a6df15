"""历史未结: open tickets of the backlog. They are taken into work, and what came in long overdue is moved there."""

from __future__ import annotations

from collections.abc import Sequence

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import Person
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.whole_settings import whole_setting
from app.desk.ticket.records import change_ticket, the_ticket
from app.desk.ticket.undo import image, undo_of
from app.desk.upkeep import acts as upkeep_acts
from app.models.register.stores import Stores
from app.models.ticket.records import TicketRecord
from app.rules.intake.age import OLD_AFTER_DAYS, is_history
from app.rules.journal import JournalVerb
from app.rules.ticket.states import TicketStatus

_CHANGES = Change.TICKETS | Change.REMINDERS | Change.ESCALATIONS | Change.CONTACTS | Change.JOURNAL


def take_into_work(desk: Desk, *, person: Person, ticket_ids: Sequence[int]) -> Outcome[tuple[str, ...]]:
    """Takes tickets of 历史未结 into work, all or none: their clocks, reminders and findings count from now on.

    Raises:
        Refused: one is closed, or does not belong to the backlog.

    """
    require(person, Action.EDIT)
    upkeep_acts.copy_before_many(desk, count=len(ticket_ids))
    with desk.register.writing() as stores:
        rows = [the_ticket(stores, ticket_id) for ticket_id in ticket_ids]
        for row in rows:
            if not row.is_open or not row.backlog:
                raise Refused(f"{row.number} 不在历史未结中")
        before = image(stores, ticket_ids)
        _move(desk, stores, person, rows, backlog=False)
        undo = undo_of(desk, stores, person, before, "转入办理", _CHANGES)
    numbers = tuple(row.number for row in rows)
    return Outcome(_CHANGES, numbers, f"已转入办理 {len(numbers)} 件", undo)


def put_into_history(desk: Desk, *, person: Person, ticket_ids: Sequence[int]) -> Outcome[tuple[str, ...]]:
    """Moves open tickets that came in long overdue into 历史未结; the others stay and are counted in the message.

    A ticket that ran out while the desk had it cannot be moved: it counts in the figures.

    Raises:
        Refused: none of them came in long overdue.

    """
    require(person, Action.EDIT)
    upkeep_acts.copy_before_many(desk, count=len(ticket_ids))
    with desk.register.writing() as stores:
        found = [the_ticket(stores, ticket_id) for ticket_id in ticket_ids]
        days = whole_setting(stores, OLD_AFTER_DAYS)
        rows = [row for row in found if row.is_open and not row.backlog and _came_old(stores, row, days)]
        if not rows:
            raise Refused("所选工单不是导入时已超期的，不能归入历史未结")
        before = image(stores, [row.id for row in rows])
        _move(desk, stores, person, rows, backlog=True)
        undo = undo_of(desk, stores, person, before, "归入历史未结", _CHANGES)
    left = f"；{len(found) - len(rows)} 件不是导入时已超期，未归入" if len(found) > len(rows) else ""
    return Outcome(_CHANGES, tuple(row.number for row in rows), f"已归入历史未结 {len(rows)} 件{left}", undo)


def came_old(desk: Desk, ticket_ids: Sequence[int]) -> frozenset[int]:
    """Those of these tickets that may be moved into 历史未结: they came in long overdue."""
    if not ticket_ids:
        return frozenset()
    with desk.register.reading() as stores:
        days = whole_setting(stores, OLD_AFTER_DAYS)
        found = stores.imports.arrivals(ticket_ids)
    return frozenset(
        arrival.ticket_id
        for arrival in found
        if is_history(
            status=arrival.status, closed_at=None, deadline=arrival.deadline_at, now=arrival.at, after_days=days
        )
    )


def _came_old(stores: Stores, row: TicketRecord, days: int) -> bool:
    taken_in = None if row.import_id is None else stores.imports.get(row.import_id)
    if taken_in is None or row.deadline_at is None:
        return False
    return is_history(
        status=TicketStatus(row.status), closed_at=None, deadline=row.deadline_at, now=taken_in.at, after_days=days
    )


def _move(desk: Desk, stores: Stores, person: Person, rows: Sequence[TicketRecord], *, backlog: bool) -> None:
    verb = JournalVerb.PUT_INTO_HISTORY if backlog else JournalVerb.TAKE_INTO_WORK
    text = "归入历史未结" if backlog else "从历史未结转入办理"
    for row in rows:
        change_ticket(desk, stores, person, row, {"backlog": backlog}, verb=verb, text=text)
