"""The list store: ids of a queue over its covering index, counters, filter choices."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    case,
    false,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.dialects import sqlite

from app.models.shared import direct
from app.models.ticket.lines import NEVER
from app.models.ticket.tables import tickets
from app.rules.ticket.fields import LINE_COLUMNS

_t = tickets.c
# The columns of a list line; a ticket without title shows the beginning of its content.
_TITLE = case((_t.title == "", func.substr(_t.content, 1, 40)), else_=_t.title).label("title")
LINE = tuple(_TITLE if name == "title" else _t[name] for name in LINE_COLUMNS)
# Stored values in the order of LINE_COLUMNS, instants as seconds.
Line = tuple[str | int | None, ...]
Conditions = Sequence[ColumnElement[bool]]
Order = Sequence[ColumnElement[object]]


def _written(query: Select[tuple[object, ...]]) -> str:
    return str(query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))


_LINES = _written(select(*LINE))


@dataclass(frozen=True, eq=False)
class PlainList:
    """A list whose conditions never change; its statement is prepared once, including its values."""

    conditions: Conditions
    order: Order

    @cached_property
    def statement(self) -> str:
        """Its lines in list order, without a limit."""
        return _written(select(*LINE).where(*self.conditions).order_by(*self.order))


class OpenCount(NamedTuple):
    """The open tickets of one status and urgency: those of the living desk, how many of them are late, the backlog.

    `next_deadline` and `next_sign_due` are the nearest limits ahead of the living ones: until then the counts hold.
    """

    status: str
    urgency: str
    living: int
    backlog: int
    overdue: int
    due_today: int
    sign_late: int
    next_deadline: datetime | None
    next_sign_due: datetime | None


class QueueStore:
    """Answers lists and counters within one read."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ids(self, conditions: Conditions, order: Order, limit: int | None = None) -> array[int]:
        """Ids in list order."""
        query = select(_t.id).where(*conditions).order_by(*order)
        if limit is not None:
            query = query.limit(limit)
        found = array("q")
        cursor = self._connection.execute(query).cursor
        while rows := cursor.fetchmany(20_000):
            found.extend([row[0] for row in rows])
        return found

    def count(self, conditions: Conditions) -> int:
        """The number of tickets that match the conditions."""
        return int(self._connection.execute(select(func.count()).select_from(tickets).where(*conditions)).scalar_one())

    def first(self, conditions: Conditions, order: Order, limit: int) -> list[Line]:
        """The first lines of a list."""
        query = select(*LINE).where(*conditions).order_by(*order).limit(limit)
        return list(self._connection.execute(query).cursor.fetchall())

    def first_of(self, plain: PlainList, limit: int) -> list[Line]:
        """Runs a prepared list query."""
        return list(direct.run(self._connection, f"{plain.statement} LIMIT ?", (limit,)).fetchall())

    def lines(self, ids: Sequence[int]) -> list[Line]:
        """Lines of these ids, in no order (at most some hundred at a time)."""
        return list(direct.run(self._connection, f"{_LINES} WHERE id IN ({','.join('?' * len(ids))})", ids).fetchall())

    def open_counts(self, now: datetime, day_start: datetime, day_end: datetime) -> list[OpenCount]:
        """Per status and urgency over open tickets: living ones, backlog, overdue, due today, sign-for overdue.

        One index scan.
        """
        live = _t.backlog == 0
        query = (
            select(
                _t.status,
                _t.urgency,
                func.sum(case((live, 1), else_=0)),
                func.sum(case((live, 0), else_=1)),
                func.sum(case((and_(live, _t.deadline_at <= now), 1), else_=0)),
                func.sum(case((and_(live, *due_today(now, day_start, day_end)), 1), else_=0)),
                func.sum(case((and_(live, _t.sign_due_at <= now), 1), else_=0)),
                func.min(case((and_(live, _t.deadline_at > now), _t.deadline_at))),
                func.min(case((and_(live, _t.sign_due_at > now), _t.sign_due_at))),
            )
            .where(_t.is_open == 1)
            .group_by(_t.status, _t.urgency)
        )
        return [OpenCount(*row) for row in self._connection.execute(query)]

    def closed_and_all(self, still_open: int) -> tuple[int, int]:
        """How many tickets are closed, and how many there are; the others are returned or `still_open`.

        Closed tickets are never scanned, as their number only grows.
        """
        every = int(direct.scalar(self._connection, "SELECT count(*) FROM tickets"))
        returned = int(direct.scalar(self._connection, "SELECT count(*) FROM tickets WHERE status = 'returned'"))
        return every - still_open - returned, every

    def choices(self, column: str) -> list[str]:
        """The values of one column, most frequent first."""
        c = _t[column]
        query = select(c).where(c != "").group_by(c).order_by(func.count().desc(), c).limit(200)
        return list(self._connection.execute(query).scalars())


def due_today(now: datetime, day_start: datetime, day_end: datetime) -> tuple[ColumnElement[bool], ...]:
    """Deadlines still ahead that end within the day; 24:00 of the day belongs to it."""
    return (_t.deadline_at > now, _t.deadline_at > day_start, _t.deadline_at <= day_end)


def conditions_of(
    *,
    statuses: Sequence[str] = (),
    only_open: bool = False,
    deadline: tuple[ColumnElement[bool], ...] = (),
    filters: Mapping[tuple[str, ...], Sequence[str]] | None = None,
    dispatched: tuple[datetime | None, datetime | None] = (None, None),
    ids: Sequence[int] | None = None,
) -> list[ColumnElement[bool]]:
    """The WHERE of a list.

    A filter has columns and values: one of the values stands in one of the columns. An `ids` sequence narrows to those
    tickets (a search).
    """
    conditions: list[ColumnElement[bool]] = []
    if only_open:
        conditions.append(_t.is_open == 1)
    if len(statuses) == 1:
        conditions.append(_t.status == statuses[0])
    elif statuses:
        conditions.append(_t.status.in_(statuses))
    conditions.extend(deadline)
    for columns, values in (filters or {}).items():
        conditions.append(or_(*(_t[name].in_(values) for name in columns)))
    first, last = dispatched
    if first is not None:
        conditions.append(_t.dispatched_at >= first)
    if last is not None:
        conditions.append(_t.dispatched_at < last)
    if ids is not None:
        # Literal values: a figure may count more tickets than a statement takes parameters.
        named: BindParameter[list[int]] = bindparam(None, list(ids), expanding=True, literal_execute=True)
        conditions.append(_t.id.in_(named) if ids else false())
    return conditions


def overdue(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Open tickets of the living desk whose deadline has passed."""
    return (_t.deadline_at <= now, _t.backlog == 0)


BY_NEXT = (_t.next_due, _t.id)
BY_SIGN_DUE = (_t.sign_due_at, _t.id)
BY_DEADLINE = (_t.deadline_at, _t.id)
BY_CLOSING = (_t.closed_at.desc(), _t.id.desc())
BY_DISPATCH = (_t.dispatched_at.desc(), _t.id.desc())
LIVING = (_t.backlog == 0,)
BACKLOG = (_t.backlog == 1,)
# Open tickets of the living desk, by their next clock alone, so that the index suffices.
LIVING_NEXT = (_t.next_due < literal_column(str(NEVER)),)
