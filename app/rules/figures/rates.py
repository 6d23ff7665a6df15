"""The three rates and the score of the assessment, exact to the last digit; nothing counted gives nothing."""

from __future__ import annotations

import enum
from dataclasses import dataclass, fields
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_DASH = "—"
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Counts:
    """Tickets counted over valid callbacks: contacted, solved, satisfied and mostly satisfied among the valid.

    Raises:
        ValueError: a count is negative, or more than the valid callbacks are counted.

    """

    valid: int = 0
    contacted: int = 0
    solved: int = 0
    satisfied: int = 0
    mostly: int = 0

    def __post_init__(self) -> None:
        if min(self.contacted, self.solved, self.satisfied, self.mostly) < 0:
            raise ValueError(f"a count is negative: {self}")
        if max(self.contacted, self.solved, self.satisfied + self.mostly) > self.valid:
            raise ValueError(f"more is counted than there are valid callbacks: {self}")

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))


class Rounding(enum.StrEnum):
    """How rates and the score are brought to the one decimal that is printed."""

    HALF_UP = "half-up"
    HALF_EVEN = "half-even"
    DOWN = "down"


ROUNDING_WORDS = {
    Rounding.HALF_UP: "四舍五入",
    Rounding.HALF_EVEN: "四舍六入五成双",
    Rounding.DOWN: "只舍不入",
}


@dataclass(frozen=True, slots=True)
class Weights:
    """What each rate weighs in the score, what 基本满意 and 部分解决 count for, and the rounding; since a day."""

    response: Decimal = Decimal("0.10")
    resolution: Decimal = Decimal("0.50")
    satisfaction: Decimal = Decimal("0.40")
    mostly: Decimal = Decimal("0.9")
    partly: Decimal = Decimal(0)
    since: date = date(2026, 1, 1)
    rounding: Rounding = Rounding.HALF_UP


DEFAULT_WEIGHTS = Weights()


def weights_words(weights: Weights = DEFAULT_WEIGHTS) -> str:
    """The weights of the rates in the score, in a report's words."""
    shares = (("响应率", weights.response), ("解决率", weights.resolution), ("满意率", weights.satisfaction))
    return "、".join(f"{word} {_plain(share * 100)} %" for word, share in shares)


def satisfied_words(counts: Counts, weights: Weights = DEFAULT_WEIGHTS) -> str:
    """What the satisfaction rate counts: satisfied callers, and mostly satisfied ones by their weight."""
    return f"满意 {counts.satisfied} + {_plain(weights.mostly)} × 基本满意 {counts.mostly}"


def mostly_words(count: int, weights: Weights = DEFAULT_WEIGHTS) -> str:
    """What mostly satisfied callers add to the satisfied ones, in short."""
    return f"{count:,}×{_plain(weights.mostly)}"


def response_rate(counts: Counts) -> Decimal | None:
    """响应率: contacted / valid, from 0 to 1; None without a valid callback."""
    return _share(Decimal(counts.contacted), counts.valid)


def resolution_rate(counts: Counts) -> Decimal | None:
    """解决率: solved / valid, from 0 to 1; None without a valid callback."""
    return _share(Decimal(counts.solved), counts.valid)


def satisfaction_rate(counts: Counts, weights: Weights = DEFAULT_WEIGHTS) -> Decimal | None:
    """满意率: (satisfied + 0.9 × mostly satisfied) / valid, from 0 to 1; None without a valid callback."""
    return _share(counts.satisfied + weights.mostly * counts.mostly, counts.valid)


def score(counts: Counts, weights: Weights = DEFAULT_WEIGHTS) -> Decimal | None:
    """综合成绩: the three rates by their weights × 100, to one decimal, halves up; None without a valid callback."""
    if not counts.valid:
        return None
    satisfied = counts.satisfied + Fraction(weights.mostly) * counts.mostly
    points = (
        Fraction(weights.response) * counts.contacted
        + Fraction(weights.resolution) * counts.solved
        + Fraction(weights.satisfaction) * satisfied
    )
    # In tenths of a point, so that a half is met exactly and no division has rounded before.
    tenths = points * 1000 / counts.valid + Fraction(1, 2)
    return Decimal(tenths.numerator // tenths.denominator) / 10


def show_rate(rate: Decimal | None) -> str:
    """A rate as a percentage with one decimal, halves up ("98.5%"); "—" when there is none."""
    return _DASH if rate is None else f"{(rate * 100).quantize(_TENTH, ROUND_HALF_UP)}%"


def show_score(points: Decimal | None) -> str:
    """A score with one decimal ("96.4"); "—" when there is none."""
    return _DASH if points is None else str(points.quantize(_TENTH, ROUND_HALF_UP))


def _plain(number: Decimal) -> str:
    """A number without zeros at its end, never in powers of ten."""
    return f"{number.normalize():f}"


def _share(part: Decimal, whole: int) -> Decimal | None:
    return part / whole if whole else None
