"""The store of entries about duties, and of frozen evidence packages."""

from __future__ import annotations

from typing import Unpack

from sqlalchemy import Connection, select

from app.models.obligation.records import EntryChange, EntryRecord, NewEntry, NewPackage, PackageRecord
from app.models.obligation.tables import evidence_packages, obligation_entries
from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import add_row, change_row

_e, _p = obligation_entries.c, evidence_packages.c
_ENTRIES = select(*columns_of(EntryRecord, obligation_entries))
_PACKAGES = select(*columns_of(PackageRecord, evidence_packages))


class ObligationStore:
    """Entries and packages within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: NewEntry) -> int:
        """Adds an entry; returns its id."""
        return add_row(self._connection, obligation_entries, new)

    def get(self, entry_id: int) -> EntryRecord | None:
        """One entry, or None."""
        return record(EntryRecord, self._connection.execute(_ENTRIES.where(_e.id == entry_id)).one_or_none())

    def entries(self, month: str = "") -> list[EntryRecord]:
        """The entries of a month, of all months without one, oldest first."""
        query = _ENTRIES if not month else _ENTRIES.where(_e.month == month)
        return records(EntryRecord, self._connection.execute(query.order_by(_e.id)))

    def change(self, before: EntryRecord, **changes: Unpack[EntryChange]) -> None:
        """Writes the changed columns and raises the version.

        Raises:
            StaleVersion: the row's version is no longer `before.version`.

        """
        change_row(self._connection, obligation_entries, before, changes)

    def packages(self, month: str = "") -> list[PackageRecord]:
        """The packages of a month, of all months without one, oldest first."""
        query = _PACKAGES if not month else _PACKAGES.where(_p.month == month)
        return records(PackageRecord, self._connection.execute(query.order_by(_p.id)))

    def add_package(self, new: NewPackage) -> int:
        """Freezes a package; returns its id. Packages are never changed."""
        return add_row(self._connection, evidence_packages, new)

    def package_content(self, package_id: int) -> bytes:
        """The .zip of a package as it was handed over."""
        return bytes(self._connection.execute(select(_p.content).where(_p.id == package_id)).scalar_one())
