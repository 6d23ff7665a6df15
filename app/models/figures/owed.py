"""The store of what the desk owed of each ticket: its sign-for, its first contact, its return on record."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, and_, case, exists, literal, select

from app.models.figures.events import ran_out_in_outage
from app.models.returns.tables import returns
from app.models.ticket.tables import tickets
from app.rules.figures.events import OwedSign, SignEnd
from app.rules.ticket.states import SIGNED_FOR, TicketStatus

_t = tickets.c


class OwedTicket(NamedTuple):
    """A ticket of which something is owed, with the end of its clock; None where it has none."""

    ticket_id: int
    number: str
    dispatched_at: datetime
    due_at: datetime | None


class OwedStore:
    """Reads within one transaction; the backlog is left out, of which this desk owed nothing."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def sign_for(self, start: datetime, end: datetime, now: datetime) -> list[OwedSign]:
        """The sign-for of every ticket dispatched from `start` up to but without `end`, whatever became of it later."""
        signed, late, outage = _t.signed_at.is_not(None), _t.sign_late == 1, ran_out_in_outage(_t.sign_due_at)
        ended = case(
            (and_(signed, ~late), literal(SignEnd.IN_TIME.value)),
            (and_(signed, outage), literal(SignEnd.IN_OUTAGE.value)),
            (signed, literal(SignEnd.LATE.value)),
            (_t.status.in_(SIGNED_FOR), literal(SignEnd.UNTIMED.value)),
            (_t.sign_due_at.is_(None) | (_t.sign_due_at >= now), literal(SignEnd.WAITING.value)),
            (outage, literal(SignEnd.IN_OUTAGE.value)),
            else_=literal(SignEnd.UNSIGNED.value),
        )
        query = (
            select(_t.id, _t.number, _t.dispatched_at, _t.sign_due_at, _t.signed_at, ended)
            .where(_t.dispatched_at >= start, _t.dispatched_at < end, _t.backlog == 0)
            .order_by(_t.dispatched_at, _t.id)
        )
        return [
            OwedSign(key, number, dispatched, due, at, SignEnd(ended))
            for key, number, dispatched, due, at, ended in self._connection.execute(query)
        ]

    def waiting_contacts(self, start: datetime, end: datetime) -> list[OwedTicket]:
        """Tickets without a first contact, whose limit lies from `start` up to but without `end`, the first first."""
        query = (
            select(_t.id, _t.number, _t.dispatched_at, _t.contact_due_at)
            .where(_t.contact_due_at >= start, _t.contact_due_at < end, _t.backlog == 0)
            .where(_t.first_contact_at.is_(None), _t.status != TicketStatus.RETURNED)
            .order_by(_t.contact_due_at, _t.id)
        )
        return [OwedTicket(*row) for row in self._connection.execute(query)]

    def unregistered_returns(self, start: datetime, end: datetime) -> list[OwedTicket]:
        """Returned tickets dispatched in the period that have no return on record."""
        query = (
            select(_t.id, _t.number, _t.dispatched_at, literal(None))
            .where(_t.status == TicketStatus.RETURNED, _t.backlog == 0)
            .where(_t.dispatched_at >= start, _t.dispatched_at < end)
            .where(~exists().where(returns.c.ticket_id == _t.id))
            .order_by(_t.dispatched_at, _t.id)
        )
        return [OwedTicket(*row) for row in self._connection.execute(query)]
