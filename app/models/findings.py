"""The finding store: what is wrong with contacts, and the facts of many tickets at once to look for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, insert, or_, select, update

from app.models import direct
from app.models.contacting import findings
from app.models.tables import tickets

_f, _t = findings.c, tickets.c
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


class FactRows:
    """The raw rows that decide the findings of some tickets; all but `tickets` by ticket id, instants as seconds."""

    def __init__(self, tickets: list[Any], calls: list[Any], surveys: list[Any], known: list[Any]) -> None:
        self.tickets = tickets
        self.calls = _by_ticket(calls)
        self.surveys = _by_ticket(surveys)
        self.known = _by_ticket(known)


def _by_ticket(rows: list[Any]) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = {}
    for row in rows:
        grouped.setdefault(row[0], []).append(row)
    return grouped


class FindingStore:
    """Findings within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def facts_of(self, ticket_id: int) -> FactRows:
        """The facts of one ticket."""
        return self._facts(" WHERE id = ?", " WHERE ticket_id = ?", (ticket_id,))

    def facts_between(self, after: int, last: int) -> FactRows:
        """The facts of the tickets whose ids lie above `after`, up to and with `last`."""
        return self._facts(_BETWEEN.format("id"), _BETWEEN.format("ticket_id"), (after, last))

    def overdue_ids(self, now: datetime, most: int) -> list[int]:
        """Open tickets past their contact limit of which nobody has found that yet."""
        cursor = direct.run(self._connection, f"SELECT id FROM tickets{_OVERDUE} LIMIT ?", (int(now.timestamp()), most))
        return [int(row[0]) for row in cursor.fetchall()]

    def last_ticket(self) -> int:
        """The highest ticket id."""
        return int(direct.scalar(self._connection, "SELECT coalesce(max(id), 0) FROM tickets"))

    def add(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Adds findings; all name the same columns."""
        if rows:
            self._connection.execute(insert(findings), [dict(row) for row in rows])

    def change(self, finding_id: int, values: Mapping[str, Any]) -> None:
        """Writes the changed columns."""
        self._connection.execute(update(findings).where(_f.id == finding_id).values(**values))

    def get(self, finding_id: int) -> Row[Any] | None:
        """One finding with its ticket, or None."""
        return self._connection.execute(_with_ticket().where(_f.id == finding_id)).one_or_none()

    def of_ticket(self, ticket_id: int) -> list[Row[Any]]:
        """A ticket's findings, oldest first."""
        query = _with_ticket().where(_f.ticket_id == ticket_id).order_by(_f.at, _f.id)
        return list(self._connection.execute(query))

    def listing(self, *, state: str = "", kind: str = "", search: str = "", limit: int | None = None) -> list[Row[Any]]:
        """Findings, newest first; `search` looks into number, title, unit and the reason."""
        query = _with_ticket().where(*_narrowed(state, kind, search)).order_by(_f.at.desc(), _f.id.desc())
        return list(self._connection.execute(query if limit is None else query.limit(limit)))

    def between(self, start: datetime, end: datetime) -> list[Row[Any]]:
        """Findings made or decided from `start` up to but without `end`, in the order in which they were made."""
        touched = [(_f[name] >= start) & (_f[name] < end) for name in ("found_at", "decided_at")]
        return list(self._connection.execute(_with_ticket().where(or_(*touched)).order_by(_f.found_at, _f.id)))

    def totals(self) -> list[Row[Any]]:
        """Counts by kind and state."""
        return list(self._connection.execute(select(_f.kind, _f.state, func.count()).group_by(_f.kind, _f.state)))

    def open_count(self) -> int:
        """How many stand open."""
        query = select(func.count()).select_from(findings).where(_f.state == "open")
        return int(self._connection.execute(query).scalar_one())

    def _facts(self, of_tickets: str, of_rows: str, values: Sequence[int]) -> FactRows:
        def rows(statement: str) -> list[Any]:
            return list(direct.run(self._connection, statement, values).fetchall())

        return FactRows(
            rows(_FACTS + of_tickets), rows(_CALLS + of_rows), rows(_SURVEYS + of_rows), rows(_KNOWN + of_rows)
        )


def _with_ticket() -> Select[Any]:
    return select(findings, _t.number, _t.title, _t.content, _t.street, _t.unit, _t.status).join(
        tickets, _t.id == _f.ticket_id
    )


def _narrowed(state: str, kind: str, search: str) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if state:
        conditions.append(_f.state == state)
    if kind:
        conditions.append(_f.kind == kind)
    if search:
        looked = (_t.number, _t.title, _t.unit, _f.reason)
        conditions.append(or_(*(column.contains(search, autoescape=True) for column in looked)))
    return conditions
