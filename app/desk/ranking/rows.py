"""Frozen rows of official rankings, with our own score beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from app.models.ranking.records import LineRecord, RankingRecord
from app.rules.figures.counterfactual import Standing
from app.rules.figures.periods import Period
from app.rules.ranking.difference import Different, Explained
from app.rules.ranking.states import Origin, Scope


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit of an official ranking."""

    place: int | None
    unit: str
    score: str
    ours: bool


@dataclass(frozen=True, slots=True)
class RankingRow:
    """One official ranking beside our own: `own` is our score and where it would stand among the others.

    `gap` is the official score less ours, in points with one decimal; None without both. `period` is the name.
    """

    id: int
    scope: Scope
    period: str
    place: int | None
    score: str
    units: int | None
    origin: Origin
    file: str
    made_at: datetime
    made_by: str
    note: str
    own: Standing
    gap: Fraction | None
    listed: int

    @property
    def entered(self) -> str:
        """The place in words: 第 6（共 17）."""
        if self.place is None:
            return "—"
        return f"第 {self.place}" + (f"（共 {self.units}）" if self.units else "")


@dataclass(frozen=True, slots=True)
class RankingDetail:
    """One ranking with its units and, where the official list of tickets is there, the explained difference."""

    row: RankingRow
    period: Period
    units: tuple[UnitRow, ...]
    explained: Explained | None
    ids: dict[str, tuple[int, ...]]
    objections: tuple[Different, ...]


@dataclass(frozen=True, slots=True)
class Entered:
    """That a ranking of a period stands in the register: whose, since when, by whom, and with a list of tickets."""

    scope: Scope
    at: datetime
    by: str
    with_tickets: bool


def unit_row(line: LineRecord) -> UnitRow:
    """One unit."""
    return UnitRow(line.place, line.unit, line.score, bool(line.ours))


def ranking_row(record: RankingRecord, own: Standing, listed: int) -> RankingRow:
    """One line of the list."""
    gap = Fraction(record.score) - Fraction(own.score) if record.score and own.score else None
    return RankingRow(
        id=record.id,
        scope=record.scope,
        period=record.period,
        place=record.place,
        score=record.score,
        units=record.units,
        origin=record.origin,
        file=record.file,
        made_at=record.made_at,
        made_by=record.made_by,
        note=record.note,
        own=own,
        gap=gap,
        listed=listed,
    )
