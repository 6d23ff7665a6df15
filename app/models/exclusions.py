"""The exclusion store: catalogues by month, applications with their steps and files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, or_, select, update

from app.models.casework import exclusion_catalogues, exclusion_steps, exclusions
from app.models.tables import tickets

_x = exclusions.c
_t = tickets.c
_TICKET = (
    _t.number,
    _t.title,
    _t.content,
    _t.street,
    _t.unit,
    _t.category_1,
    _t.category_2,
    _t.category_3,
    _t.type.label("ticket_type"),
    _t.merchant,
    _t.dispatched_at,
    _t.dispatched_basis,
    _t.closed_at,
)


def _with_ticket() -> Select[Any]:
    return select(exclusions, *_TICKET).join(tickets, _t.id == _x.ticket_id)


class ExclusionStore:
    """Applications for exclusion within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def catalogues(self) -> list[Row[Any]]:
        """Every version of every month that is kept here, by month, the newest of a month last."""
        order = (exclusion_catalogues.c.month, exclusion_catalogues.c.id)
        return list(self._connection.execute(select(exclusion_catalogues).order_by(*order)))

    def catalogue(self, catalogue_id: int) -> Row[Any] | None:
        """One version, or None."""
        query = select(exclusion_catalogues).where(exclusion_catalogues.c.id == catalogue_id)
        return self._connection.execute(query).one_or_none()

    def add_catalogue(self, values: Mapping[str, Any]) -> int:
        """Keeps one version; nothing is ever overwritten. Returns its id."""
        key = self._connection.execute(insert(exclusion_catalogues), dict(values)).inserted_primary_key
        return int(key[0]) if key else 0

    def add(self, values: Mapping[str, Any]) -> int:
        """Adds one application; returns its id."""
        key = self._connection.execute(insert(exclusions), dict(values)).inserted_primary_key
        return int(key[0]) if key else 0

    def get(self, exclusion_id: int) -> Row[Any] | None:
        """One application with its ticket, or None."""
        return self._connection.execute(_with_ticket().where(_x.id == exclusion_id)).one_or_none()

    def of_ticket(self, ticket_id: int) -> list[Row[Any]]:
        """A ticket's applications, withdrawn ones too, oldest first."""
        return list(self._connection.execute(_with_ticket().where(_x.ticket_id == ticket_id).order_by(_x.id)))

    def change(self, before: Row[Any], values: Mapping[str, Any]) -> None:
        """Writes the changed columns and raises the version.

        Raises:
            LookupError: the row's version is no longer `before.version`.

        """
        done = self._connection.execute(
            update(exclusions)
            .where(_x.id == before.id, _x.version == before.version)
            .values(**values, version=before.version + 1)
        )
        if done.rowcount != 1:
            raise LookupError(before.id)

    def listing(
        self,
        *,
        states: Sequence[str] = (),
        major: str = "",
        minor: str = "",
        unit: str = "",
        month: str = "",
        search: str = "",
        limit: int | None = None,
        offset: int = 0,
    ) -> list[Row[Any]]:
        """Applications with their tickets, newest first; empty filters let everything through."""
        query = self._filtered(_with_ticket(), states, major, minor, unit, month, search)
        query = query.order_by(_x.created_at.desc(), _x.id.desc()).limit(limit).offset(offset)
        return list(self._connection.execute(query))

    def count(self, *, states: Sequence[str], major: str, minor: str, unit: str, month: str, search: str) -> int:
        """How many applications the same filters let through."""
        query = select(func.count()).select_from(exclusions).join(tickets, _t.id == _x.ticket_id)
        return int(
            self._connection.execute(self._filtered(query, states, major, minor, unit, month, search)).scalar_one()
        )

    @staticmethod
    def _filtered(
        query: Select[Any], states: Sequence[str], major: str, minor: str, unit: str, month: str, search: str
    ) -> Select[Any]:
        if states:
            query = query.where(_x.state.in_(states))
        for column, value in ((_x.major, major), (_x.minor, minor), (_t.unit, unit), (_x.month, month)):
            if value:
                query = query.where(column == value)
        if search:
            looked = (_t.number, _t.title, _t.merchant, _x.statement)
            query = query.where(or_(*(column.contains(search, autoescape=True) for column in looked)))
        return query

    def totals(self) -> list[Row[Any]]:
        """Counts by type, unit and state."""
        by = (_x.major, _x.minor, _t.unit, _x.state)
        query = select(*by, func.count().label("count")).join(tickets, _t.id == _x.ticket_id).group_by(*by)
        return list(self._connection.execute(query))

    def waiting(self) -> list[Row[Any]]:
        """The applications that are not yet submitted or were sent back, with their tickets."""
        query = _with_ticket().where(_x.state.in_(("draft", "sent-back"))).order_by(_t.closed_at, _x.id)
        return list(self._connection.execute(query))

    def with_export(self) -> list[Row[Any]]:
        """Applications that were not withdrawn, whose tickets have columns of their export kept beside them."""
        wanted = (_x.id, _x.platform_result, _t.extra)
        query = select(*wanted).join(tickets, _t.id == _x.ticket_id)
        return list(self._connection.execute(query.where(_x.state != "withdrawn", _t.extra != "{}").order_by(_x.id)))

    def add_step(self, values: Mapping[str, Any]) -> None:
        """Adds one step; steps are never changed."""
        self._connection.execute(insert(exclusion_steps), dict(values))

    def steps_of(self, exclusion_id: int) -> list[Row[Any]]:
        """An application's steps, first one first."""
        query = select(exclusion_steps).where(exclusion_steps.c.exclusion_id == exclusion_id)
        return list(self._connection.execute(query.order_by(exclusion_steps.c.id)))

    def steps_with_opinion(self, move: str) -> list[Row[Any]]:
        """Every step of one kind with its application's type and unit, oldest first."""
        s = exclusion_steps.c
        wanted = (s.exclusion_id, s.at, s.level, s.opinion, _x.major, _x.minor, _x.ticket_id, _t.unit)
        query = select(*wanted).join(exclusions, _x.id == s.exclusion_id).join(tickets, _t.id == _x.ticket_id)
        return list(self._connection.execute(query.where(s.move == move).order_by(s.id)))
