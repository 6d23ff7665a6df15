"""What a board of figures says and how it draws: axes, pale rates, shades, changes in words."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from app.rules.figures.fields import Field
from app.rules.figures.rates import one_decimal

# A rate over fewer valid callbacks says little: it is shown pale.
FEW = 10
_STEP = 10
_MARGIN = 5
_WORTH_CUTTING = 30


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis in per cent: where it begins, its end at 100, and its marks. One that does not begin at 0 is cut."""

    low: int
    high: int
    marks: tuple[int, ...]

    @property
    def is_cut(self) -> bool:
        """Whether it leaves out what lies below."""
        return self.low > 0

    def share(self, value: float) -> float:
        """Where a value lies on it: 0 at its foot, 1 at its end."""
        return (value - self.low) / (self.high - self.low)


def axis_of(values: Iterable[float]) -> Axis:
    """The axis for rates in per cent: from 0, or cut below the least of them where all are high."""
    least = min(values, default=0.0)
    low = math.floor((least - _MARGIN) / _MARGIN) * _MARGIN
    if low < _WORTH_CUTTING:
        return Axis(0, 100, (0, 25, 50, 75, 100))
    first = math.ceil((low + 1) / _STEP) * _STEP
    marks = tuple(range(first, 101, _STEP))
    return Axis(low, 100, (low, *marks))


def is_pale(valid: int) -> bool:
    """Whether a rate over so many valid callbacks is shown pale, with its V."""
    return valid < FEW


def change_sentence(field: Field, change: str | None, *, covered: bool) -> str:
    """环比升 0.3 个百分点 for a change as printed; 环比持平, 环比—, and why when the base is not covered."""
    if change is None:
        return "环比—" if covered else "环比—（基期数据不全）"
    number = Fraction(change)
    if not number:
        return "环比持平"
    unit = " 分" if field is Field.SCORE else " 个百分点"
    return f"环比{'升' if number > 0 else '降'} {one_decimal(abs(number))}{unit}"


def cell_sentence(names: tuple[str, str], now: int, before: int | None) -> str:
    """回龙观 · 预付卡 28 件，比上期多 11 件（+64.7 %）; without a covered base only the number."""
    words = f"{names[0]} · {names[1]} {now:,} 件"
    if before is None:
        return words
    if now == before:
        return f"{words}，与上期相同"
    share = f"（{'+' if now > before else ''}{one_decimal(Fraction(now - before, before) * 100)} %）" if before else ""
    return f"{words}，比上期{'多' if now > before else '少'} {abs(now - before):,} 件{share}"


def shade(count: int, most: int) -> float:
    """How deep a cell is, 0 to 1: 0 for none, and at least a tenth for one."""
    return 0.0 if not count or not most else max(0.1, count / most)
