"""A shift and an imported table as the register keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from app.models.roster.values import Grid
from app.rules.roster.shifts import OnDuty, Shift


@dataclass(frozen=True, slots=True)
class ShiftRecord:
    """One shift of the roster."""

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


class ShiftChange(TypedDict, total=False):
    """The columns of a shift that can change."""

    people: tuple[OnDuty, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSheet:
    """A table to be kept."""

    file: str
    title: str
    grid: Grid
    first_day: date
    last_day: date
    imported_at: datetime
    imported_by: str


@dataclass(frozen=True, slots=True)
class SheetRecord:
    """One imported table."""

    id: int
    file: str
    title: str
    grid: Grid
    first_day: date
    last_day: date
    imported_at: datetime
    imported_by: str
