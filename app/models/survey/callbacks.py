"""The callback store: tickets that wait for a call, and the state of a period's callbacks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from app.models.contact.tables import attempts
from app.models.journal.tables import journal
from app.models.promise.tables import promises
from app.models.survey.callback_records import StandingPromise, StandingTicket, WaitingAttempt, WaitingTicket
from app.models.survey.tables import surveys
from app.models.ticket.tables import tickets
from app.rules.journal import JournalVerb
from app.rules.promise.states import PromiseState
from app.rules.ticket.states import TicketStatus

_t, _a, _s, _p, _j = tickets.c, attempts.c, surveys.c, promises.c, journal.c
_WAITS = and_(_t.status == TicketStatus.TO_CALL_BACK, _t.is_open == 1, _t.backlog == 0)


class CallbackStore:
    """Reads for the callback pilot and its proof within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def waiting(self) -> list[WaitingTicket]:
        """The tickets of the living desk that wait for their callback, in no order."""
        query = select(*(_t[name] for name in WaitingTicket._fields)).where(_WAITS)
        return list(map(WaitingTicket._make, self._connection.execute(query)))

    def attempts(self) -> list[WaitingAttempt]:
        """Every call of the waiting tickets."""
        query = select(_a.ticket_id, _a.at, _a.outcome).join(tickets, _t.id == _a.ticket_id).where(_WAITS)
        return list(map(WaitingAttempt._make, self._connection.execute(query)))

    def promises(self, ticket_id: int | None = None) -> list[StandingPromise]:
        """The confirmed open promises of the waiting tickets or of one ticket, the earliest first."""
        chosen = _WAITS if ticket_id is None else _t.id == ticket_id
        query = (
            select(_p.ticket_id, _p.kind, _p.said, _p.due_at)
            .join(tickets, _t.id == _p.ticket_id)
            .where(_p.state == PromiseState.CONFIRMED, chosen)
            .order_by(_p.due_at)
        )
        return list(map(StandingPromise._make, self._connection.execute(query)))

    def standing(self, start: datetime, end: datetime) -> list[StandingTicket]:
        """Living tickets dispatched in the period and not returned, each with what was done since its last rework."""
        answered = (
            select(func.max(_s.at)).where(_s.ticket_id == _t.id, _s.valid == 1, _after_rework(_s.at)).scalar_subquery()
        )
        exhausted = (
            select(func.max(_j.at))
            .where(
                _j.ticket_id == _t.id,
                _j.ticket_id.is_not(None),
                _j.verb == JournalVerb.UNREACHABLE,
                _after_rework(_j.at),
            )
            .scalar_subquery()
        )
        calls = (
            select(func.count())
            .where(
                _a.ticket_id == _t.id,
                _a.at >= func.coalesce(_t.callback_since, _t.dispatched_at),
                _after_rework(_a.at),
            )
            .scalar_subquery()
        )
        query = (
            select(_t.id, _t.status, answered.label("answered"), exhausted.label("exhausted"), calls.label("calls"))
            .where(
                _t.dispatched_at >= start, _t.dispatched_at < end, _t.backlog == 0, _t.status != TicketStatus.RETURNED
            )
            .order_by(_t.dispatched_at, _t.id)
        )
        return list(map(StandingTicket._make, self._connection.execute(query)))


def _after_rework(at: ColumnElement[datetime]) -> ColumnElement[bool]:
    """Strictly after: the form records an answer and sends the ticket back within one second."""
    return or_(_t.reworked_at.is_(None), at > _t.reworked_at)
