"""The sort orders of ticket lists in SQL; missing values come last in both directions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, case

from app.models.ticket.lines import NEVER
from app.models.ticket.tables import tickets
from app.rules.law.clocks import Urgency
from app.rules.queue.orders import ListOrder
from app.rules.ticket.states import TicketStatus

# A longer list is sorted only by indexed columns or by the tickets' instants.
SORTED_AT_MOST = 5_000
INDEXED = frozenset({ListOrder.NEXT, ListOrder.SIGN_DUE, ListOrder.DEADLINE, ListOrder.DISPATCHED, ListOrder.CLOSED})
_t = tickets.c
_STATUS = case(
    {value.value: place for place, value in enumerate(TicketStatus)}, value=_t.status, else_=len(TicketStatus)
)
# Sorted column, and the condition under which it is missing.
_KEYS: dict[ListOrder, tuple[ColumnElement[Any], ColumnElement[bool] | None]] = {
    ListOrder.NEXT: (_t.next_due, _t.next_due == NEVER),
    ListOrder.SIGN_DUE: (_t.sign_due_at, _t.sign_due_at.is_(None)),
    ListOrder.DEADLINE: (_t.deadline_at, _t.deadline_at.is_(None)),
    ListOrder.DISPATCHED: (_t.dispatched_at, None),
    ListOrder.CLOSED: (_t.closed_at, _t.closed_at.is_(None)),
    ListOrder.NUMBER: (_t.number, None),
    ListOrder.TITLE: (_t.title, _t.title == ""),
    ListOrder.STATUS: (_STATUS, None),
    ListOrder.STREET: (_t.street, _t.street == ""),
    ListOrder.MERCHANT: (_t.merchant, _t.merchant == ""),
    ListOrder.UNIT: (_t.unit, _t.unit == ""),
}


def ordered(by: ListOrder, *, descending: bool, urgencies: Sequence[Urgency]) -> tuple[Any, ...]:
    """The ORDER BY of a list; equal tickets stand in the order in which they came in.

    `urgencies` are the codes of the levels, the most urgent first.
    """
    key, missing = (_rank_of(urgencies), None) if by is ListOrder.URGENCY else _KEYS[by]
    direction = key.desc() if descending else key.asc()
    if missing is None or (by is ListOrder.NEXT and not descending):  # NEVER is the greatest of all
        return (direction, _t.id)
    return (case((missing, 1), else_=0), direction, _t.id)


def _rank_of(urgencies: Sequence[Urgency]) -> ColumnElement[Any]:
    return case({code: place for place, code in enumerate(urgencies)}, value=_t.urgency, else_=len(urgencies))
