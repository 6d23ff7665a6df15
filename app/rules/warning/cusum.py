"""The default detector: a CUSUM against a mean that knows weekdays, holidays and make-up days.

The statistic is Page's CUSUM of the log-likelihood ratio of a 2.5-fold rate (Lucas 1985 for counts), divided by the
spread that the series shows. All days before the judged one are used, none after it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.rules.law.calendar import Calendar
from app.rules.warning.detectors import Judged, told
from app.rules.warning.factors import factors, kind_of

SPEAKS_FROM = 57  # the first day that is judged, counted from 1
# The mean is of so many days, and leaves out the last ones, so that a slow rise does not hide itself.
_WINDOW, _LEFT_OUT = 56, 7
_RISE = 2.5
_LOG_RISE = math.log(_RISE)
# The limit of the statistic, by how much it rises with the spread, and falls with the logarithm of the level: they give
# about 0.8 false alarms a week over 60 series, busy and thin alike, at a variance of 1 and of 1.3 means. Found by
# simulation on other seeds than those of tests/benchmarks/bench_warning.py.
_LIMIT, _LIMIT_BY_SPREAD, _LIMIT_BY_LEVEL = 5.2, 5.5, 0.25
# Above the limit the statistic does not grow on for ever: a burst that is over is over within days.
_CEILING = 3.0
# A series with fewer tickets a day is summed over three days.
_THIN, _THIN_DAYS = 1.5, 3
# Factors and spreads are learned anew so often.
_LEARN_EVERY = 7
# The spread of one series leans on that of all by as much as so many days, and all on this value.
_LEAN, _SPREAD_BEFORE, _MOST_OFF = 60, 1.1, 9.0
_PRIOR = 0.3


@dataclass(slots=True)
class _Series:
    counts: Sequence[float | None]
    sums: list[float]  # of the counts before each day
    spread: float = 1.0
    statistics: tuple[float, ...] = (0.0,) * _THIN_DAYS  # of the last three days
    thin: bool = False


@dataclass(frozen=True, slots=True)
class _Learned:
    """What is known of all series on a day: the factors, the exposure of the window, and the pooled spread."""

    factors: Sequence[float]
    spread: float


def judge_together(
    series: Mapping[str, Sequence[float | None]], days: Sequence[date], calendar: Calendar
) -> dict[str, list[Judged]]:
    """Judges every day of all series; `days` follow each other without a gap, None is an unknown count.

    Days before the 57th are not judged. `observed`, `expected` and `limit` of a thin series are sums of three days.
    """
    kinds = [kind_of(calendar, day) for day in days]
    totals = [_total([counts[at] for counts in series.values()]) for at in range(len(days))]
    states = {name: _Series(counts, _prefix(counts)) for name, counts in series.items()}
    found: dict[str, list[Judged]] = {name: [] for name in series}
    learned = _Learned((), _SPREAD_BEFORE)
    for at, day in enumerate(days):
        if at >= SPEAKS_FROM - 1 and (at - SPEAKS_FROM + 1) % _LEARN_EVERY == 0:
            learned = _learn(kinds, totals, states, at)
        for name, state in states.items():
            found[name].append(_judge(state, day, at, kinds, learned))
    return found


def _total(counts: Sequence[float | None]) -> float | None:
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) and known else None


def _prefix(counts: Sequence[float | None]) -> list[float]:
    sums = [0.0]
    for count in counts:
        sums.append(sums[-1] + (count or 0.0))
    return sums


def _window(at: int) -> range:
    return range(max(0, at - _LEFT_OUT - _WINDOW), at - _LEFT_OUT)


def _level(state: _Series, at: int, exposure: float) -> float:
    """The tickets of a plain workday: the known counts of the window over their factors."""
    window = _window(at)
    count = state.sums[window.stop] - state.sums[window.start]
    return (count + _PRIOR) / (exposure + _PRIOR)


def _exposure(state: _Series, at: int, kinds: Sequence[int], found: Sequence[float]) -> float:
    return sum(found[kinds[day]] for day in _window(at) if state.counts[day] is not None)


def _learn(kinds: Sequence[int], totals: Sequence[float | None], states: Mapping[str, _Series], at: int) -> _Learned:
    """Learns the factors from all days before, and every series' spread from its window."""
    found = factors(kinds[:at], totals[:at])
    own: dict[str, tuple[float, int]] = {}
    for name, state in states.items():
        level = _level(state, at, _exposure(state, at, kinds, found))
        state.thin = level < _THIN
        own[name] = _off(state, at, kinds, found, level)
    all_days = sum(days for _, days in own.values())
    pooled = (sum(total for total, _ in own.values()) + _LEAN * _SPREAD_BEFORE) / (all_days + _LEAN)
    for name, state in states.items():
        total, days = own[name]
        state.spread = max(1.0, (total + _LEAN * pooled) / (days + _LEAN))
    return _Learned(found, max(1.0, pooled))


def _off(state: _Series, at: int, kinds: Sequence[int], found: Sequence[float], level: float) -> tuple[float, int]:
    """The sum of the squared distances from the mean in means, a burst cut off, and its days."""
    total, days = 0.0, 0
    for day in _window(at):
        count = state.counts[day]
        if count is not None:
            mean = level * found[kinds[day]]
            total += min((count - mean) ** 2 / mean, _MOST_OFF)
            days += 1
    return total, days


def _judge(state: _Series, day: date, at: int, kinds: Sequence[int], learned: _Learned) -> Judged:
    """Judges one day and moves the series' statistic on."""
    span = _THIN_DAYS if state.thin else 1
    observed = state.counts[at]
    if at < SPEAKS_FROM - 1:
        why = f"历史不足：从第 {SPEAKS_FROM} 天起判断，这是第 {at + 1} 天"
        return Judged(day, observed, None, None, None, None, why)
    exposure = _exposure(state, at, kinds, learned.factors)
    recent = range(at - span + 1, at + 1)
    if any(state.counts[one] is None for one in recent) or exposure * 2 < _WINDOW - _LEFT_OUT - 14:
        state.statistics = (*state.statistics[1:], 0.0)
        why = "这一天没有数据，无法判断" if observed is None else "历史不足：近两个月缺数的日子太多"
        return Judged(day, observed, None, None, None, None, why)
    level = _level(state, at, exposure)
    expected = level * sum(learned.factors[kinds[one]] for one in recent)
    count = sum(state.counts[one] or 0.0 for one in recent)
    highest = _LIMIT + _LIMIT_BY_SPREAD * (learned.spread - 1) - _LIMIT_BY_LEVEL * math.log(level)
    return _step(state, day, count, expected, span, highest)


def _step(state: _Series, day: date, count: float, expected: float, span: int, highest: float) -> Judged:
    before = max(0.0, state.statistics[-span])
    statistic = before + (count * _LOG_RISE - expected * (_RISE - 1)) / state.spread
    limit = ((highest - before) * state.spread + expected * (_RISE - 1)) / _LOG_RISE
    limit = max(limit, expected)
    alarm = count > limit
    state.statistics = (*state.statistics[1:], min(statistic, highest + _CEILING))
    return Judged(day, count, expected, limit, statistic, alarm, told(count, expected, limit, alarm, span))
