"""Whether a kind of problem comes in less often since a measure: exact Poisson intervals, weekday and season taken out.

Arrivals before and after are Poisson counts over exposures, which are days weighted by how busy days of their sort are.
Without the year before, the count after is binomial given the sum, and its exact limits (Clopper and Pearson 1934) give
those of the ratio of the rates. With the same days of the year before, the season is the change that these days showed
anyway; given the sums of the four counts the count after has Fisher's noncentral hypergeometric distribution, whose
exact limits give those of the change beyond the season, so that the chance in last year's counts is told too.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

LEVEL = 0.95
# Fewer days since the measure, or fewer tickets in all, say nothing.
FEWEST_DAYS = 14
FEWEST_TICKETS = 10
LONGEST_DAYS = 180
# So many days with last year beside them say more than longer spans without.
ENOUGH_DAYS = 56
_YEAR = timedelta(weeks=52)
_STEPS = 200
_TINY = 1e-300


@dataclass(frozen=True, slots=True)
class Count:
    """Tickets that came in over an exposure, in days of the usual kind."""

    tickets: int
    exposure: float


@dataclass(frozen=True, slots=True)
class Change:
    """The change of a rate as a share (-0.23 is 23 % less) with its limits; `high` may be endless."""

    estimate: float
    low: float
    high: float

    @property
    def is_seen(self) -> bool:
        """Whether the limits leave out no change."""
        return self.high < 0 or self.low > 0


def ratio_change(after: Count, before: Count, *, level: float = LEVEL) -> Change:
    """The change of a rate against the one before, with exact limits.

    Raises:
        ValueError: nothing came in at all, or an exposure is 0.

    """
    total = after.tickets + before.tickets
    if not total or after.exposure <= 0 or before.exposure <= 0:
        raise ValueError("a ratio needs tickets and days")
    weight = before.exposure / after.exposure
    low, high = binomial_limits(after.tickets, total, level=level)
    found = [math.inf if share >= 1 else share / (1 - share) * weight for share in (low, high)]
    estimate = after.tickets / before.tickets * weight if before.tickets else math.inf
    return Change(estimate - 1, found[0] - 1, found[1] - 1)


def seasonal_change(
    after: Count, before: Count, after_year: Count, before_year: Count, *, level: float = LEVEL
) -> Change:
    """The change beyond that of the same days a year earlier, with exact limits.

    Raises:
        ValueError: an exposure is 0, or a side has no tickets at all.

    """
    four = (after, before, after_year, before_year)
    if min(one.exposure for one in four) <= 0 or not (after.tickets + before.tickets):
        raise ValueError("a ratio needs tickets and days")
    if not (after_year.tickets + before_year.tickets):
        raise ValueError("the year before has no tickets")
    weight = (before.exposure * after_year.exposure) / (after.exposure * before_year.exposure)
    low, high = odds_limits(after.tickets, before.tickets, after_year.tickets, before_year.tickets, level=level)
    under = before.tickets * after_year.tickets
    estimate = after.tickets * before_year.tickets / under * weight if under else math.inf
    return Change(estimate - 1, low * weight - 1, high * weight - 1)


def binomial_limits(hits: int, total: int, *, level: float = LEVEL) -> tuple[float, float]:
    """The exact limits of a share: each leaves half of what `level` leaves out beyond it."""
    half = (1 - level) / 2
    low = 0.0 if not hits else _solve(lambda share: _beta(hits, total - hits + 1, share) - half, 0.0, 1.0)
    high = 1.0 if hits == total else _solve(lambda share: half - 1 + _beta(hits + 1, total - hits, share), 0.0, 1.0)
    return low, high


def odds_limits(first: int, second: int, third: int, fourth: int, *, level: float = LEVEL) -> tuple[float, float]:
    """The exact limits of the odds ratio of a table of four counts, given its margins."""
    half = (1 - level) / 2
    row, column, total = first + second, first + third, first + second + third + fourth
    least, most = max(0, row + column - total), min(row, column)
    # Beyond 14 standard deviations nothing weighs: large tables stay quick.
    reach = int(14 * math.sqrt(max(1, min(row, column, total - row, total - column)))) + 50
    support = range(max(least, first - reach), min(most, first + reach) + 1)
    weights = [_chosen(row, one) + _chosen(total - row, column - one) for one in support]

    def share_from(start: int, stop: int, log_odds: float) -> float:
        logs = [weight + one * log_odds for weight, one in zip(weights, support, strict=True)]
        top = max(logs)
        parts = [math.exp(one - top) for one in logs]
        return sum(parts[start - support.start : stop - support.start]) / sum(parts)

    end = support.stop
    low = -math.inf if first == least else _solve(lambda odds: share_from(first, end, odds) - half, -30.0, 30.0)
    high = (
        math.inf
        if first == most
        else _solve(lambda odds: half - share_from(support.start, first + 1, odds), -30.0, 30.0)
    )
    return math.exp(low), math.exp(high) if high < math.inf else math.inf


def change_words(change: Change | None) -> str:
    """下降 23 %（可能在 5 % 到 38 % 之间）, 上升 …, or 看不出变化."""
    if change is None or not change.is_seen:
        return "看不出变化"
    word = "下降" if change.high < 0 else "上升"
    if not math.isfinite(change.high):
        return f"{word}（至少 {_per_cent(change.low)} %）"
    near, far = sorted((abs(change.low), abs(change.high)))
    least = f" {_per_cent(near)} %" if _per_cent(near) else "不足 1 %"  # 0 % would read as no change
    return f"{word} {_per_cent(change.estimate)} %（可能在{least} 到 {_per_cent(far)} % 之间）"


def day_weights(counts: Mapping[date, int], sort_of: Callable[[date], str]) -> dict[str, float]:
    """How busy each sort of day is against the mean of all, from the tickets of every day of a span.

    A sort without days weighs 1; one whose days brought nothing weighs a hundredth, so that no exposure is 0.
    """
    sums: dict[str, tuple[int, int]] = {}
    for day, count in counts.items():
        tickets, days = sums.get(sort_of(day), (0, 0))
        sums[sort_of(day)] = tickets + count, days + 1
    whole = sum(counts.values()) / len(counts) if counts else 0
    if not whole:
        return {}
    return {sort: max(0.01, tickets / days / whole) for sort, (tickets, days) in sums.items()}


@dataclass(frozen=True, slots=True)
class Spans:
    """The days compared, both ends included: since the measure, and as many days just before it."""

    after: tuple[date, date]
    before: tuple[date, date]

    @property
    def days(self) -> int:
        """How many days either has."""
        return (self.after[1] - self.after[0]).days + 1

    def year_before(self) -> Spans:
        """The same days a year earlier, of the same weekdays (52 weeks)."""
        moved = [(first - _YEAR, last - _YEAR) for first, last in (self.after, self.before)]
        return Spans(moved[0], moved[1])


def spans_of(since: date, last: date, begins: date) -> Spans | None:
    """The days to compare for a measure in force since a day, up to the last whole day; None where there are too few.

    `begins` is the first day that the register covers. Spans are shortened, down to eight weeks, to such as it covers a
    year earlier too.
    """
    days = min((last - since).days + 1, (since - begins).days, LONGEST_DAYS)
    with_year = (since - _YEAR - begins).days
    if with_year >= ENOUGH_DAYS:
        days = min(days, with_year)
    if days < FEWEST_DAYS:
        return None
    one = timedelta(days=1)
    return Spans((since, since + (days - 1) * one), (since - days * one, since - one))


def _per_cent(share: float) -> int:
    return int(abs(share) * 100 + 0.5)


def _chosen(total: int, chosen: int) -> float:
    """The logarithm of the number of ways to choose."""
    return math.lgamma(total + 1) - math.lgamma(chosen + 1) - math.lgamma(total - chosen + 1)


def _solve(rising: Callable[[float], float], low: float, high: float) -> float:
    """Where a rising function crosses 0, by halving."""
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _beta(first: float, second: float, share: float) -> float:
    """The regularized incomplete beta function, by its continued fraction (Lentz)."""
    if share <= 0:
        return 0.0
    if share >= 1:
        return 1.0
    if share > (first + 1) / (first + second + 2):
        return 1 - _beta(second, first, 1 - share)
    front = math.exp(
        math.lgamma(first + second)
        - math.lgamma(first)
        - math.lgamma(second)
        + first * math.log(share)
        + second * math.log1p(-share)
    )
    return front * _fraction(first, second, share) / first


def _fraction(first: float, second: float, share: float) -> float:
    upper, lower = 1.0, _off_zero(1 - (first + second) * share / (first + 1))
    lower = 1 / lower
    found = lower
    for step in range(1, _STEPS * 50):
        for term in (
            step * (second - step) * share / ((first + 2 * step - 1) * (first + 2 * step)),
            -(first + step) * (first + second + step) * share / ((first + 2 * step) * (first + 2 * step + 1)),
        ):
            lower = 1 / _off_zero(1 + term * lower)
            upper = _off_zero(1 + term / upper)
            found *= lower * upper
        if abs(lower * upper - 1) < 1e-14:
            break
    return found


def _off_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
