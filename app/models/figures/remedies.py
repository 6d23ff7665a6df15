"""The remedy store: what decides whether a ticket that cost points can still be reworked, excluded or returned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from app.models.exclusion.tables import exclusions
from app.models.returns.tables import returns
from app.models.ticket.tables import tickets
from app.rules.exclusion.moves import ExclusionState
from app.rules.returns.states import ReturnDirection
from app.rules.ticket.states import TicketStatus

_t, _x, _r = tickets.c, exclusions.c, returns.c
_TICKETS_AT_ONCE = 500


class RemedyRow(NamedTuple):
    """One ticket; `application` is its last application that was not withdrawn, `requests` our returns that were sent.

    The answers are the platform's own words.
    """

    id: int
    number: str
    title: str
    content: str
    unit: str
    street: str
    category_1: str
    category_2: str
    category_3: str
    status: TicketStatus
    dispatched_at: datetime
    deadline_at: datetime | None
    closed_at: datetime | None
    excluded: bool
    application: ExclusionState | None
    requests: int
    platform_contacted: str
    platform_solved: str
    platform_satisfied: str
    platform_first_valid: str
    platform_first_contacted: str
    platform_first_solved: str
    platform_first_satisfied: str


class RemedyStore:
    """Reads within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, ticket_ids: Sequence[int]) -> list[RemedyRow]:
        """These tickets, by id."""
        found: list[RemedyRow] = []
        for start in range(0, len(ticket_ids), _TICKETS_AT_ONCE):
            part = ticket_ids[start : start + _TICKETS_AT_ONCE]
            query = select(*_COLUMNS).where(_t.id.in_(part)).order_by(_t.id)
            found += map(RemedyRow._make, self._connection.execute(query))
        return found


_LAST = (
    select(_x.state)
    .where(_x.ticket_id == _t.id, _x.state != ExclusionState.WITHDRAWN)
    .order_by(_x.id.desc())
    .limit(1)
    .correlate(tickets)
    .scalar_subquery()
)
_REQUESTS = (
    select(func.count())
    .where(_r.ticket_id == _t.id, _r.direction == ReturnDirection.OURS, _r.sent_at.is_not(None))
    .correlate(tickets)
    .scalar_subquery()
)
_OWN = {"application": _LAST, "requests": _REQUESTS}
_COLUMNS = tuple(_OWN[name] if name in _OWN else _t[name] for name in RemedyRow._fields)
