"""The finding store: what is wrong with contacts, and the facts of many tickets at once to look for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Unpack

from sqlalchemy import ColumnElement, Connection, func, insert, or_, select, update

from app.models import direct
from app.models.contacting import findings
from app.models.finding_records import FindingChange, FindingRecord, KnownFinding, NewFinding, WatchedTicket
from app.models.records import columns_of, record, records
from app.models.tables import tickets
from app.models.writing import values_of
from app.rules.contacts import AttemptSource
from app.rules.finding_states import FindingKind, FindingState
from app.rules.findings import Call, ContactFacts, Surveyed
from app.rules.spellings import read_contacted
from app.rules.states import AttemptOutcome, TicketStatus

_f, _t = findings.c, tickets.c
_WITH_TICKET = select(*columns_of(FindingRecord, findings, tickets)).join(tickets, _t.id == _f.ticket_id)
_FACTS = (
    "SELECT id, status, dispatched_at, contact_due_at, closed_at, phones, phone_raw, caller, dispatched_basis,"
    " backlog, callback_since, platform_contacted, ruled_at FROM tickets"
)
_BETWEEN = " WHERE {0} > ? AND {0} <= ?"
_CALLS = "SELECT ticket_id, id, at, number, outcome, reached, source FROM attempts"
_SURVEYS = "SELECT ticket_id, round, at, valid, attempt_id FROM surveys"
_KNOWN = "SELECT ticket_id, id, kind, key, state, reason FROM findings"
_OVERDUE = (
    " WHERE is_open = 1 AND backlog = 0 AND contact_due_at <= ? AND first_contact_at IS NULL AND NOT EXISTS"
    " (SELECT 1 FROM findings WHERE findings.ticket_id = tickets.id AND kind = 'past-contact-limit')"
)


class FindingStore:
    """Findings within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def watched(self, ticket_id: int) -> list[WatchedTicket]:
        """One ticket with the facts that decide its findings, as a list; empty when there is none."""
        return self._watched(" WHERE id = ?", " WHERE ticket_id = ?", (ticket_id,))

    def watched_between(self, after: int, last: int) -> list[WatchedTicket]:
        """The tickets whose ids lie above `after`, up to and with `last`."""
        return self._watched(_BETWEEN.format("id"), _BETWEEN.format("ticket_id"), (after, last))

    def overdue_ids(self, now: datetime, most: int) -> list[int]:
        """Open tickets past their contact limit of which nobody has found that yet."""
        cursor = direct.run(self._connection, f"SELECT id FROM tickets{_OVERDUE} LIMIT ?", (int(now.timestamp()), most))
        return [int(row[0]) for row in cursor.fetchall()]

    def last_ticket(self) -> int:
        """The highest ticket id."""
        return int(direct.scalar(self._connection, "SELECT coalesce(max(id), 0) FROM tickets"))

    def add_many(self, new: Sequence[NewFinding]) -> None:
        """Adds findings."""
        if new:
            self._connection.execute(insert(findings), [values_of(each) for each in new])

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
        """How many stand open."""
        query = select(func.count()).select_from(findings).where(_f.state == FindingState.OPEN)
        return int(self._connection.execute(query).scalar_one())

    def _watched(self, of_tickets: str, of_rows: str, values: Sequence[int]) -> list[WatchedTicket]:
        calls, surveys = self._calls(of_rows, values), self._surveys(of_rows, values)
        known = self._known(of_rows, values)
        watched = []
        for row in direct.run(self._connection, _FACTS + of_tickets, values).fetchall():
            ticket_id, status, dispatched, due, closed, phones, cell, caller, basis = row[:9]
            backlog, replied, contacted, ruled = row[9:]
            facts = ContactFacts(
                status=TicketStatus(status),
                dispatched_at=_instant(dispatched),
                contact_due_at=_instant_or_none(due),
                closed_at=_instant_or_none(closed),
                phones=tuple(phones.split()),
                phone_cell=cell,
                caller=caller,
                dispatched_basis=basis,
                backlog=bool(backlog),
                reply_sent_at=_instant_or_none(replied),
                platform_contacted=read_contacted(contacted) if contacted else None,
                calls=tuple(calls.get(ticket_id, ())),
                surveys=tuple(surveys.get(ticket_id, ())),
            )
            ruled_at = facts.dispatched_at if ruled is None else _instant(ruled)
            watched.append(WatchedTicket(ticket_id, ruled_at, facts, tuple(known.get(ticket_id, ()))))
        return watched

    def _calls(self, of_rows: str, values: Sequence[int]) -> dict[int, list[Call]]:
        calls: defaultdict[int, list[Call]] = defaultdict(list)
        rows = direct.run(self._connection, _CALLS + of_rows, values).fetchall()
        for ticket_id, call_id, at, number, outcome, reached, source in rows:
            callback = source == AttemptSource.CALLBACK
            calls[ticket_id].append(Call(call_id, _instant(at), number, AttemptOutcome(outcome), reached, callback))
        return calls

    def _surveys(self, of_rows: str, values: Sequence[int]) -> dict[int, list[Surveyed]]:
        surveys: defaultdict[int, list[Surveyed]] = defaultdict(list)
        for ticket_id, number, at, valid, call_id in direct.run(
            self._connection, _SURVEYS + of_rows, values
        ).fetchall():
            surveys[ticket_id].append(Surveyed(number, _instant(at), bool(valid), call_id))
        return surveys

    def _known(self, of_rows: str, values: Sequence[int]) -> dict[int, list[KnownFinding]]:
        known: defaultdict[int, list[KnownFinding]] = defaultdict(list)
        rows = direct.run(self._connection, _KNOWN + of_rows, values).fetchall()
        for ticket_id, finding_id, kind, key, state, reason in rows:
            known[ticket_id].append(KnownFinding(finding_id, FindingKind(kind), key, FindingState(state), reason))
        return known


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _instant_or_none(seconds: int | None) -> datetime | None:
    return None if seconds is None else _instant(seconds)


def _narrowed(state: FindingState | None, kind: FindingKind | None, search: str) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if state is not None:
        conditions.append(_f.state == state)
    if kind is not None:
        conditions.append(_f.kind == kind)
    if search:
        looked = (_t.number, _t.title, _t.unit, _f.reason)
        conditions.append(or_(*(column.contains(search, autoescape=True) for column in looked)))
    return conditions
