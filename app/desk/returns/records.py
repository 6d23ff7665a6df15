"""Access to one return: reads it and writes its changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Unpack

from app.base.errors import Refused
from app.desk.shared.conflict import saving
from app.desk.shared.context import Desk
from app.models.register.stores import Stores
from app.models.returns.records import ReturnChange, ReturnRecord
from app.rules.law.calendar import CalendarEnds
from app.rules.law.clock_rules import ClockRules
from app.rules.law.clocks import Urgency
from app.rules.returns.moves import due_at
from app.rules.returns.states import ReturnDirection


def the_return(stores: Stores, return_id: int) -> ReturnRecord:
    """The return of this id with its ticket.

    Raises:
        Refused: there is none.

    """
    case = stores.returns.get(return_id)
    if case is None:
        raise Refused("没有这条退单")
    return case


def change_return(stores: Stores, before: ReturnRecord, **changes: Unpack[ReturnChange]) -> None:
    """Writes changed columns of a return.

    Raises:
        EditConflict: somebody else changed it since it was read.

    """
    with saving(f"{before.number} 的退单"):
        stores.returns.change(before, **changes)


def ours_of(stores: Stores, ticket_id: int) -> list[ReturnRecord]:
    """The ticket's returns that we requested, oldest first."""
    return [case for case in stores.returns.of_ticket(ticket_id) if case.direction is ReturnDirection.OURS]


def sent_count(ours: Sequence[ReturnRecord]) -> int:
    """How many of them were sent: only these count against the rule's limit."""
    return sum(case.sent_at is not None for case in ours)


def answer_due(desk: Desk, sent_at: datetime, urgency: Urgency, rules: ClockRules) -> datetime | None:
    """When the answer is due; None when it would fall into a year whose holidays are not known yet."""
    try:
        return due_at(sent_at, urgency, rules, desk.calendar)
    except CalendarEnds:
        return None
