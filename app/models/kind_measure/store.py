"""The store of measures against a kind of problem."""

from __future__ import annotations

from typing import Unpack

from sqlalchemy import Connection, select

from app.models.kind_measure.records import KindMeasureChange, KindMeasureRecord, NewKindMeasure
from app.models.kind_measure.tables import kind_measures
from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import add_row, change_row

_k = kind_measures.c
_ALL = select(*columns_of(KindMeasureRecord, kind_measures))


class KindMeasureStore:
    """Measures within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: NewKindMeasure) -> int:
        """Enters a measure; returns its id."""
        return add_row(self._connection, kind_measures, new)

    def get(self, measure_id: int) -> KindMeasureRecord | None:
        """One measure, or None."""
        return record(KindMeasureRecord, self._connection.execute(_ALL.where(_k.id == measure_id)).one_or_none())

    def listing(self) -> list[KindMeasureRecord]:
        """The measures that hold, by kind and day; those that were withdrawn are left out."""
        query = _ALL.where(_k.ended_at.is_(None)).order_by(_k.kind, _k.since, _k.id)
        return records(KindMeasureRecord, self._connection.execute(query))

    def change(self, before: KindMeasureRecord, **changes: Unpack[KindMeasureChange]) -> None:
        """Writes the changed columns and raises the version.

        Raises:
            StaleVersion: the row's version is no longer `before.version`.

        """
        change_row(self._connection, kind_measures, before, changes)
