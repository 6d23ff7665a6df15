"""Made-up series of daily counts: Poisson or wider, with quiet weekends and holidays, and bursts planted in them."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.rules.law.calendar import load_calendar
from app.rules.warning.series import DailyCounts

WEEKEND, HOLIDAY = 0.55, 0.35
_FIRST, _LAST = date(2025, 1, 1), date(2026, 12, 31)


@dataclass(frozen=True, slots=True)
class Burst:
    """From day `at` on the series runs at `by` times its rate, or rises by that much a day with `slow`."""

    at: int
    by: float
    slow: bool = False

    def factor(self, day: int) -> float:
        if day < self.at:
            return 1.0
        return self.by ** min(day - self.at + 1, 7) if self.slow else self.by


def day_factor(day: date) -> float:
    calendar = load_calendar()
    if calendar.is_make_up(day):
        return 1.0
    if calendar.name_of(day):
        return HOLIDAY
    return WEEKEND if day.weekday() >= 5 else 1.0


def poisson_series(
    names: Sequence[str],
    *,
    seed: int,
    days: int,
    means: Sequence[float] | None = None,
    bursts: Sequence[Burst | None] = (),
    variance: float = 1.0,
) -> DailyCounts:
    """Series of so many days from a drawn day of the known years on; means between 0.5 and 12 where none given."""
    drawn = random.Random(seed)
    start = _FIRST + timedelta(drawn.randrange((_LAST - _FIRST).days - days))
    all_days = tuple(start + timedelta(at) for at in range(days))
    factors = [day_factor(day) for day in all_days]
    counts = {}
    for place, name in enumerate(names):
        mean = math.exp(drawn.uniform(math.log(0.5), math.log(12))) if means is None else means[place]
        burst = bursts[place] if place < len(bursts) else None
        rates = [mean * factor * (burst.factor(at) if burst else 1) for at, factor in enumerate(factors)]
        counts[name] = tuple(count(drawn, rate, variance) for rate in rates)
    return DailyCounts(all_days, counts)


def count(drawn: random.Random, rate: float, variance: float) -> int:
    """A Poisson count, or one of `variance` times its mean as a Poisson of a gamma-distributed rate."""
    if variance > 1:
        rate = drawn.gammavariate(rate / (variance - 1), variance - 1)
    limit, product, found = math.exp(-rate), drawn.random(), 0
    while product > limit:
        product *= drawn.random()
        found += 1
    return found
