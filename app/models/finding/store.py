"""The finding store: faults in contacts, and the facts of many tickets at once to look for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar, Unpack

from sqlalchemy import ColumnElement, Connection, func, insert, or_, select, update

from app.base.clock import from_seconds
from app.models.finding.records import FindingChange, FindingRecord, KnownFinding, NewFinding, WatchedTicket
from app.models.finding.tables import findings
from app.models.shared import direct
from app.models.shared.containing import containing
from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import values_of
from app.models.ticket.tables import tickets
from app.rules.contact.call_flow import AttemptSource
from app.rules.contact.states import AttemptOutcome
from app.rules.finding.judgement import Call, ContactFacts, Surveyed
from app.rules.finding.states import FindingKind, FindingState
from app.rules.intake.spellings import read_contacted
from app.rules.ticket.states import TicketStatus

# A day in seconds: files come in daily, so that a ticket closed earlier was closed before this desk had it. Of the
# first file all that are closed were.
_CLOSED_ELSEWHERE_AFTER = 86_400
_f, _t = findings.c, tickets.c
_WITH_TICKET = select(*columns_of(FindingRecord, findings, tickets)).join(tickets, _t.id == _f.ticket_id)
_FACTS = (
    "SELECT id, status, dispatched_at, contact_due_at, closed_at, phones, phone_raw, caller, dispatched_basis,"
    " backlog, callback_since, platform_contacted, ruled_at,"
    f" (SELECT closed_at < at - CASE WHEN id = 1 THEN 0 ELSE {_CLOSED_ELSEWHERE_AFTER} END"
    " FROM imports WHERE id = import_id) FROM tickets"
)
_CALLS = "SELECT ticket_id, id, at, number, outcome, reached, source FROM attempts"
_SURVEYS = "SELECT ticket_id, round, at, valid, attempt_id FROM surveys"
_KNOWN = "SELECT ticket_id, id, kind, key, state, reason FROM findings"
_OVERDUE = (
    " WHERE is_open = 1 AND backlog = 0 AND contact_due_at <= ? AND first_contact_at IS NULL AND NOT EXISTS"
    " (SELECT 1 FROM findings WHERE findings.ticket_id = tickets.id AND kind = 'past-contact-limit')"
)

# Rows as the driver returns them for the statements above, instants as seconds.
RowT = TypeVar("RowT", bound=Sequence[object])
_Seconds = int
_TicketRow = tuple[
    int,
    str,
    _Seconds,
    _Seconds | None,
    _Seconds | None,
    str,
    str,
    str,
    str,
    int,
    _Seconds | None,
    str,
    _Seconds | None,
    int | None,
]
_CallRow = tuple[int, int, _Seconds, str, str, str, str]
_SurveyRow = tuple[int, int, _Seconds, int, int | None]
_KnownRow = tuple[int, int, str, str, str, str]


class FindingStore:
    """Findings within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def watched(self, ticket_id: int) -> Iterator[WatchedTicket]:
        """One ticket with the facts that decide its findings; nothing when there is none."""
        return self._watched(" WHERE id = ?", " WHERE ticket_id = ?", (ticket_id,))

    def watched_of(self, ids: Sequence[int]) -> Iterator[WatchedTicket]:
        """The tickets of these ids (at most 500 at a time), by id."""
        marks = ", ".join("?" * len(ids))
        return self._watched(f" WHERE id IN ({marks}) ORDER BY id", f" WHERE ticket_id IN ({marks}) ORDER BY id", ids)

    def overdue_ids(self, now: datetime, most: int) -> list[int]:
        """Open tickets past their contact limit that have no finding for it yet."""
        cursor = direct.run(self._connection, f"SELECT id FROM tickets{_OVERDUE} LIMIT ?", (int(now.timestamp()), most))
        return [int(row[0]) for row in cursor.fetchall()]

    def last_ticket(self) -> int:
        """The highest ticket id."""
        return int(direct.scalar(self._connection, "SELECT coalesce(max(id), 0) FROM tickets"))

    def add_many(self, new: Sequence[NewFinding]) -> None:
        """Adds findings."""
        if new:
            self._connection.execute(insert(findings), [values_of(finding) for finding in new])

    def change(self, before: FindingRecord | KnownFinding, **change: Unpack[FindingChange]) -> None:
        """Writes the changed columns."""
        self._connection.execute(update(findings).where(_f.id == before.id).values(**change))

    def get(self, finding_id: int) -> FindingRecord | None:
        """One finding, or None."""
        query = _WITH_TICKET.where(_f.id == finding_id)
        return record(FindingRecord, self._connection.execute(query).one_or_none())

    def of_ticket(self, ticket_id: int) -> list[FindingRecord]:
        """A ticket's findings, oldest first."""
        query = _WITH_TICKET.where(_f.ticket_id == ticket_id).order_by(_f.at, _f.id)
        return records(FindingRecord, self._connection.execute(query))

    def listing(
        self,
        *,
        state: FindingState | None = None,
        kind: FindingKind | None = None,
        search: str = "",
        limit: int | None = None,
    ) -> list[FindingRecord]:
        """Findings, newest first; `search` looks into number, title, unit and the reason."""
        query = _WITH_TICKET.where(*_narrowed(state, kind, search)).order_by(_f.at.desc(), _f.id.desc())
        if limit is not None:
            query = query.limit(limit)
        return records(FindingRecord, self._connection.execute(query))

    def between(self, start: datetime, end: datetime) -> list[FindingRecord]:
        """Findings made or decided from `start` up to but without `end`, in the order in which they were made."""
        touched = [(_f[name] >= start) & (_f[name] < end) for name in ("found_at", "decided_at")]
        query = _WITH_TICKET.where(or_(*touched)).order_by(_f.found_at, _f.id)
        return records(FindingRecord, self._connection.execute(query))

    def totals(self) -> list[tuple[FindingKind, FindingState, int]]:
        """Counts by kind and state."""
        query = select(_f.kind, _f.state, func.count()).group_by(_f.kind, _f.state)
        return [(kind, state, count) for kind, state, count in self._connection.execute(query)]

    def open_count(self) -> int:
        """The number of open findings."""
        query = select(func.count()).select_from(findings).where(_f.state == FindingState.OPEN)
        return int(self._connection.execute(query).scalar_one())

    def _watched(self, of_tickets: str, of_rows: str, values: Sequence[int]) -> Iterator[WatchedTicket]:
        """Reads all rows at once, but builds one ticket at a time, so that memory stays small."""
        tickets: Sequence[_TicketRow] = self._rows(_FACTS + of_tickets, values)
        calls: dict[object, list[_CallRow]] = _by_ticket(self._rows(_CALLS + of_rows, values))
        surveys: dict[object, list[_SurveyRow]] = _by_ticket(self._rows(_SURVEYS + of_rows, values))
        known: dict[object, list[_KnownRow]] = _by_ticket(self._rows(_KNOWN + of_rows, values))
        for row in tickets:
            ticket_id = row[0]
            ruled_at, facts = _facts(row, calls.get(ticket_id, ()), surveys.get(ticket_id, ()))
            yield WatchedTicket(ticket_id, ruled_at, facts, tuple(map(_known_finding, known.get(ticket_id, ()))))

    def _rows(self, statement: str, values: Sequence[int]) -> Sequence[Any]:
        return direct.run(self._connection, statement, values).fetchall()


