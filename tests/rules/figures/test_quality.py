"""Percentiles by nearest rank, lines by score and volume, a mean in which each line weighs the same."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.figures.quality import Tally, mean, percentile, pooled, ranked


@pytest.mark.parametrize(
    ("values", "percent", "found"),
    [([], 50, None), ([7], 90, 7), ([1, 2], 50, 1), ([3, 1, 2], 50, 2), (list(range(1, 11)), 90, 9)],
)
def test_the_nearest_rank(values, percent, found):
    assert percentile(values, percent) == found


@given(st.lists(st.integers(0, 10**6), min_size=1), st.integers(1, 100))
def test_so_many_per_cent_do_not_exceed_a_percentile_and_no_smaller_value_does_that(values, percent):
    found = percentile(values, percent)
    assert sum(value <= found for value in values) * 100 >= percent * len(values)
    assert sum(value < found for value in values) * 100 < percent * len(values)


def tally(tickets: int, valid: int, solved: int) -> Tally:
    ids = list(range(tickets))
    return Tally(tickets=ids, valid=ids[:valid], solved=ids[:solved])


def test_lines_stand_by_score_then_volume_and_those_without_a_callback_last():
    told = {"甲": tally(2, 2, 1), "乙": tally(9, 2, 1), "丙": tally(50, 0, 0), "丁": tally(2, 2, 2)}
    assert [row.name for row in ranked(told)] == ["丁", "乙", "甲", "丙"]


def test_all_together_is_pooled_and_the_mean_weighs_each_line_the_same():
    told = {"甲": tally(1, 1, 1), "乙": tally(9, 9, 0), "丙": tally(5, 0, 0)}
    assert pooled(told).resolution == Decimal("0.1")
    assert mean(ranked(told))["resolution"] == Decimal("0.5")
