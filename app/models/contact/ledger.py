"""The ledger of all contacts: read through filters, counted by outcome, streamed for exports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Text, and_, cast, exists, func, select

from app.models.contact.records import AttemptOfTicket
from app.models.contact.store import WITH_TICKET
from app.models.contact.tables import attempts
from app.models.finding.tables import findings
from app.models.shared.containing import containing
from app.models.ticket.tables import tickets
from app.rules.contact.states import AttemptOutcome
from app.rules.finding.states import ABOUT_A_CALL, FindingKind, FindingState

_a, _t, _f = attempts.c, tickets.c, findings.c
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The filters of the ledger: a period (end not included), an outcome, words, open findings only; empty is all."""

    start: datetime | None = None
    end: datetime | None = None
    outcome: AttemptOutcome | None = None
    search: str = ""
    doubtful: bool = False


class ContactLedgerStore:
    """Every call of the register within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, narrowed: Narrowed, limit: int | None = None) -> Iterator[AttemptOfTicket]:
        """Calls, newest first, with their ticket."""
        query = WITH_TICKET.where(*_conditions(narrowed)).order_by(_a.at.desc(), _a.id.desc())
        if limit is not None:
            query = query.limit(limit)
        yield from map(AttemptOfTicket._make, self._connection.execute(query, execution_options={"yield_per": 1000}))

    def counts(self, narrowed: Narrowed) -> dict[AttemptOutcome, int]:
        """The number of calls by outcome."""
        query = (
            select(_a.outcome, func.count())
            .select_from(attempts.join(tickets, _t.id == _a.ticket_id))
            .where(*_conditions(narrowed))
            .group_by(_a.outcome)
        )
        return {outcome: count for outcome, count in self._connection.execute(query)}

    def open_kinds(self, attempt_ids: Sequence[int]) -> dict[int, list[FindingKind]]:
        """The kinds of open findings at each of these calls."""
        kinds: dict[int, list[FindingKind]] = {}
        for begin in range(0, len(attempt_ids), _AT_ONCE):
            ids = attempt_ids[begin : begin + _AT_ONCE]
            query = select(_a.id, _f.kind).where(_a.id.in_(ids), _of_call()).order_by(_f.id)
            for attempt_id, kind in self._connection.execute(query):
                kinds.setdefault(attempt_id, []).append(kind)
        return kinds


def _of_call() -> ColumnElement[bool]:
    """The condition for an open finding about a call."""
    about = and_(_f.ticket_id == _a.ticket_id, _f.key == cast(_a.id, Text), _f.state == FindingState.OPEN)
    return and_(about, _f.kind.in_(sorted(ABOUT_A_CALL)))


def _conditions(narrowed: Narrowed) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if narrowed.start is not None:
        conditions.append(_a.at >= narrowed.start)
    if narrowed.end is not None:
        conditions.append(_a.at < narrowed.end)
    if narrowed.outcome is not None:
        conditions.append(_a.outcome == narrowed.outcome)
    if narrowed.search:
        looked = (_t.number, _t.title, _t.unit, _a.who, _a.note)
        conditions.append(containing(looked, narrowed.search))
    if narrowed.doubtful:
        conditions.append(exists().where(_of_call()))
    return conditions
