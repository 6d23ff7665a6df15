"""The store of a period: streams what a period's reports need, and counts it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Column, ColumnElement, Connection, and_, case, func, or_, select

from app.models.period_records import PeriodCounts, PeriodTicket
from app.models.records import columns_of
from app.models.tables import journal, reminders, tickets
from app.rules.journal import JournalVerb
from app.rules.states import ReminderState, Urgency

_t, _j, _r = tickets.c, journal.c, reminders.c
_SILENT = (JournalVerb.REVEAL, JournalVerb.NOTE, JournalVerb.REMIND, JournalVerb.REMIND_MISSED)
_COLUMNS = columns_of(PeriodTicket, tickets)


class PeriodStore:
    """Reads for reports within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def tickets(self, start: datetime, end: datetime) -> Iterator[PeriodTicket]:
        """Living tickets dispatched in the period or worked on in it, by dispatch."""
        worked = select(_j.ticket_id).where(
            _j.at >= start, _j.at < end, _j.ticket_id.is_not(None), _j.verb.not_in(_SILENT)
        )
        query = (
            select(*_COLUMNS)
            .where(_t.backlog == 0, or_(and_(_t.dispatched_at >= start, _t.dispatched_at < end), _t.id.in_(worked)))
            .order_by(_t.dispatched_at, _t.id)
        )
        for row in self._connection.execute(query, execution_options={"yield_per": 1000}):
            yield PeriodTicket(*row)

    def signed(self, start: datetime, end: datetime) -> Iterator[PeriodTicket]:
        """Living tickets signed for in the period, by the moment."""
        signed = (_t.backlog == 0, _t.signed_at >= start, _t.signed_at < end)
        query = select(*_COLUMNS).where(*signed).order_by(_t.signed_at, _t.id)
        for row in self._connection.execute(query, execution_options={"yield_per": 1000}):
            yield PeriodTicket(*row)

    def counts(self, start: datetime, end: datetime) -> PeriodCounts:
        """Dispatched, signed, signed late, closed in the period; backlog is left out."""

        def within(column: Column[datetime]) -> ColumnElement[bool]:
            return and_(column >= start, column < end)

        def total(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
            return func.coalesce(func.sum(case((and_(*conditions), 1), else_=0)), 0)

        query = select(
            total(within(_t.dispatched_at)),
            total(within(_t.signed_at)),
            total(within(_t.signed_at), _t.sign_late == 1),
            total(within(_t.closed_at)),
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
