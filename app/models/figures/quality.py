"""The quality store: the rows that a period's quality figures count, with their ticket's unit and flags."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, func, or_, select

from app.models.contact.tables import attempts
from app.models.figures.events import ran_out_in_outage
from app.models.figures.quality_records import (
    CountedCall,
    CountedFinding,
    CountedReply,
    CountedSurvey,
    CountedTicket,
    PlatformTicket,
)
from app.models.finding.tables import findings
from app.models.reply.tables import replies
from app.models.survey.tables import surveys
from app.models.ticket.tables import tickets
from app.rules.contact.call_flow import AttemptSource
from app.rules.contact.states import AttemptOutcome
from app.rules.finding.states import FindingKind

_TICKETS_AT_ONCE = 500
_t, _a, _s, _f, _r = tickets.c, attempts.c, surveys.c, findings.c, replies.c


class QualityStore:
    """Reads within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def tickets(self, start: datetime, end: datetime) -> list[CountedTicket]:
        """Tickets dispatched in the period."""
        reached = (
            select(func.min(_a.at))
            .where(_a.ticket_id == _t.id, _a.outcome == AttemptOutcome.REACHED, _a.source != AttemptSource.CALLBACK)
            .where(~select(_s.id).where(_s.attempt_id == _a.id).exists())
            .scalar_subquery()
        )
        query = select(_t.id, _t.dispatched_at, reached, _t.unit, _t.signed_by, _t.excluded, _t.backlog).where(
            _t.dispatched_at >= start, _t.dispatched_at < end
        )
        return list(map(CountedTicket._make, self._connection.execute(query)))

    def calls(self, start: datetime, end: datetime) -> list[CountedCall]:
        """Calls of the period."""
        query = (
            select(_a.ticket_id, _a.who, _a.outcome, _t.unit, _t.excluded)
            .join(tickets, _t.id == _a.ticket_id)
            .where(_a.at >= start, _a.at < end)
        )
        return list(map(CountedCall._make, self._connection.execute(query)))

    def surveys(self, ticket_ids: Sequence[int]) -> list[CountedSurvey]:
        """The valid surveys of these tickets, the oldest entry first."""
        found: list[CountedSurvey] = []
        for begin in range(0, len(ticket_ids), _TICKETS_AT_ONCE):
            part = ticket_ids[begin : begin + _TICKETS_AT_ONCE]
            query = select(_s.ticket_id, _s.who, _s.reason_codes, _t.unit).join(tickets, _t.id == _s.ticket_id)
            query = query.where(_s.valid == 1, _s.ticket_id.in_(part)).order_by(_s.id)
            found += map(CountedSurvey._make, self._connection.execute(query))
        return found

    def sent_back(self) -> list[CountedReply]:
        """Replies that were ever sent back, with the reasons."""
        query = (
            select(_r.ticket_id, _r.writer, _r.reasons, _t.unit, _t.excluded)
            .join(tickets, _t.id == _r.ticket_id)
            .where(_r.reasons != ())
        )
        return list(map(CountedReply._make, self._connection.execute(query)))

    def findings(self, start: datetime, end: datetime) -> list[CountedFinding]:
        """Findings of what happened in the period."""
        past_limit = _f.kind == FindingKind.PAST_CONTACT_LIMIT
        query = (
            select(
                *(_f.ticket_id, _f.kind, _t.unit, _t.signed_by, _t.excluded),
                and_(past_limit, ran_out_in_outage(_f.at)),
            )
            .join(tickets, _t.id == _f.ticket_id)
            .where(_f.at >= start, _f.at < end)
        )
        return list(map(CountedFinding._make, self._connection.execute(query)))

    def platform(self, start: datetime, end: datetime) -> list[PlatformTicket]:
        """Tickets dispatched in the period that the platform surveyed, each with our last valid survey, if any."""
        last = select(func.max(_s.id)).where(_s.ticket_id == _t.id, _s.valid == 1).correlate(tickets).scalar_subquery()
        about = (_t.id, _t.number, _t.title, _t.content, _t.unit, _t.excluded)
        theirs = (_t.platform_contacted, _t.platform_solved, _t.platform_satisfied)
        query = (
            select(*about, *theirs, _s.contacted, _s.solved, _s.satisfied, _s.at)
            .outerjoin(surveys, _s.id == last)
            .where(_t.dispatched_at >= start, _t.dispatched_at < end, or_(*(column != "" for column in theirs)))
            .order_by(_t.dispatched_at, _t.id)
        )
        return list(map(PlatformTicket._make, self._connection.execute(query)))
