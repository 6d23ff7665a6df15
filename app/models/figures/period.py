"""The period store: streams and counts the rows of a period's reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, case, exists, func, or_, select

from app.models.journal.tables import journal
from app.models.reminder.tables import reminders
from app.models.ticket.tables import tickets
from app.models.watch.tables import platform_outages
from app.rules.journal import JournalVerb
from app.rules.law.clocks import Urgency
from app.rules.reminder.states import ReminderState
from app.rules.ticket.fields import LOGGED
from app.rules.ticket.states import SIGNED_FOR

_t, _j, _r = tickets.c, journal.c, reminders.c
_SILENT = (JournalVerb.REVEAL, JournalVerb.NOTE, JournalVerb.REMIND, JournalVerb.REMIND_MISSED)
# The values of LOGGED (app.rules.ticket.fields) in order, codes as their text.
LoggedTicket = tuple[str | int | datetime | None, ...]
_LOGGED = tuple(_t[name] for name in LOGGED)


class PeriodCounts(NamedTuple):
    """How many tickets were dispatched, signed for and closed in a period.

    `late_in_outage` of the late sign-fors ran out while the platform was down.

    `signed_untimed` of the dispatched ones were signed for elsewhere at a time nobody knows: neither late nor in time.
    """

    dispatched: int
    signed: int
    signed_late: int
    closed: int
    signed_untimed: int
    late_in_outage: int


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
        signed = _within(_t.signed_at, start, end)
        query = select(
            _total(_within(_t.dispatched_at, start, end)),
            _total(signed),
            _total(signed, _t.sign_late == 1),
            _total(_within(_t.closed_at, start, end)),
            _total(_within(_t.dispatched_at, start, end), _t.signed_at.is_(None), _t.status.in_(SIGNED_FOR)),
            _total(signed, _t.sign_late == 1, _ran_out_in_outage()),
        ).where(_t.backlog == 0)
        return PeriodCounts(*self._connection.execute(query).one())

    def urgencies(self, start: datetime, end: datetime) -> dict[Urgency, int]:
        """How many tickets of each level of urgency were dispatched in the period; backlog is left out."""
        dispatched = (_t.backlog == 0, _t.dispatched_at >= start, _t.dispatched_at < end)
        query = select(_t.urgency, func.count()).where(*dispatched).group_by(_t.urgency)
        return {Urgency(code): count for code, count in self._connection.execute(query)}

    def reminder_counts(self, start: datetime, end: datetime) -> dict[ReminderState, int]:
        """Slots planned in the period by state."""
        query = select(_r.state, func.count()).where(_r.planned_at >= start, _r.planned_at < end).group_by(_r.state)
        return {state: count for state, count in self._connection.execute(query)}


def _ran_out_in_outage() -> ColumnElement[bool]:
    """Whether the limit of a sign-for lies within an outage of the platform."""
    lasted = or_(platform_outages.c.until.is_(None), platform_outages.c.until > _t.sign_due_at)
    return exists().where(platform_outages.c.since <= _t.sign_due_at, lasted)


def _within(column: ColumnElement[datetime], start: datetime, end: datetime) -> ColumnElement[bool]:
    return and_(column >= start, column < end)


def _total(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((and_(*conditions), 1), else_=0)), 0)
