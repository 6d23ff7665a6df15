"""What the three rates weigh in the score of the assessment, and how rates and scores are written."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

_DASH = "—"


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


def satisfied_words(satisfied: int, mostly: int, weights: Weights = DEFAULT_WEIGHTS) -> str:
    """What the satisfaction rate counts: satisfied callers, and mostly satisfied ones by their weight."""
    return f"满意 {satisfied} + {_plain(weights.mostly)} × 基本满意 {mostly}"


def mostly_words(count: int, weights: Weights = DEFAULT_WEIGHTS) -> str:
    """What mostly satisfied callers add to the satisfied ones, in short."""
    return f"{count:,}×{_plain(weights.mostly)}"


def show_rate(rate: Fraction | None, rounding: Rounding = Rounding.HALF_UP) -> str:
    """A rate from 0 to 1 as a percentage with one decimal ("98.5%"); "—" when there is none."""
    return _DASH if rate is None else f"{one_decimal(rate * 100, rounding)}%"


def show_score(points: Fraction | None, rounding: Rounding = Rounding.HALF_UP) -> str:
    """A score with one decimal ("96.4"); "—" when there is none."""
    return _DASH if points is None else one_decimal(points, rounding)


def one_decimal(value: Fraction, rounding: Rounding = Rounding.HALF_UP) -> str:
    """A number with one decimal, never "-0.0"; `HALF_UP` takes halves away from zero, `DOWN` cuts towards it."""
    exact = abs(value) * 10
    if rounding is Rounding.HALF_EVEN:
        tenths = round(exact)
    else:
        tenths = int(exact + (Fraction(1, 2) if rounding is Rounding.HALF_UP else 0))
    sign = "-" if value < 0 and tenths else ""
    return f"{sign}{tenths // 10}.{tenths % 10}"


def _plain(number: Decimal) -> str:
    """A number without zeros at its end, never in powers of ten."""
    return f"{number.normalize():f}"
