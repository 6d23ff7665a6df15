"""The reply store: the reply form of each ticket, one row a round."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from app.models.contacting import replies
from app.models.tables import tickets

_r, _t = replies.c, tickets.c


class ReplyStore:
    """Replies within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, values: Mapping[str, Any]) -> int:
        """Adds a reply in the ticket's next round; returns its id."""
        highest = select(func.max(_r.round)).where(_r.ticket_id == values["ticket_id"])
        number = int(self._connection.execute(highest).scalar() or 0) + 1
        key = self._connection.execute(insert(replies), {**values, "round": number}).inserted_primary_key
        return int(key[0]) if key else 0

    def latest(self, ticket_id: int) -> Row[Any] | None:
        """The reply of the ticket's last round, or None."""
        query = select(replies).where(_r.ticket_id == ticket_id).order_by(_r.round.desc()).limit(1)
        return self._connection.execute(query).one_or_none()

    def of_ticket(self, ticket_id: int) -> list[Row[Any]]:
        """A ticket's replies, first round first."""
        query = select(replies).where(_r.ticket_id == ticket_id).order_by(_r.round)
        return list(self._connection.execute(query))

    def change(self, before: Row[Any], values: Mapping[str, Any]) -> None:
        """Writes the changed columns and raises the version.

        Raises:
            LookupError: the row's version is no longer `before.version`.

        """
        done = self._connection.execute(
            update(replies)
            .where(_r.id == before.id, _r.version == before.version)
            .values(**values, version=before.version + 1)
        )
        if done.rowcount != 1:
            raise LookupError(before.id)

    def waiting(self) -> list[Row[Any]]:
        """The tickets under review with their last reply's writer and times, the next deadline first."""
        last = select(_r.ticket_id, func.max(_r.round).label("round")).group_by(_r.ticket_id).subquery()
        query = (
            select(
                _t.id.label("ticket_id"),
                _t.number,
                _t.title,
                _t.content,
                _t.street,
                _t.unit,
                _t.deadline_at,
                _r.round,
                _r.writer,
                _r.submitted_at,
                _r.version,
            )
            .select_from(tickets)
            .outerjoin(last, last.c.ticket_id == _t.id)
            .outerjoin(replies, (_r.ticket_id == _t.id) & (_r.round == last.c.round))
            .where(_t.status == "to-review", _t.is_open == 1)
            .order_by(_t.deadline_at, _t.id)
        )
        return list(self._connection.execute(query))

    def same_text(self, text_hash: str, ticket_id: int) -> int:
        """How many other tickets have a reply with this text."""
        query = select(func.count(func.distinct(_r.ticket_id))).where(
            _r.text_hash == text_hash, _r.ticket_id != ticket_id
        )
        return int(self._connection.execute(query).scalar_one())
