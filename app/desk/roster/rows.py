"""Frozen rows of the roster."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.models.roster.records import ShiftRecord
from app.rules.roster.sheet import CellProblem
from app.rules.roster.shifts import OnDuty, RosterProblem, Shift


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """One shift with its people."""

    id: int
    name: str
    day: date
    starts_at: datetime
    ends_at: datetime
    people: tuple[OnDuty, ...]
    version: int

    @property
    def shift(self) -> Shift:
        """The shift as the rules know it."""
        return Shift(self.name, self.day, self.starts_at, self.ends_at, self.people)


@dataclass(frozen=True, slots=True)
class RosterView:
    """The shifts of a span of time, and what is wrong with them."""

    shifts: tuple[ShiftRow, ...]
    problems: tuple[RosterProblem, ...]


@dataclass(frozen=True, slots=True)
class RosterLine:
    """A line of the list: a shift with what is wrong with its people, or a gap, which has no shift."""

    id: str
    since: datetime
    until: datetime
    shift: ShiftRow | None
    problems: tuple[RosterProblem, ...]


@dataclass(frozen=True, slots=True)
class ReadRoster:
    """What a file says, before it is taken in: its shifts and days, and the cells that cannot be read.

    `first_row` is the number of the table's first row in the file; problems count from there. `replaced` is how many
    shifts of the roster would give way.
    """

    file: str
    title: str
    first_row: int
    days: tuple[date, ...]
    shifts: int
    problems: tuple[CellProblem, ...]
    replaced: int = 0


def shift_row(record: ShiftRecord) -> ShiftRow:
    """One shift."""
    return ShiftRow(record.id, record.name, record.day, record.starts_at, record.ends_at, record.people, record.version)
