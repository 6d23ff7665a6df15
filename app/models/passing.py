"""The store of buck-passing cases: tickets that are passed to and fro between departments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from app.models.casework import passing_cases
from app.models.tables import tickets

_p = passing_cases.c


def _with_ticket() -> Select[Any]:
    t = tickets.c
    kept = (t.number, t.title, t.content, t.street, t.unit, t.deadline_at, t.status.label("ticket_status"))
    return select(passing_cases, *kept).join(tickets, t.id == _p.ticket_id)


class PassingStore:
    """Cases within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, values: Mapping[str, Any]) -> int:
        """Adds one case; returns its id."""
        key = self._connection.execute(insert(passing_cases), dict(values)).inserted_primary_key
        return int(key[0]) if key else 0

    def get(self, case_id: int) -> Row[Any] | None:
        """One case with its ticket, or None."""
        return self._connection.execute(_with_ticket().where(_p.id == case_id)).one_or_none()

    def open_of(self, ticket_id: int) -> Row[Any] | None:
        """The ticket's case that is not closed, or None."""
        query = _with_ticket().where(_p.ticket_id == ticket_id, _p.state != "closed").order_by(_p.id.desc()).limit(1)
        return self._connection.execute(query).one_or_none()

    def listing(self, state: str | None = None) -> list[Row[Any]]:
        """Cases: those to be reported first, then by their follow-up, closed ones last."""
        query = _with_ticket()
        if state:
            query = query.where(_p.state == state)
        rows = self._connection.execute(query.order_by(_p.opened_at.desc(), _p.id.desc())).all()
        order = {"open": 0, "reported": 1, "closed": 2}
        return sorted(rows, key=lambda row: (order[row.state], row.follow_up_at is None, row.follow_up_at or 0))

    def change(self, before: Row[Any], values: Mapping[str, Any]) -> None:
        """Writes the changed columns and raises the version.

        Raises:
            LookupError: the row's version is no longer `before.version`.

        """
        done = self._connection.execute(
            update(passing_cases)
            .where(_p.id == before.id, _p.version == before.version)
            .values(**values, version=before.version + 1)
        )
        if done.rowcount != 1:
            raise LookupError(before.id)