def _by_ticket(rows: Iterable[RowT]) -> dict[object, list[RowT]]:
    grouped: defaultdict[object, list[RowT]] = defaultdict(list)
    for row in rows:
        grouped[row[0]].append(row)
    return grouped


def _facts(row: _TicketRow, calls: Iterable[_CallRow], surveys: Iterable[_SurveyRow]) -> tuple[datetime, ContactFacts]:
    """The moment whose rules hold for a ticket, and its facts."""
    _, status, dispatched, due, closed, phones, cell, caller, basis, backlog, replied, contacted, ruled, over = row
    dispatched_at = from_seconds(dispatched)
    facts = ContactFacts(
        status=TicketStatus(status),
        dispatched_at=dispatched_at,
        contact_due_at=_instant_or_none(due),
        closed_at=_instant_or_none(closed),
        phones=tuple(phones.split()),
        phone_cell=cell,
        caller=caller,
        dispatched_basis=basis,
        backlog=bool(backlog),
        closed_elsewhere=bool(over) and status == TicketStatus.CLOSED,
        reply_sent_at=_instant_or_none(replied),
        platform_contacted=read_contacted(contacted) if contacted else None,
        calls=tuple(map(_call, calls)),
        surveys=tuple(map(_surveyed, surveys)),
    )
    return dispatched_at if ruled is None else from_seconds(ruled), facts


def _call(row: _CallRow) -> Call:
    _, call_id, at, number, outcome, reached, source = row
    return Call(call_id, from_seconds(at), number, AttemptOutcome(outcome), reached, source == AttemptSource.CALLBACK)


def _surveyed(row: _SurveyRow) -> Surveyed:
    _, number, at, valid, call_id = row
    return Surveyed(number, from_seconds(at), bool(valid), call_id)


def _known_finding(row: _KnownRow) -> KnownFinding:
    _, finding_id, kind, key, state, reason = row
    return KnownFinding(finding_id, FindingKind(kind), key, FindingState(state), reason)


def _instant_or_none(seconds: int | None) -> datetime | None:
    return None if seconds is None else from_seconds(seconds)


def _narrowed(state: FindingState | None, kind: FindingKind | None, search: str) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if state is not None:
        conditions.append(_f.state == state)
    if kind is not None:
        conditions.append(_f.kind == kind)
    if search:
        looked = (_t.number, _t.title, _t.unit, _f.reason)
        conditions.append(containing(looked, search))
    return conditions
