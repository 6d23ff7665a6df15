"""The period store: streams and counts the rows of a period's reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select

from app.models.journal.tables import journal
from app.models.reminder.tables import reminders
from app.models.ticket.tables import tickets
from app.rules.journal import JournalVerb
from app.rules.law.clocks import Urgency
from app.rules.reminder.states import ReminderState
from app.rules.ticket.fields import LOGGED

_t, _j, _r = tickets.c, journal.c, reminders.c
_SILENT = (JournalVerb.REVEAL, JournalVerb.NOTE, JournalVerb.REMIND, JournalVerb.REMIND_MISSED)
# The values of LOGGED (app.rules.ticket.fields) in order, codes as their text.
LoggedTicket = tuple[str | int | datetime | None, ...]
_LOGGED = tuple(_t[name] for name in LOGGED)


class PeriodCounts(NamedTuple):
    """How many tickets were dispatched and closed in a period; backlog is left out."""

    dispatched: int
    closed: int


class PeriodStore:
    """Reads for reports within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def tickets(self, start: datetime, end: datetime) -> Iterator[LoggedTicket]:
        """Living tickets dispatched in the period or worked on in it, by dispatch."""
        worked = select(_j.ticket_id).where(
            _j.at >= start, _j.at < end, _j.ticket_id.is_not(None), _j.verb.not_in(_SILENT)
        )
        query = (
            select(*_LOGGED)
            .where(_t.backlog == 0, or_(and_(_t.dispatched_at >= start, _t.dispatched_at < end), _t.id.in_(worked)))
            .order_by(_t.dispatched_at, _t.id)
        )
        yield from map(tuple, self._connection.execute(query, execution_options={"yield_per": 1000}))

    def signed(self, start: datetime, end: datetime) -> Iterator[LoggedTicket]:
        """Living tickets signed for in the period, by the moment."""
        signed = (_t.backlog == 0, _t.signed_at >= start, _t.signed_at < end)
        query = select(*_LOGGED).where(*signed).order_by(_t.signed_at, _t.id)
        yield from map(tuple, self._connection.execute(query, execution_options={"yield_per": 1000}))

    def counts(self, start: datetime, end: datetime) -> PeriodCounts:
        """The counts of the period; backlog is left out."""
        query = select(_total(_within(_t.dispatched_at, start, end)), _total(_within(_t.closed_at, start, end)))
        return PeriodCounts(*self._connection.execute(query.where(_t.backlog == 0)).one())

    def urgencies(self, start: datetime, end: datetime) -> dict[Urgency, int]:
        """How many tickets of each level of urgency were dispatched in the period; backlog is left out."""
        dispatched = (_t.backlog == 0, _t.dispatched_at >= start, _t.dispatched_at < end)
        query = select(_t.urgency, func.count()).where(*dispatched).group_by(_t.urgency)
        return {Urgency(code): count for code, count in self._connection.execute(query)}

    def reminder_counts(self, start: datetime, end: datetime) -> dict[ReminderState, int]:
        """Slots planned in the period by state."""
        query = select(_r.state, func.count()).where(_r.planned_at >= start, _r.planned_at < end).group_by(_r.state)
        return {state: count for state, count in self._connection.execute(query)}


def _within(column: ColumnElement[datetime], start: datetime, end: datetime) -> ColumnElement[bool]:
    return and_(column >= start, column < end)


def _total(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((and_(*conditions), 1), else_=0)), 0)
