"""The store of the duty log: own entries and their corrections."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TypedDict, Unpack

from sqlalchemy import Connection, insert, select

from app.models.duty_log.tables import duty_corrections, duty_entries
from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import change_row, values_of
from app.rules.duty_log.entries import Correction, DutyEntry, EntryKind

_e = duty_entries.c
_ENTRIES = select(*columns_of(DutyEntry, duty_entries))
_CORRECTIONS = select(*columns_of(Correction, duty_corrections))


class EntryChange(TypedDict, total=False):
    """The changeable columns of an entry."""

    at: datetime
    kind: EntryKind
    text: str
    ordered_by: str
    ordered_to: str
    due_at: datetime | None
    done_at: datetime | None
    done_by: str
    withdrawn_at: datetime | None


class DutyLogStore:
    """Entries of the duty log within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, entry: DutyEntry) -> DutyEntry:
        """Adds an entry, whose id is not read; returns it with its id."""
        values = values_of(entry)
        del values["id"]
        key = self._connection.execute(insert(duty_entries), values).inserted_primary_key
        return replace(entry, id=int(key[0]) if key else 0)

    def get(self, entry_id: int) -> DutyEntry | None:
        """One entry, or None."""
        return record(DutyEntry, self._connection.execute(_ENTRIES.where(_e.id == entry_id)).one_or_none())

    def between(
        self, since: datetime, until: datetime, kinds: Collection[EntryKind] = (), *, withdrawn: bool = False
    ) -> tuple[DutyEntry, ...]:
        """The entries of [since, until) by their time; `kinds` narrows them, withdrawn ones only on demand."""
        query = _ENTRIES.where(_e.at >= since, _e.at < until).order_by(_e.at, _e.id)
        if kinds:
            query = query.where(_e.kind.in_(tuple(kinds)))
        if not withdrawn:
            query = query.where(_e.withdrawn_at.is_(None))
        return tuple(records(DutyEntry, self._connection.execute(query)))

    def change(self, before: DutyEntry, **change: Unpack[EntryChange]) -> None:
        """Writes the changed columns and raises the version.

        Raises:
            StaleVersion: the row's version is no longer `before.version`.

        """
        change_row(self._connection, duty_entries, before, change)

    def note_correction(
        self, entry_id: int, *, at: datetime, who: str, reason: str, before: Mapping[str, str], after: Mapping[str, str]
    ) -> None:
        """Keeps what a correction changed."""
        values = {"entry_id": entry_id, "at": at, "who": who, "reason": reason, "before": before, "after": after}
        self._connection.execute(insert(duty_corrections), values)

    def corrections_of(self, entry_ids: Collection[int]) -> tuple[Correction, ...]:
        """The corrections of these entries, oldest first."""
        if not entry_ids:
            return ()
        query = _CORRECTIONS.where(duty_corrections.c.entry_id.in_(tuple(entry_ids))).order_by(duty_corrections.c.id)
        return tuple(records(Correction, self._connection.execute(query)))
