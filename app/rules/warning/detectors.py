"""The detectors C1, C2 and C3 over a series of daily counts, as the R package `surveillance` names them."""

from __future__ import annotations

import enum
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

Z = 3.0902323  # the 0.999 quantile of the normal distribution
MIN_SIGMA = 0.5
_C3_LIMIT = 2.0


class Method(enum.StrEnum):
    """How a series is judged."""

    C1 = "C1"
    C2 = "C2"
    C3 = "C3"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Judged:
    """One day of a series. `alarm` is None where there is too little history, and `why` says so.

    `expected` and `limit` are counts, of C3 the limit is the statistic's own; `statistic` is None also where it is
    endless.
    """

    day: date
    observed: float | None
    expected: float | None
    limit: float | None
    statistic: float | None
    alarm: bool | None
    why: str


@dataclass(frozen=True, slots=True)
class _Standing:
    """One day against its baseline; `over` is None where it is endless."""

    mean: float
    spread: float
    over: float | None


# (first, last) day of the baseline before the judged day.
_BASELINES = {Method.C1: (7, 1), Method.C2: (9, 3), Method.C3: (9, 3)}
_DAYS_NEEDED = {Method.C1: 7, Method.C2: 9, Method.C3: 11}


def judge(
    method: Method, days: Sequence[date], counts: Sequence[float | None], *, min_sigma: float = MIN_SIGMA
) -> list[Judged]:
    """Judges every day of one series by C1, C2 or C3; `days` follow each other without a gap, None is an unknown count.

    C1 takes the mean and the standard deviation (over n - 1) of the 7 days before, C2 and C3 those of the 9th to the
    3rd day before; the limit is mean + 3.0902323 * max(sd, min_sigma) and an alarm lies above it. C3 sums
    max(0, C2 - 1) over three days, alarm above 2.
    """
    if method is Method.DEFAULT:
        raise ValueError("the default method judges all series together")
    standings = [_standing(method, counts, at, min_sigma) for at in range(len(days))]
    if method is Method.C3:
        return [_judge_c3(days[at], counts, standings, at) for at in range(len(days))]
    return [_judge_one(method, days[at], counts, standings[at], at) for at in range(len(days))]


def _standing(method: Method, counts: Sequence[float | None], at: int, min_sigma: float) -> _Standing | None:
    first, last = _BASELINES[method]
    observed = counts[at]
    if at < first or observed is None:
        return None
    known = [count for count in counts[at - first : at - last + 1] if count is not None]
    if len(known) <= first - last:
        return None
    mean = float(statistics.mean(known))
    spread = max(statistics.stdev(known), min_sigma)
    if spread == 0:
        return _Standing(mean, 0.0, 0.0 if observed <= mean else None)
    return _Standing(mean, spread, (observed - mean) / spread)


def _judge_one(method: Method, day: date, counts: Sequence[float | None], found: _Standing | None, at: int) -> Judged:
    observed = counts[at]
    if found is None or observed is None:
        return _unknown(method, day, observed, at)
    limit = found.mean + Z * found.spread
    alarm = observed > limit
    return Judged(day, observed, found.mean, limit, found.over, alarm, told(observed, found.mean, limit, alarm))


def _judge_c3(day: date, counts: Sequence[float | None], standings: Sequence[_Standing | None], at: int) -> Judged:
    three = [one for one in standings[max(at - 2, 0) : at + 1] if one is not None]
    observed, here = counts[at], standings[at]
    if len(three) < 3 or here is None or observed is None:
        return _unknown(Method.C3, day, observed, at)
    parts = [max(0.0, one.over - 1) for one in three if one.over is not None]
    total = sum(parts) if len(parts) == 3 else None
    alarm = total is None or total > _C3_LIMIT
    words = "没有上界" if total is None else f"{total:.2f}"
    beyond = "超过" if alarm else "未超过"
    why = f"三天累计 {words}，{beyond} {_C3_LIMIT:g}；当日 {observed:g} 件，应约 {here.mean:.1f} 件"
    return Judged(day, observed, here.mean, _C3_LIMIT, total, alarm, why)


def _unknown(method: Method, day: date, observed: float | None, at: int) -> Judged:
    need = _DAYS_NEEDED[method]
    if observed is None:
        why = "这一天没有数据，无法判断"
    elif at < need:
        why = f"历史不足：{method} 从第 {need + 1} 天起判断，这是第 {at + 1} 天"
    else:
        why = f"历史不足：{method} 要用的前 {need} 天里有缺数的日子"
    return Judged(day, observed, None, None, None, None, why)


def told(observed: float, expected: float, limit: float, alarm: bool, days: int = 1) -> str:
    """The reason of a judgement in words: 当日 6 件，应约 2.1 件，超过上限 4.9 件."""
    span = "当日" if days == 1 else f"{days} 天"
    return f"{span} {observed:g} 件，应约 {expected:.1f} 件，{'超过' if alarm else '未超过'}上限 {limit:.1f} 件"
