"""The store of measures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from sqlalchemy import Connection, select

from app.models.measure.records import MeasureChange, MeasureRecord, NewMeasure
from app.models.measure.tables import measures
from app.models.shared import direct
from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import add_row, change_row
from app.models.ticket.tables import tickets
from app.rules.measure import MeasureKind, MeasureState

_m = measures.c
_WITH_TICKET = select(*columns_of(MeasureRecord, measures, tickets)).join(tickets, tickets.c.id == _m.ticket_id)


class MeasureStore:
    """Measures within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: NewMeasure) -> int:
        """Adds one; returns its id."""
        return add_row(self._connection, measures, new)

    def get(self, measure_id: int) -> MeasureRecord | None:
        """One measure with its ticket, or None."""
        return record(MeasureRecord, self._connection.execute(_WITH_TICKET.where(_m.id == measure_id)).one_or_none())

    def of_ticket(self, ticket_id: int) -> list[MeasureRecord]:
        """A ticket's measures, oldest first."""
        query = _WITH_TICKET.where(_m.ticket_id == ticket_id).order_by(_m.id)
        return records(MeasureRecord, self._connection.execute(query))

    def tickets_among(self, ticket_ids: Sequence[int]) -> set[int]:
        """Those of the tickets (at most 500) that have a measure."""
        return direct.tickets_in(self._connection, measures.name, ticket_ids)

    def in_force(self, ticket_id: int, kind: MeasureKind) -> MeasureRecord | None:
        """The ticket's measure of this kind that is in force, or None."""
        query = _WITH_TICKET.where(
            _m.ticket_id == ticket_id, _m.kind == kind, _m.state == MeasureState.IN_FORCE
        ).order_by(_m.id.desc())
        return record(MeasureRecord, self._connection.execute(query.limit(1)).one_or_none())

    def listing(self, kind: MeasureKind | None = None) -> list[MeasureRecord]:
        """Measures: those in force by their time, then the ended ones, the newest first."""
        query = _WITH_TICKET if kind is None else _WITH_TICKET.where(_m.kind == kind)
        ended = _m.state != MeasureState.IN_FORCE
        found = records(MeasureRecord, self._connection.execute(query.order_by(ended, _m.until, _m.id)))
        standing = [row for row in found if row.state is MeasureState.IN_FORCE]
        return [*standing, *sorted(found[len(standing) :], key=lambda row: -row.id)]

    def change(self, before: MeasureRecord, **changes: Unpack[MeasureChange]) -> None:
        """Writes the changed columns and raises the version.

        Raises:
            StaleVersion: the row's version is no longer `before.version`.

        """
        change_row(self._connection, measures, before, changes)
