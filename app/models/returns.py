"""The return store: the return register."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, or_, select, update

from app.models.tables import returns, tickets

_r = returns.c


def _with_ticket() -> Select[Any]:
    t = tickets.c
    return select(returns, t.number, t.title, t.content, t.street, t.unit).join(tickets, t.id == _r.ticket_id)


class ReturnStore:
    """Returns within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, values: Mapping[str, Any]) -> int:
        """Adds one return in the ticket's next round; returns its id."""
        number = self.rounds(values["ticket_id"]) + 1
        key = self._connection.execute(insert(returns), {**values, "round": number}).inserted_primary_key
        return int(key[0]) if key else 0

    def rounds(self, ticket_id: int) -> int:
        """How many returns the ticket has had."""
        query = select(func.max(_r.round)).where(_r.ticket_id == ticket_id)
        return int(self._connection.execute(query).scalar() or 0)

    def get(self, return_id: int) -> Row[Any] | None:
        """One return with its ticket, or None."""
        return self._connection.execute(_with_ticket().where(_r.id == return_id)).one_or_none()

    def change(self, before: Row[Any], values: Mapping[str, Any]) -> None:
        """Writes the changed columns and raises the version.

        Raises:
            LookupError: the row's version is no longer `before.version`.

        """
        done = self._connection.execute(
            update(returns)
            .where(_r.id == before.id, _r.version == before.version)
            .values(**values, version=before.version + 1)
        )
        if done.rowcount != 1:
            raise LookupError(before.id)

    def sent(self) -> list[Row[Any]]:
        """Returns that were sent and not answered yet."""
        return list(self._connection.execute(_with_ticket().where(_r.state == "sent").order_by(_r.sent_at, _r.id)))

    def listing(self, state: str | None = None, ground: str | None = None, search: str = "") -> list[Row[Any]]:
        """Returns, newest first; `search` looks into number, title and suggested unit."""
        query = _with_ticket().order_by(_r.created_at.desc(), _r.id.desc())
        if state:
            query = query.where(_r.state == state)
        if ground:
            query = query.where(_r.ground == ground)
        if search:
            t = tickets.c
            query = query.where(
                or_(*(column.contains(search, autoescape=True) for column in (t.number, t.title, _r.suggested_unit)))
            )
        return list(self._connection.execute(query))

    def of_ticket(self, ticket_id: int) -> list[Row[Any]]:
        """A ticket's returns, first one first."""
        return list(self._connection.execute(_with_ticket().where(_r.ticket_id == ticket_id).order_by(_r.round)))

    def between(self, start: datetime, end: datetime) -> list[Row[Any]]:
        """Returns created, sent or decided from `start` up to but without `end`."""
        touched = [(_r[name] >= start) & (_r[name] < end) for name in ("created_at", "sent_at", "decided_at")]
        return list(self._connection.execute(_with_ticket().where(or_(*touched)).order_by(_r.created_at, _r.id)))

    def totals(self) -> list[Row[Any]]:
        """Counts by ground and state."""
        return list(self._connection.execute(select(_r.ground, _r.state, func.count()).group_by(_r.ground, _r.state)))

    def open_count(self) -> int:
        """How many stand as draft or sent."""
        query = select(func.count()).select_from(returns).where(_r.state.in_(("draft", "sent")))
        return int(self._connection.execute(query).scalar_one())
