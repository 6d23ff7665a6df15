"""The default detector over made-up series: false alarms of quiet ones, and bursts found in time.

The seeds are fixed, and none of them was used to choose the detector's limits.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from app.rules.law.calendar import load_calendar
from app.rules.warning.detectors import Judged, Method
from app.rules.warning.series import judge_series
from tests.benchmarks.figures import Figure
from tests.support.daily_series import Burst, poisson_series

_SEED = 20_261_118
_FIRST_JUDGED = 56
_WEEKS, _QUIET = 12, 60
_PLANTED, _BESIDE = 20, 40
# Rate a day → share found: of threefold jumps within 2 days, and of rises by 15 % a day within 7 days.
JUMPS = {3: 0.55, 5: 0.78, 8: 0.91, 12: 0.96}
RISES: Mapping[int, float | None] = {3: None, 5: 0.72, 8: 0.90, 12: 0.96}


def run(_folder: Path, rounds: int = 20) -> list[Figure]:
    """False alarms a week over 60 series, and detection rates over `rounds` × 20 series each, at two variances."""
    figures = []
    for variance in (1.0, 1.3):
        note = f"variance {variance:g} × mean"
        figures.append(
            Figure("false alarms of 60 quiet series", false_alarms(rounds, variance), "/ week", 1, note=note)
        )
        goals = variance == 1.0
        for words, slow, wanted in (
            ("threefold jump in 2 days", False, JUMPS),
            ("rise of 15 % in 7 days", True, RISES),
        ):
            for rate, least in wanted.items():
                missed = 1 - detection(rounds, rate, variance, slow=slow)
                limit = 1 - least if goals and least is not None else None
                figures.append(Figure(f"missed: {words} at {rate} a day", missed, "share", limit, note=note))
    return figures


def false_alarms(rounds: int, variance: float) -> float:
    """Alarms a week over 60 quiet series from the 57th day on; alarms on days in a row are one."""
    alarms = 0
    days = _FIRST_JUDGED + 7 * _WEEKS
    for turn in range(rounds):
        names = [str(at) for at in range(_QUIET)]
        table = poisson_series(names, seed=_SEED + turn, days=days, variance=variance)
        for judged in judge_series(table, Method.DEFAULT, load_calendar()).values():
            alarms += first_days(judged)
    return alarms / (rounds * _WEEKS)


def first_days(judged: Sequence[Judged]) -> int:
    """How many rows of alarms on days in a row there are."""
    before = [None, *judged[:-1]]
    return sum(bool(one.alarm) and not (last and last.alarm) for last, one in zip(before, judged, strict=True))


def detection(rounds: int, rate: float, variance: float, *, slow: bool) -> float:
    """The share of planted bursts that ring within 2 days, slow ones within 7."""
    within, days, found = (7 if slow else 2), 110, 0
    for turn in range(rounds):
        drawn = random.Random(_SEED * 3 + turn)
        bursts = [Burst(drawn.randrange(57, days - 8), 1.15 if slow else 3.0, slow) for _ in range(_PLANTED)]
        means = [rate] * _PLANTED + [drawn.uniform(0.5, 12) for _ in range(_BESIDE)]
        names = [str(at) for at in range(len(means))]
        seed = _SEED * 5 + turn
        table = poisson_series(names, seed=seed, days=days, means=means, bursts=bursts, variance=variance)
        judged = judge_series(table, Method.DEFAULT, load_calendar())
        for name, burst in zip(names, bursts, strict=False):
            found += any(one.alarm for one in judged[name][burst.at : burst.at + within])
    return found / (rounds * _PLANTED)
