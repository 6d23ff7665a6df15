"""The store of the month's hinges: tickets of a period that are not closed in every way, and the steps of a ranking."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from app.models.closing.records import ClosingTicket, MissedTicket
from app.models.closing.tables import closing_steps
from app.models.finding.tables import findings
from app.models.shared.records import columns_of, records
from app.models.survey.tables import surveys
from app.models.ticket.tables import tickets
from app.rules.closing.ranking import ClosingStep, StepDone
from app.rules.finding.states import FindingKind, FindingState
from app.rules.ticket.states import TicketStatus

_t, _f, _s, _c = tickets.c, findings.c, surveys.c, closing_steps.c
_TICKET = columns_of(ClosingTicket, tickets)
_AT_ONCE = 500
_MISSED = (FindingKind.MISSED_CONTACT, FindingKind.CLOSED_WITHOUT_CONTACT, FindingKind.PAST_CONTACT_LIMIT)


class ClosingStore:
    """Reads of a period, and the steps of its ranking, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def has_tickets(self, start: datetime, end: datetime) -> bool:
        """Whether any ticket was received in a period."""
        query = select(_t.id).where(_t.dispatched_at >= start, _t.dispatched_at < end).limit(1)
        return self._connection.execute(query).first() is not None

    def in_review(self, start: datetime, end: datetime) -> list[ClosingTicket]:
        """The tickets received in a period whose reply is under review, the nearest deadline first."""
        where = (_t.status == TicketStatus.TO_REVIEW, _t.dispatched_at >= start, _t.dispatched_at < end)
        query = select(*_TICKET).where(*where).order_by(_t.deadline_at.is_(None), _t.deadline_at, _t.id)
        return records(ClosingTicket, self._connection.execute(query))

    def answered(self, start: datetime, end: datetime) -> list[int]:
        """The tickets received in a period that the platform or this desk called back, by id; excluded ones not."""
        called = select(_s.id).where(_s.ticket_id == _t.id, _s.valid == 1).exists()
        where = (_t.dispatched_at >= start, _t.dispatched_at < end, _t.excluded == 0)
        query = select(_t.id).where(*where, (_t.platform_valid != "") | (_t.platform_solved != "") | called)
        return list(self._connection.execute(query.order_by(_t.id)).scalars())

    def missed(self, start: datetime, end: datetime) -> list[MissedTicket]:
        """The tickets received in a period that nobody contacted, oldest first."""
        query = (
            select(*_TICKET, _f.id, _f.reason)
            .join(findings, _f.ticket_id == _t.id)
            .where(
                _f.kind.in_(_MISSED),
                _f.state == FindingState.OPEN,
                _t.dispatched_at >= start,
                _t.dispatched_at < end,
            )
        )
        return records(MissedTicket, self._connection.execute(query.order_by(_t.dispatched_at, _t.id)))

    def tickets(self, ids: list[int]) -> dict[int, ClosingTicket]:
        """These tickets by id."""
        found: dict[int, ClosingTicket] = {}
        for start in range(0, len(ids), _AT_ONCE):
            query = select(*_TICKET).where(_t.id.in_(ids[start : start + _AT_ONCE]))
            found.update((row.id, row) for row in records(ClosingTicket, self._connection.execute(query)))
        return found

    def steps(self, period: str) -> dict[ClosingStep, StepDone]:
        """The steps that were taken about the ranking of a period."""
        query = select(_c.step, _c.at, _c.noted_at, _c.who, _c.note).where(_c.period == period)
        return {row.step: StepDone(row.at, row.noted_at, row.who, row.note) for row in self._connection.execute(query)}

    def add_step(self, period: str, step: ClosingStep, done: StepDone) -> None:
        """Notes a step."""
        values = {"period": period, "step": step, "at": done.at, "noted_at": done.noted_at}
        self._connection.execute(insert(closing_steps), {**values, "who": done.who, "note": done.note})

    def drop_step(self, period: str, step: ClosingStep) -> None:
        """Takes a step back."""
        self._connection.execute(delete(closing_steps).where(_c.period == period, _c.step == step))
