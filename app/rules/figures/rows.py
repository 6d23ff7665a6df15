"""One row of figures: counts, exact rates, printed values, changes against a base, and places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from fractions import Fraction

from app.rules.figures.fields import CHANGED_IN_PER_CENT, CHANGED_IN_POINTS, Field
from app.rules.figures.rates import DEFAULT_WEIGHTS, Rounding, Weights, one_decimal

BLANK_KEY = "（未填）"


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts of one row, by the names of `Field`; `partly` counts 部分解决 among the valid callbacks."""

    received: int = 0
    in_volume: int = 0
    urgent: int = 0
    excluded: int = 0
    parked: int = 0
    off_volume: int = 0
    closed: int = 0
    closed_in_time: int = 0
    closed_late: int = 0
    open_at_end: int = 0
    overdue_open: int = 0
    valid: int = 0
    contacted: int = 0
    solved: int = 0
    partly: int = 0
    satisfied: int = 0
    mostly: int = 0
    repeat_callers: int = 0
    repeat_tickets: int = 0

    @property
    def stands(self) -> bool:
        """Whether a key with these counts has a row at all."""
        return bool(self.received or self.closed or self.open_at_end)


COUNTS = tuple(field.name for field in fields(Counted))


@dataclass(frozen=True, slots=True)
class Row:
    """A row under the weights of its period."""

    key: str
    counted: Counted
    weights: Weights = DEFAULT_WEIGHTS

    def exact(self, field: Field) -> Fraction | None:
        """A rate from 0 to 1, or the score from 0 to 100, exact; None without a base."""
        return RATES[field](self.counted, self.weights)

    def printed(self, field: Field) -> int | str | None:
        """A count as a whole number; a rate in per cent or the score with one decimal; None without a base."""
        if field not in RATES:
            return int(getattr(self.counted, field))
        return print_exact(field, self.exact(field), self.weights.rounding)


def print_exact(field: Field, value: Fraction | None, rounding: Rounding = Rounding.HALF_UP) -> str | None:
    """A rate (from 0 to 1) in per cent, or a score, with one decimal, rounded once; None stays None."""
    if value is None:
        return None
    return one_decimal(value if field is Field.SCORE else value * 100, rounding)


def changes(now: Row, base: Row | None) -> dict[Field, str | None]:
    """The changes of a row against its base; None where there is no base, or it is 0 or blank.

    Counts change in per cent of the base; rates and the score by the difference of the two printed values, so that a
    paper adds up.
    """
    told: dict[Field, str | None] = {}
    for field in CHANGED_IN_PER_CENT:
        told[field] = _per_cent(now, base, field)
    for field in CHANGED_IN_POINTS:
        told[field] = _points(now, base, field)
    return told


def mean(rows: Iterable[Row]) -> dict[Field, Fraction | None]:
    """各行平均: the mean of the exact rates over rows with a valid callback, each row weighing the same."""
    counted = [row for row in rows if row.counted.valid]
    told: dict[Field, Fraction | None] = {}
    for field in (Field.RESPONSE, Field.RESOLUTION, Field.SATISFACTION, Field.SCORE):
        values = [value for row in counted if (value := row.exact(field)) is not None]
        told[field] = sum(values, Fraction()) / len(values) if values else None
    return told


def ranked(rows: Sequence[Row]) -> list[tuple[int | None, Row]]:
    """Rows with their places: by the printed score, then by the tickets received, both descending.

    Equal rows share a place (1, 2, 2, 4) and stand by their key; rows without a valid callback come last, unranked.
    """
    ordered = sorted(rows, key=lambda row: (*standing(row), row.key))
    places: list[tuple[int | None, Row]] = []
    for index, row in enumerate(ordered):
        if not row.counted.valid:
            places.append((None, row))
        elif places and standing(ordered[index - 1]) == standing(row):
            places.append((places[-1][0], row))
        else:
            places.append((index + 1, row))
    return places


def standing(row: Row) -> tuple[bool, Fraction, int]:
    """What rows are ranked by: the printed score, then the tickets received; those without a score last."""
    points = row.printed(Field.SCORE)
    return points is None, -Fraction(points or 0), -row.counted.received


def _per_cent(now: Row, base: Row | None, field: Field) -> str | None:
    before = int(getattr(base.counted, field)) if base is not None else 0
    return one_decimal(Fraction(int(getattr(now.counted, field)) - before, before) * 100) if before else None


def _points(now: Row, base: Row | None, field: Field) -> str | None:
    here, there = now.printed(field), base.printed(field) if base is not None else None
    return None if here is None or there is None else one_decimal(Fraction(here) - Fraction(there))


def _share(part: int | Fraction, whole: int) -> Fraction | None:
    return Fraction(part) / whole if whole else None


def _in_time(row: Counted, _weights: Weights) -> Fraction | None:
    return _share(row.closed_in_time, row.closed)


def _response(row: Counted, _weights: Weights) -> Fraction | None:
    return _share(row.contacted, row.valid)


def _resolution(row: Counted, weights: Weights) -> Fraction | None:
    return _share(row.solved + Fraction(weights.partly) * row.partly, row.valid)


def _satisfaction(row: Counted, weights: Weights) -> Fraction | None:
    return _share(row.satisfied + Fraction(weights.mostly) * row.mostly, row.valid)


def _score(row: Counted, weights: Weights) -> Fraction | None:
    rates = _response(row, weights), _resolution(row, weights), _satisfaction(row, weights)
    shares = weights.response, weights.resolution, weights.satisfaction
    if not row.valid:
        return None
    return 100 * sum((Fraction(share) * rate for share, rate in zip(shares, rates, strict=True) if rate), Fraction())


RATES: Mapping[Field, Callable[[Counted, Weights], Fraction | None]] = {
    Field.IN_TIME_RATE: _in_time,
    Field.RESPONSE: _response,
    Field.RESOLUTION: _resolution,
    Field.SATISFACTION: _satisfaction,
    Field.SCORE: _score,
}
