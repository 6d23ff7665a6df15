"""The event store: the tickets behind figures that count by their own moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select

from app.models.escalation.tables import escalations
from app.models.returns.tables import returns
from app.models.ticket.tables import tickets
from app.models.watch.tables import platform_outages
from app.rules.escalation.states import EscalationState
from app.rules.figures.events import Event
from app.rules.returns.states import ReturnState
from app.rules.ticket.states import SIGNED_FOR, TicketStatus

_t, _r, _e = tickets.c, returns.c, escalations.c


class EventStore:
    """Reads within one transaction; the backlog is left out of sign-for and contact, which this desk did not owe."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ids(self, event: Event, start: datetime, end: datetime) -> tuple[int, ...]:
        """The tickets of one figure from `start` up to but without `end`, once for each time they count, by id."""
        subject, conditions = counted(event, start, end)
        return tuple(self._connection.execute(select(subject).where(*conditions).order_by(subject)).scalars())

    def every(
        self, start: datetime, end: datetime, ends: Mapping[Event, datetime], only: Iterable[Event] = Event
    ) -> dict[Event, tuple[int, ...]]:
        """The tickets of each figure, as `ids` gives them; `ends` are the ends of those that have another one.

        `only` names the figures that are asked for.
        """
        return {event: self.ids(event, start, ends.get(event, end)) for event in only}


def counted(event: Event, start: datetime, end: datetime) -> tuple[Any, tuple[Any, ...]]:
    """The column that names the ticket of a figure, and the conditions under which it counts in the period."""
    subject, conditions = _CONDITIONS[event](start, end)
    return subject, conditions


def ran_out_in_outage(limit: Any) -> ColumnElement[bool]:
    """Whether a limit lies within an outage of the platform; one without an end lasts."""
    lasted = or_(platform_outages.c.until.is_(None), platform_outages.c.until > limit)
    return exists().where(platform_outages.c.since <= limit, lasted)


def _within(column: Any, start: datetime, end: datetime) -> ColumnElement[bool]:
    return and_(column >= start, column < end)


def _signed(*more: Any) -> Any:
    return lambda start, end: (_t.id, (_t.backlog == 0, _within(_t.signed_at, start, end), *more))


def _untimed(start: datetime, end: datetime) -> tuple[Any, tuple[Any, ...]]:
    unknown = (_t.signed_at.is_(None), _t.status.in_(SIGNED_FOR))
    return _t.id, (_t.backlog == 0, _within(_t.dispatched_at, start, end), *unknown)


def _contact(*more: Any) -> Any:
    """Tickets whose first contact was due; one that was returned before it owes none any more."""
    owed = or_(_t.first_contact_at.is_not(None), _t.status != TicketStatus.RETURNED)
    return lambda start, end: (_t.id, (_t.backlog == 0, _within(_t.contact_due_at, start, end), owed, *more))


def _contacted_late(*more: Any) -> Any:
    return _contact(_t.first_contact_at > _t.contact_due_at, *more)


def _returned(column: Any, *more: Any) -> Any:
    return lambda start, end: (_r.ticket_id, (_within(column, start, end), *more))


def _escalated(*more: Any) -> Any:
    return lambda start, end: (_e.ticket_id, (_within(_e.raised_at, start, end), *more))


_CONDITIONS: dict[Event, Any] = {
    Event.SIGNED_IN_TIME: _signed(_t.sign_late == 0),
    Event.SIGNED_LATE: _signed(_t.sign_late == 1, ~ran_out_in_outage(_t.sign_due_at)),
    Event.IN_OUTAGE: _signed(_t.sign_late == 1, ran_out_in_outage(_t.sign_due_at)),
    Event.SIGNED_UNTIMED: _untimed,
    Event.CONTACTED_IN_TIME: _contact(_t.first_contact_at <= _t.contact_due_at),
    Event.CONTACTED_LATE: _contacted_late(~ran_out_in_outage(_t.contact_due_at)),
    Event.CONTACTED_IN_OUTAGE: _contacted_late(ran_out_in_outage(_t.contact_due_at)),
    Event.CONTACT_MISSED: _contact(_t.first_contact_at.is_(None)),
    Event.RETURNS_REGISTERED: _returned(_r.created_at),
    Event.RETURNS_ACCEPTED: _returned(_r.decided_at, _r.state == ReturnState.ACCEPTED),
    Event.RETURNS_REFUSED: _returned(_r.decided_at, _r.state.in_((ReturnState.REFUSED, ReturnState.FINAL))),
    Event.ESCALATIONS: _escalated(),
    Event.ESCALATIONS_REPORTED: _escalated(_e.state == EscalationState.REPORTED),
    Event.ESCALATIONS_CANCELLED: _escalated(_e.state == EscalationState.CANCELLED),
}
