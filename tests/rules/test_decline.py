"""Changes of arrivals: limits against published exact ones, season and weekday taken out, the words."""

from __future__ import annotations

import math
import random
from datetime import date, timedelta

import pytest

from app.rules.decline import (
    Change,
    Count,
    binomial_limits,
    change_words,
    day_weights,
    odds_limits,
    ratio_change,
    seasonal_change,
    spans_of,
)


def test_the_ratio_of_two_poisson_rates_has_the_exact_limits() -> None:
    # R: poisson.test(c(11, 6+8+7), c(800, 1083+1050+878)), the example of its manual.
    found = ratio_change(Count(11, 800), Count(21, 3011))
    assert found.estimate + 1 == pytest.approx(1.971488, abs=1e-6)
    assert (found.low + 1, found.high + 1) == (pytest.approx(0.8584264, abs=1e-7), pytest.approx(4.2772659, abs=1e-6))
    assert not found.is_seen


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [
        # R: binom.test; Clopper and Pearson's own ends.
        (682, 925, 0.7076683, 0.7654066),
        (0, 10, 0.0, 0.3084971),
        (10, 10, 0.6915029, 1.0),
        (1, 2, 0.0125791, 0.9874209),
    ],
)
def test_the_limits_of_a_share_are_clopper_and_pearsons(hits, total, low, high) -> None:
    assert binomial_limits(hits, total) == (pytest.approx(low, abs=1e-7), pytest.approx(high, abs=1e-7))


@pytest.mark.parametrize(
    ("table", "low", "high"),
    [
        # scipy.stats.contingency.odds_ratio(kind="conditional"), as R's fisher.test.
        ((99, 128, 128, 128), 0.531485088, 1.125190594),
        ((5, 20, 18, 17), 0.057549602, 0.864719503),
        ((900, 1100, 1000, 980), 0.706486193, 0.910013204),
        ((0, 5, 4, 5), 0.0, 2.502944762),
    ],
)
def test_the_limits_beyond_the_season_are_fishers(table, low, high) -> None:
    found = odds_limits(*table)
    assert found[0] == pytest.approx(low, abs=1e-6)
    assert found[1] == pytest.approx(high, abs=1e-6)


def test_the_season_is_what_last_year_did_anyway() -> None:
    # Last year the same months went down by a third, now they do too: no change; going down by more is one.
    season = Count(2000, 90), Count(3000, 90)
    same = seasonal_change(Count(2000, 90), Count(3000, 90), *season)
    assert same.estimate == pytest.approx(0)
    assert not same.is_seen
    less = seasonal_change(Count(1000, 90), Count(3000, 90), *season)
    assert less.estimate == pytest.approx(-0.5)
    assert less.high < -0.4
    # Twice the days bring twice the tickets.
    assert seasonal_change(Count(4000, 180), Count(3000, 90), *season).estimate == pytest.approx(0)


def test_nineteen_of_twenty_intervals_hold_the_truth() -> None:
    chance = random.Random(18)

    def arrivals(mean: float) -> int:
        limit, product, count = math.exp(-mean), chance.random(), 0
        while product > limit:
            product, count = product * chance.random(), count + 1
        return count

    held = 0
    for _ in range(200):
        found = ratio_change(Count(arrivals(30 * 0.77), 60), Count(arrivals(30), 60))
        held += found.low <= -0.23 <= found.high
    assert held >= 200 * 0.94


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Change(-0.23, -0.38, -0.05), "下降 23 %（可能在 5 % 到 38 % 之间）"),
        (Change(0.4, 0.1, 0.75), "上升 40 %（可能在 10 % 到 75 % 之间）"),
        (Change(0.24, 0.004, 0.54), "上升 24 %（可能在不足 1 % 到 54 % 之间）"),
        (Change(math.inf, 0.5, math.inf), "上升（至少 50 %）"),
        (Change(-0.1, -0.3, 0.2), "看不出变化"),
        (None, "看不出变化"),
    ],
)
def test_the_words(change, words) -> None:
    assert change_words(change) == words


def test_days_are_weighed_by_how_busy_their_sort_is() -> None:
    monday = date(2026, 6, 1)
    counts = {monday + timedelta(days=place): 1 if place % 7 > 4 else 4 for place in range(28)}
    weights = day_weights(counts, lambda day: "weekend" if day.weekday() > 4 else "weekday")
    assert weights["weekday"] == pytest.approx(4 * weights["weekend"])
    assert day_weights({}, str) == {}
    assert sum(weights["weekend" if day.weekday() > 4 else "weekday"] for day in counts) == pytest.approx(28)


def test_as_many_days_before_as_since_and_none_where_too_few() -> None:
    since, begins = date(2026, 6, 1), date(2026, 1, 1)
    spans = spans_of(since, date(2026, 6, 30), begins)
    assert spans is not None
    assert (spans.after, spans.before, spans.days) == (
        (since, date(2026, 6, 30)), (date(2026, 5, 2), date(2026, 5, 31)), 30,
    )  # fmt: skip
    assert spans.year_before().after[0].weekday() == since.weekday()
    assert spans_of(since, date(2026, 6, 13), begins) is None
    assert spans_of(since, date(2026, 6, 30), date(2026, 5, 25)) is None
    assert spans_of(since, date(2027, 6, 30), date(2020, 1, 1)).days == 180
    # Shorter where that lets the year before stand beside them, but not below eight weeks.
    year = since - timedelta(weeks=52)
    assert spans_of(since, date(2027, 6, 30), year - timedelta(days=100)).days == 100
    assert spans_of(since, date(2027, 6, 30), year - timedelta(days=55)).days == 180


def test_nothing_is_compared_with_nothing() -> None:
    with pytest.raises(ValueError, match="tickets"):
        ratio_change(Count(0, 10), Count(0, 10))
    with pytest.raises(ValueError, match="year before"):
        seasonal_change(Count(1, 10), Count(1, 10), Count(0, 10), Count(0, 10))
