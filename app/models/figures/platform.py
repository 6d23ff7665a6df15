"""The platform's figures store: rounds, reconciliations and urging of a period, with the tickets behind them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from app.models.figures.events import counted
from app.models.ticket.tables import tickets
from app.models.urge.tables import urge_rounds, urge_tickets
from app.models.watch.tables import differences, reconciliations, watch_rounds
from app.rules.figures.events import Event
from app.rules.figures.platform import UrgedTicket
from app.rules.watch.states import RoundState

_t, _w, _r, _d = tickets.c, watch_rounds.c, reconciliations.c, differences.c
_u, _o = urge_rounds.c, urge_tickets.c


class PlatformFiguresStore:
    """Reads within one transaction; every period goes from `start` up to but without `end`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rounds(self, start: datetime, end: datetime) -> list[tuple[datetime, RoundState]]:
        """The rounds of looking at the platform that begin in the period."""
        query = select(_w.due_at, _w.state).where(_w.due_at >= start, _w.due_at < end)
        return [(at, state) for at, state in self._connection.execute(query)]

    def differing(self, start: datetime, end: datetime) -> list[tuple[datetime, int]]:
        """The tickets of the register in which a reconciliation of the period found a difference."""
        query = (
            select(_r.at, _d.ticket_id)
            .join(reconciliations, _r.id == _d.reconciliation_id)
            .where(_r.at >= start, _r.at < end, _d.ticket_id.is_not(None))
            .order_by(_d.id)
        )
        return [(at, key) for at, key in self._connection.execute(query)]

    def late_in_outage(self, start: datetime, end: datetime) -> list[tuple[datetime, int]]:
        """The late sign-fors of the period whose limit ran out while the platform was down."""
        return self._moments(_t.signed_at, Event.IN_OUTAGE, start, end)

    def contacted_in_outage(self, start: datetime, end: datetime) -> list[tuple[datetime, int]]:
        """The late first contacts whose limit ran out in the period while the platform was down, by their limit."""
        return self._moments(_t.contact_due_at, Event.CONTACTED_IN_OUTAGE, start, end)

    def urged(self, start: datetime, end: datetime) -> list[UrgedTicket]:
        """The tickets of the rounds of urging whose slot lies in the period."""
        query = (
            select(
                _u.slot,
                _u.id,
                _u.unit,
                _o.ticket_id,
                _u.sent_at.is_not(None),
                _u.answered_at.is_not(None),
                _u.broken_at.is_not(None),
            )
            .join(urge_rounds, _u.id == _o.round_id)
            .where(_u.slot >= start, _u.slot < end)
            .order_by(_u.slot, _u.id, _o.ticket_id)
        )
        return list(map(UrgedTicket._make, self._connection.execute(query)))

    def _moments(self, moment: Any, event: Event, start: datetime, end: datetime) -> list[tuple[datetime, int]]:
        subject, conditions = counted(event, start, end)
        query = select(moment, subject).where(*conditions).order_by(moment, subject)
        return [(at, key) for at, key in self._connection.execute(query)]
