"""The return store: the return register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, Row, Select, case, func, insert, or_, select, type_coerce, update

from app.models.casework import return_steps
from app.models.tables import returns, tickets

_r = returns.c
_OPEN = ("draft", "sent", "received")


# Whom we ask, or who asks us.
_UNIT = case((_r.direction == "ours", _r.suggested_unit), else_=_r.department)
_ALIKE = 300


def _seconds(column: Any) -> Any:
    """An instant as the whole seconds it is stored as."""
    return type_coerce(column, BigInteger)


def _with_ticket() -> Select[Any]:
    t = tickets.c
    kept = (t.number, t.title, t.content, t.street, t.unit, t.category_1, t.category_2, t.category_3)
    return select(returns, *kept).join(tickets, t.id == _r.ticket_id)


class ReturnStore:
    """Returns within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, values: Mapping[str, Any]) -> int:
        """Adds one return in the ticket's next round; returns its id.

        Requests of departments to us are counted downwards from -1, so that our own keep their count from 1.
        """
        ours = values.get("direction", "ours") == "ours"
        number = self.rounds(values["ticket_id"]) + 1 if ours else self._requests(values["ticket_id"]) - 1
        key = self._connection.execute(insert(returns), {**values, "round": number}).inserted_primary_key
        return int(key[0]) if key else 0

    def rounds(self, ticket_id: int) -> int:
        """How many returns of ours the ticket has had."""
        query = select(func.max(_r.round)).where(_r.ticket_id == ticket_id)
        return max(0, int(self._connection.execute(query).scalar() or 0))

    def _requests(self, ticket_id: int) -> int:
        query = select(func.min(_r.round)).where(_r.ticket_id == ticket_id)
        return min(0, int(self._connection.execute(query).scalar() or 0))

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

    def listing(
        self,
        state: str | None = None,
        ground: str | None = None,
        search: str = "",
        *,
        direction: str | None = None,
        unit: str = "",
    ) -> list[Row[Any]]:
        """Returns, newest first; `search` looks into number, title and unit, `unit` is the whole name."""
        query = _with_ticket().order_by(_r.created_at.desc(), _r.id.desc())
        for column, value in ((_r.state, state), (_r.ground, ground), (_r.direction, direction)):
            if value:
                query = query.where(column == value)
        if unit:
            query = query.where(_UNIT.in_((unit,)))
        if search:
            t = tickets.c
            places = (t.number, t.title, _r.suggested_unit, _r.department)
            query = query.where(or_(*(column.contains(search, autoescape=True) for column in places)))
        return list(self._connection.execute(query))

    def of_ticket(self, ticket_id: int) -> list[Row[Any]]:
        """A ticket's returns of both directions, first one first."""
        query = _with_ticket().where(_r.ticket_id == ticket_id).order_by(_r.created_at, _r.id)
        return list(self._connection.execute(query))

    def alike(self, *, ground: str = "", unit: str = "", category: Sequence[str] = ()) -> list[Row[Any]]:
        """Decided requests of ours that agree with what is given, newest first; `category` is compared by level."""
        query = _with_ticket().where(_r.direction == "ours", _r.state.in_(("accepted", "refused", "final")))
        t = tickets.c
        for column, value in zip((t.category_1, t.category_2, t.category_3), category, strict=False):
            if value:
                query = query.where(column == value)
        if ground:
            query = query.where(_r.ground == ground)
        if unit:
            query = query.where(_r.suggested_unit == unit)
        return list(self._connection.execute(query.order_by(_r.decided_at.desc(), _r.id.desc()).limit(_ALIKE)))

    def add_step(self, values: Mapping[str, Any]) -> None:
        """Adds one step; steps are never changed."""
        self._connection.execute(insert(return_steps), dict(values))

    def steps(self, return_ids: Sequence[int]) -> list[Row[Any]]:
        """The steps of these returns, oldest first."""
        s = return_steps.c
        query = select(return_steps).where(s.return_id.in_(return_ids)).order_by(s.at, s.id)
        return list(self._connection.execute(query))

    def between(self, start: datetime, end: datetime) -> list[Row[Any]]:
        """Returns created, sent or decided from `start` up to but without `end`."""
        touched = [(_r[name] >= start) & (_r[name] < end) for name in ("created_at", "sent_at", "decided_at")]
        return list(self._connection.execute(_with_ticket().where(or_(*touched)).order_by(_r.created_at, _r.id)))

    def totals(self) -> list[Row[Any]]:
        """Ground, state, direction, the unit asked or asking, how many, and the seconds that decisions took."""
        decided = _r.state.in_(("accepted", "refused", "final", "agreed", "declined")) & _r.sent_at.is_not(None)
        took = func.coalesce(func.sum(case((decided, _seconds(_r.decided_at) - _seconds(_r.sent_at)), else_=0)), 0)
        count = func.coalesce(func.sum(case((decided, 1), else_=0)), 0)
        query = select(
            _r.ground, _r.state, _r.direction, _UNIT.label("unit"), func.count().label("cases"),
            count.label("decided"), took.label("seconds"),
        ).group_by(_r.ground, _r.state, _r.direction, _UNIT)  # fmt: skip
        return list(self._connection.execute(query))

    def open_count(self) -> int:
        """How many stand as draft, as sent, or wait for our answer."""
        query = select(func.count()).select_from(returns).where(_r.state.in_(_OPEN))
        return int(self._connection.execute(query).scalar_one())
