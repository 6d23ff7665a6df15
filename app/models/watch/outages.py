"""The store of the platform's outages."""

from __future__ import annotations

from datetime import datetime
from typing import Unpack

from sqlalchemy import Connection, or_, select

from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import add_row, change_row
from app.models.watch.records import NewOutage, OutageChange, OutageRecord
from app.models.watch.tables import platform_outages

_o = platform_outages.c
_ALL = select(*columns_of(OutageRecord, platform_outages))


class PlatformOutageStore:
    """Outages of the platform within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: NewOutage) -> int:
        """Adds an outage; returns its id."""
        return add_row(self._connection, platform_outages, new)

    def get(self, outage_id: int) -> OutageRecord | None:
        """One outage, or None."""
        return record(OutageRecord, self._connection.execute(_ALL.where(_o.id == outage_id)).one_or_none())

    def running(self) -> OutageRecord | None:
        """The outage that lasts, or None."""
        query = _ALL.where(_o.until.is_(None)).order_by(_o.since.desc()).limit(1)
        return record(OutageRecord, self._connection.execute(query).one_or_none())

    def touching(self, start: datetime, end: datetime) -> list[OutageRecord]:
        """The outages with a moment between `start` and `end`, oldest first."""
        query = _ALL.where(_o.since < end, or_(_o.until.is_(None), _o.until > start))
        return records(OutageRecord, self._connection.execute(query.order_by(_o.since, _o.id)))

    def newest(self, count: int) -> list[OutageRecord]:
        """The newest outages first."""
        return records(
            OutageRecord, self._connection.execute(_ALL.order_by(_o.since.desc(), _o.id.desc()).limit(count))
        )

    def change(self, before: OutageRecord, **changes: Unpack[OutageChange]) -> None:
        """Writes the changed columns and raises the version.

        Raises:
            StaleVersion: the row's version is no longer `before.version`.

        """
        change_row(self._connection, platform_outages, before, changes)
