"""The store of papers: the tickets that a paper names, and those that its rules look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from app.models.contact.tables import attempts
from app.models.journal.tables import journal
from app.models.survey.tables import surveys
from app.models.ticket.tables import tickets
from app.rules.contact.states import AttemptOutcome
from app.rules.journal import JournalVerb

_t, _a, _s, _j = tickets.c, attempts.c, surveys.c, journal.c
_AT_ONCE = 500


class PaperTicket(NamedTuple):
    """What a paper says of a ticket; `phones` begins with the caller's first number."""

    id: int
    number: str
    title: str
    content: str
    unit: str
    street: str
    category_1: str
    category_2: str
    category_3: str
    type: str
    merchant: str
    phones: str
    status: str
    dispatched_at: datetime
    deadline_at: datetime | None
    closed_at: datetime | None
    excluded: bool
    platform_valid: str
    platform_contacted: str
    platform_solved: str
    platform_satisfied: str


class CalledTicket(NamedTuple):
    """How a ticket of a period stands with its calls and surveys; `reasons` are the codes of its last valid survey."""

    unit: str
    called: bool
    reached: bool
    exhausted: bool
    reasons: str


class AnsweredTwice(NamedTuple):
    """A ticket with its first and its last answers in the platform's words: valid, contacted, solved, satisfied."""

    id: int
    first: tuple[str, ...]
    last: tuple[str, ...]


_QUESTIONS = ("valid", "contacted", "solved", "satisfied")
_ANSWERS = (_t.id, *(_t[f"platform_{which}{name}"] for which in ("first_", "") for name in _QUESTIONS))
_TOLD = tuple(_t[name] for name in PaperTicket._fields)


class PaperTicketStore:
    """Reads within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, ticket_ids: Sequence[int]) -> list[PaperTicket]:
        """These tickets, in the order asked for."""
        found: dict[int, PaperTicket] = {}
        for start in range(0, len(ticket_ids), _AT_ONCE):
            query = select(*_TOLD).where(_t.id.in_(ticket_ids[start : start + _AT_ONCE]))
            found |= {row.id: PaperTicket._make(row) for row in self._connection.execute(query)}
        return [found[ticket_id] for ticket_id in ticket_ids if ticket_id in found]

    def with_money(self, start: datetime, end: datetime) -> Iterator[tuple[int, str]]:
        """The tickets received in a period whose text may name a sum of money: id and text."""
        named = or_(*(_t.content.contains(word) for word in ("元", "块", "圆")))
        query = select(_t.id, _t.content).where(_received(start, end), named).order_by(_t.id)
        yield from map(tuple, self._connection.execute(query, execution_options={"yield_per": 2000}))

    def answered_twice(self, start: datetime, end: datetime) -> list[AnsweredTwice]:
        """The tickets received in a period that the platform surveyed more than once, as far as the register knows."""
        query = select(*_ANSWERS).where(_received(start, end), _t.platform_first_satisfied != "").order_by(_t.id)
        return [AnsweredTwice(row[0], tuple(row[1:5]), tuple(row[5:])) for row in self._connection.execute(query)]

    def due_between(self, start: datetime, end: datetime, at: datetime) -> list[int]:
        """The tickets open at an instant with a deadline after `start` and up to `end`, by deadline."""
        query = (
            select(_t.id)
            .where(
                _t.dispatched_at < at,
                _t.deadline_at > start,
                _t.deadline_at <= end,
                or_(_t.closed_at.is_(None), _t.closed_at >= at),
                _t.status != "returned",
            )
            .order_by(_t.deadline_at, _t.id)
        )
        return list(self._connection.execute(query).scalars())

    def called(self, start: datetime, end: datetime) -> list[CalledTicket]:
        """The tickets received in a period and not returned, each with its calls and its last valid survey."""
        calls = select(_a.ticket_id).group_by(_a.ticket_id)
        reached = calls.where(_a.outcome == AttemptOutcome.REACHED)
        exhausted = select(_j.ticket_id).where(_j.verb == JournalVerb.UNREACHABLE, _j.ticket_id.is_not(None))
        last = select(func.max(_s.id)).where(_s.valid == 1).group_by(_s.ticket_id)
        query = (
            select(
                _t.unit,
                _t.id.in_(calls),
                _t.id.in_(reached),
                _t.id.in_(exhausted),
                func.coalesce(_s.reason_codes, ""),
            )
            .outerjoin(surveys, and_(_s.ticket_id == _t.id, _s.id.in_(last)))
            .where(_received(start, end), _t.status != "returned")
        )
        return list(map(CalledTicket._make, self._connection.execute(query)))


def _received(start: datetime, end: datetime) -> ColumnElement[bool]:
    return and_(_t.dispatched_at >= start, _t.dispatched_at < end)
