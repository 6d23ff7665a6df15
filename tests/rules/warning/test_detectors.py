"""C1, C2 and C3 are the stated formulas, to the last digit."""

from __future__ import annotations

import math
import random
from datetime import date, timedelta

import pytest

from app.rules.warning.detectors import Method, judge

_START = date(2026, 3, 2)


def days(count: int) -> list[date]:
    return [_START + timedelta(at) for at in range(count)]


def over(counts, at, first, last, least):
    base = counts[at - first : at - last + 1]
    mean = sum(base) / len(base)
    deviation = math.sqrt(sum((one - mean) ** 2 for one in base) / (len(base) - 1))
    return mean, max(deviation, least), (counts[at] - mean) / max(deviation, least)


@pytest.fixture(scope="module")
def counts():
    drawn = random.Random(7)
    return [drawn.randint(0, 6) for _ in range(40)] + [19, 2, 0, 14, 15]


@pytest.mark.parametrize(("method", "first", "last"), [(Method.C1, 7, 1), (Method.C2, 9, 3)])
@pytest.mark.parametrize("least", [0.5, 0.0, 3.0])
def test_c1_and_c2_are_mean_and_spread_of_their_baseline(counts, method, first, last, least):
    judged = judge(method, days(len(counts)), counts, min_sigma=least)
    assert [one.alarm is None for one in judged] == [at < first for at in range(len(counts))]
    assert all(one.why for one in judged)
    for at in range(first, len(counts)):
        mean, spread, statistic = over(counts, at, first, last, least)
        one = judged[at]
        assert (one.observed, one.expected) == (counts[at], pytest.approx(mean))
        assert one.limit == pytest.approx(mean + 3.0902323 * spread)
        assert one.statistic == pytest.approx(statistic)
        assert one.alarm == (counts[at] > mean + 3.0902323 * spread)
    assert any(one.alarm for one in judged)


def test_c3_sums_what_three_days_of_c2_have_above_one(counts):
    judged = judge(Method.C3, days(len(counts)), counts)
    assert [one.alarm is None for one in judged] == [at < 11 for at in range(len(counts))]
    for at in range(11, len(counts)):
        total = sum(max(0.0, over(counts, day, 9, 3, 0.5)[2] - 1) for day in (at - 2, at - 1, at))
        assert judged[at].statistic == pytest.approx(total)
        assert judged[at].alarm == (total > 2)
    assert any(one.alarm for one in judged)


def test_without_any_spread_a_count_above_the_mean_is_endless():
    level = [2] * 12
    calm = judge(Method.C2, days(12), level, min_sigma=0)[-1]
    assert (calm.alarm, calm.statistic, calm.limit) == (False, 0.0, 2.0)
    for method in (Method.C1, Method.C2, Method.C3):
        found = judge(method, days(13), [*level, 3], min_sigma=0)[-1]
        assert (found.alarm, found.statistic) == (True, None)
    below = judge(Method.C1, days(13), [*level, 1], min_sigma=0)[-1]
    assert (below.alarm, below.statistic) == (False, 0.0)


def test_a_day_without_a_count_is_not_judged_and_spoils_the_baselines_it_stands_in():
    gap: list[float | None] = [1.0] * 20
    gap[9] = None
    c1 = judge(Method.C1, days(20), gap)
    assert [at for at, one in enumerate(c1) if one.alarm is None] == [*range(7), *range(9, 17)]
    assert "没有数据" in c1[9].why
    assert "缺数" in c1[10].why
    assert "从第 8 天起" in c1[0].why
