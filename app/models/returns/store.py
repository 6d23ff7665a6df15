"""The return store: the return register."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Unpack

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Executable,
    case,
    func,
    or_,
    select,
    type_coerce,
)

from app.models.returns.records import (
    NewReturn,
    NewReturnStep,
    ReturnChange,
    ReturnCount,
    ReturnRecord,
    ReturnStepRecord,
)
from app.models.returns.tables import return_steps, returns
from app.models.shared.containing import containing
from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import add_row, change_row
from app.models.ticket.tables import tickets
from app.rules.returns.states import ReturnDirection, ReturnGround, ReturnState

_r = returns.c
_OPEN = (ReturnState.DRAFT, ReturnState.SENT, ReturnState.RECEIVED)
# The states that end a return, and among them those that answer a request of ours.
_DECIDED = (ReturnState.ACCEPTED, ReturnState.REFUSED, ReturnState.FINAL, ReturnState.AGREED, ReturnState.DECLINED)
_DECIDED_OURS = _DECIDED[:3]
# The unit we ask, or the unit that asks us.
_UNIT = case((_r.direction == ReturnDirection.OURS, _r.suggested_unit), else_=_r.department)
_WITH_TICKET = select(*columns_of(ReturnRecord, returns, tickets)).join(tickets, tickets.c.id == _r.ticket_id)
_STEPS = select(*columns_of(ReturnStepRecord, return_steps))
_ALIKE = 300


def _seconds(column: Column[datetime]) -> ColumnElement[int]:
    """An instant as the whole seconds it is stored as."""
    return type_coerce(column, BigInteger)


class ReturnStore:
    """Returns within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: NewReturn) -> int:
        """Adds one return in the ticket's next round; returns its id.

        Requests of departments to us are counted downwards from -1, so that our own keep their count from 1.
        """
        ours = new.direction is ReturnDirection.OURS
        number = self.rounds(new.ticket_id) + 1 if ours else self._requests(new.ticket_id) - 1
        return add_row(self._connection, returns, new, round=number)

    def rounds(self, ticket_id: int) -> int:
        """The number of our returns of the ticket."""
        query = select(func.max(_r.round)).where(_r.ticket_id == ticket_id)
        return max(0, int(self._connection.execute(query).scalar() or 0))

    def _requests(self, ticket_id: int) -> int:
        query = select(func.min(_r.round)).where(_r.ticket_id == ticket_id)
        return min(0, int(self._connection.execute(query).scalar() or 0))

    def get(self, return_id: int) -> ReturnRecord | None:
        """One return with its ticket, or None."""
        return record(ReturnRecord, self._connection.execute(_WITH_TICKET.where(_r.id == return_id)).one_or_none())

    def change(self, before: ReturnRecord, **changes: Unpack[ReturnChange]) -> None:
        """Writes the changed columns and raises the version.

        Raises:
            StaleVersion: the row's version is no longer `before.version`.

        """
        change_row(self._connection, returns, before, changes)

    def sent(self) -> list[ReturnRecord]:
        """Returns that were sent and not answered yet."""
        return self._read(_WITH_TICKET.where(_r.state == ReturnState.SENT).order_by(_r.sent_at, _r.id))

    def listing(
        self,
        *,
        state: ReturnState | None = None,
        ground: ReturnGround | None = None,
        direction: ReturnDirection | None = None,
        unit: str = "",
        search: str = "",
    ) -> list[ReturnRecord]:
        """Returns, newest first; `search` looks into number, title and unit, `unit` is the whole name."""
        query = _WITH_TICKET.order_by(_r.created_at.desc(), _r.id.desc())
        for column, value in ((_r.state, state), (_r.ground, ground), (_r.direction, direction)):
            if value:
                query = query.where(column == value)
        if unit:
            query = query.where(_UNIT.in_((unit,)))
        if search:
            t = tickets.c
            places = (t.number, t.title, _r.suggested_unit, _r.department)
            query = query.where(containing(places, search))
        return self._read(query)

    def of_ticket(self, ticket_id: int) -> list[ReturnRecord]:
        """A ticket's returns of both directions, first one first."""
        return self._read(_WITH_TICKET.where(_r.ticket_id == ticket_id).order_by(_r.created_at, _r.id))

    def alike(
        self, *, ground: ReturnGround | None = None, unit: str = "", category: Sequence[str] = ()
    ) -> list[ReturnRecord]:
        """Decided requests of ours that match the arguments, newest first; `category` is compared by level."""
        query = _WITH_TICKET.where(_r.direction == ReturnDirection.OURS, _r.state.in_(_DECIDED_OURS))
        t = tickets.c
        for column, value in zip((t.category_1, t.category_2, t.category_3), category, strict=False):
            if value:
                query = query.where(column == value)
        if ground:
            query = query.where(_r.ground == ground)
        if unit:
            query = query.where(_r.suggested_unit == unit)
        return self._read(query.order_by(_r.decided_at.desc(), _r.id.desc()).limit(_ALIKE))

    def add_step(self, new: NewReturnStep) -> None:
        """Adds one step; steps are never changed."""
        add_row(self._connection, return_steps, new)

    def steps(self, return_ids: Sequence[int]) -> list[ReturnStepRecord]:
        """The steps of these returns, oldest first."""
        s = return_steps.c
        query = _STEPS.where(s.return_id.in_(return_ids)).order_by(s.at, s.id)
        return records(ReturnStepRecord, self._connection.execute(query))

    def between(self, start: datetime, end: datetime) -> list[ReturnRecord]:
        """Returns created, sent or decided from `start` up to but without `end`."""
        touched = [(_r[name] >= start) & (_r[name] < end) for name in ("created_at", "sent_at", "decided_at")]
        return self._read(_WITH_TICKET.where(or_(*touched)).order_by(_r.created_at, _r.id))

    def totals(self) -> list[ReturnCount]:
        """The whole register counted by ground, state, direction and the unit at the other end."""
        decided = _r.state.in_(_DECIDED) & _r.sent_at.is_not(None)
        took = func.coalesce(func.sum(case((decided, _seconds(_r.decided_at) - _seconds(_r.sent_at)), else_=0)), 0)
        count = func.coalesce(func.sum(case((decided, 1), else_=0)), 0)
        by = (_r.ground, _r.state, _r.direction, _UNIT)
        query = select(*by, func.count(), count, took).group_by(*by)
        return [ReturnCount(*row) for row in self._connection.execute(query)]

    def open_count(self) -> int:
        """The number of drafts, of sent returns, and of requests that wait for our answer."""
        query = select(func.count()).select_from(returns).where(_r.state.in_(_OPEN))
        return int(self._connection.execute(query).scalar_one())

    def _read(self, query: Executable) -> list[ReturnRecord]:
        return records(ReturnRecord, self._connection.execute(query))
