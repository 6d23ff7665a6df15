"""The store of the roster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Unpack

from sqlalchemy import Connection, delete, insert, select

from app.models.roster.records import NewSheet, SheetRecord, ShiftChange, ShiftRecord
from app.models.roster.tables import roster_sheets, roster_shifts
from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import add_row, change_row
from app.rules.roster.shifts import Shift

_s = roster_shifts.c
_SHIFTS = select(*columns_of(ShiftRecord, roster_shifts))
_SHEETS = select(*columns_of(SheetRecord, roster_sheets))


class RosterStore:
    """Shifts and imported tables within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, shift_id: int) -> ShiftRecord | None:
        """One shift, or None."""
        return record(ShiftRecord, self._connection.execute(_SHIFTS.where(_s.id == shift_id)).one_or_none())

    def between(self, since: datetime, until: datetime) -> list[ShiftRecord]:
        """The shifts that touch [since, until), by their start."""
        query = _SHIFTS.where(_s.ends_at > since, _s.starts_at < until).order_by(_s.starts_at, _s.name)
        return records(ShiftRecord, self._connection.execute(query))

    def of_days(self, first: date, last: date) -> list[ShiftRecord]:
        """The shifts that belong to days of first…last, by their start."""
        query = _SHIFTS.where(_s.day >= first, _s.day <= last).order_by(_s.starts_at, _s.name)
        return records(ShiftRecord, self._connection.execute(query))

    def last_day(self) -> date | None:
        """The last day that has a shift; None in an empty roster."""
        query = select(_s.day).order_by(_s.day.desc()).limit(1)
        return self._connection.execute(query).scalar_one_or_none()

    def replace_days(self, days: Sequence[date], shifts: Sequence[Shift]) -> None:
        """Puts these shifts in place of all that belong to the days."""
        self._connection.execute(delete(roster_shifts).where(_s.day.in_(days)))
        if shifts:
            self._connection.execute(insert(roster_shifts), [_values(shift) for shift in shifts])

    def change(self, before: ShiftRecord, **changes: Unpack[ShiftChange]) -> None:
        """Writes the changed columns and raises the version.

        Raises:
            StaleVersion: the row's version is no longer `before.version`.

        """
        change_row(self._connection, roster_shifts, before, changes)

    def add_sheet(self, new: NewSheet) -> int:
        """Keeps an imported table; returns its id."""
        return add_row(self._connection, roster_sheets, new)

    def latest_sheet(self, first: date, last: date) -> SheetRecord | None:
        """The table imported last that has a day of first…last, or None."""
        c = roster_sheets.c
        query = _SHEETS.where(c.first_day <= last, c.last_day >= first).order_by(c.id.desc()).limit(1)
        return record(SheetRecord, self._connection.execute(query).one_or_none())


def _values(shift: Shift) -> dict[str, object]:
    return {**asdict(shift), "people": shift.people}
