"""The store of quality figures: what a period's figures count, each row with its ticket's unit and flags."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select

from app.models.contacting import findings, replies
from app.models.tables import attempts, surveys, tickets

_t, _a, _s, _f, _r = tickets.c, attempts.c, surveys.c, findings.c, replies.c
_ABOUT = (_t.unit, _t.signed_by, _t.excluded)


class QualityStore:
    """Reads within one transaction; the backlog is left out but for surveys, which count when they were asked."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def tickets(self, start: datetime, end: datetime, callback: str) -> list[Row[Any]]:
        """Tickets dispatched in the period; `reached_at` is the first call that reached and was no callback."""
        reached = (
            select(func.min(_a.at))
            .where(_a.ticket_id == _t.id, _a.outcome == "reached", _a.source != callback)
            .where(~select(_s.id).where(_s.attempt_id == _a.id).exists())
            .scalar_subquery()
        )
        query = select(_t.id, _t.dispatched_at, reached.label("reached_at"), *_ABOUT).where(
            _t.backlog == 0, _t.dispatched_at >= start, _t.dispatched_at < end
        )
        return list(self._connection.execute(query))

    def calls(self, start: datetime, end: datetime) -> list[Row[Any]]:
        """Calls of the period."""
        query = select(_a.ticket_id, _a.who, _a.outcome, *_ABOUT).join(tickets, _t.id == _a.ticket_id)
        return list(self._connection.execute(query.where(_a.at >= start, _a.at < end)))

    def surveys(self, start: datetime, end: datetime) -> list[Row[Any]]:
        """Valid surveys of the period in the order in which they were answered."""
        query = (
            select(_s.ticket_id, _s.who, _s.valid, _s.contacted, _s.solved, _s.satisfied, _s.reason_codes, *_ABOUT)
            .join(tickets, _t.id == _s.ticket_id)
            .where(_s.valid == 1, _s.at >= start, _s.at < end)
            .order_by(_s.at, _s.id)
        )
        return list(self._connection.execute(query))

    def sent_back(self) -> list[Row[Any]]:
        """Replies that were ever sent back, with their reasons as they are kept."""
        query = select(_r.ticket_id, _r.writer, _r.reasons, *_ABOUT).join(tickets, _t.id == _r.ticket_id)
        return list(self._connection.execute(query.where(_r.reasons != "[]")))

    def findings(self, start: datetime, end: datetime) -> list[Row[Any]]:
        """Findings of what happened in the period."""
        query = select(_f.ticket_id, _f.kind, *_ABOUT).join(tickets, _t.id == _f.ticket_id)
        return list(self._connection.execute(query.where(_f.at >= start, _f.at < end)))

    def platform(self, start: datetime, end: datetime) -> list[Row[Any]]:
        """Tickets dispatched in the period that the platform surveyed, each with our last valid survey, if any."""
        last = select(func.max(_s.id)).where(_s.ticket_id == _t.id, _s.valid == 1).correlate(tickets).scalar_subquery()
        named = (_t.platform_contacted, _t.platform_solved, _t.platform_satisfied)
        query = (
            select(
                _t.id,
                _t.number,
                _t.title,
                _t.content,
                _t.unit,
                _t.excluded,
                _t.dispatched_at,
                *named,
                _s.contacted,
                _s.solved,
                _s.satisfied,
                _s.at,
                _s.who,
            )
            .outerjoin(surveys, _s.id == last)
            .where(_t.dispatched_at >= start, _t.dispatched_at < end, or_(*(column != "" for column in named)))
            .order_by(_t.dispatched_at, _t.id)
        )
        return list(self._connection.execute(query))
