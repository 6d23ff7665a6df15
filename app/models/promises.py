"""The promise store: what was promised to callers, and which of it is still open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, text, update

from app.models.contacting import promises
from app.models.tables import tickets

_p = promises.c
# In the words of the partial index, so that SQLite takes it.
_OPEN = text("promises.state IN ('proposed', 'confirmed')")


def _with_ticket() -> Select[Any]:
    t = tickets.c
    wanted = (t.number, t.title, t.content, t.street, t.status.label("ticket_status"))
    return select(promises, *wanted).join(tickets, t.id == _p.ticket_id)


class PromiseStore:
    """Promises within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, values: Mapping[str, Any]) -> int:
        """Adds one promise; returns its id."""
        key = self._connection.execute(insert(promises), dict(values)).inserted_primary_key
        return int(key[0]) if key else 0

    def get(self, promise_id: int) -> Row[Any] | None:
        """One promise with its ticket, or None."""
        return self._connection.execute(_with_ticket().where(_p.id == promise_id)).one_or_none()

    def change(self, before: Row[Any], values: Mapping[str, Any]) -> None:
        """Writes the changed columns and raises the version.

        Raises:
            LookupError: the row's version is no longer `before.version`.

        """
        done = self._connection.execute(
            update(promises)
            .where(_p.id == before.id, _p.version == before.version)
            .values(**values, version=before.version + 1)
        )
        if done.rowcount != 1:
            raise LookupError(before.id)

    def open_until(self, until: datetime | None) -> list[Row[Any]]:
        """Proposed and confirmed promises that fall due up to `until` (None: all of them), the next one first."""
        query = _with_ticket().where(_OPEN).order_by(_p.due_at, _p.id)
        return list(self._connection.execute(query if until is None else query.where(_p.due_at <= until)))

    def of_ticket(self, ticket_id: int) -> list[Row[Any]]:
        """A ticket's promises of every state, the next one due first."""
        return list(
            self._connection.execute(_with_ticket().where(_p.ticket_id == ticket_id).order_by(_p.due_at, _p.id))
        )
