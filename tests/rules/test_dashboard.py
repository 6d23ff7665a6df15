"""Axes from 0 or cut and said, pale rates, changes and cells in words."""

from __future__ import annotations

import pytest

from app.rules.dashboard import axis_of, cell_sentence, change_sentence, is_pale, shade
from app.rules.figures.fields import Field


@pytest.mark.parametrize(
    ("values", "low", "cut"),
    [
        ((99.3, 86.8), 80, True),
        ((81.0, 99.0), 75, True),
        ((20.0, 90.0), 0, False),
        ((), 0, False),
        ((100.0,), 95, True),
    ],
)
def test_an_axis_begins_at_0_or_is_cut_below_the_least_value(values, low, cut):
    axis = axis_of(values)
    assert (axis.low, axis.is_cut) == (low, cut)
    assert axis.marks[0] == low
    assert axis.marks[-1] == axis.high == 100
    assert all(0 <= axis.share(value) <= 1 for value in values)
    assert list(axis.marks) == sorted(set(axis.marks))


def test_a_rate_below_ten_callbacks_is_pale():
    assert [is_pale(valid) for valid in (0, 9, 10)] == [True, True, False]


@pytest.mark.parametrize(
    ("field", "change", "covered", "words"),
    [
        (Field.RESPONSE, "0.3", True, "环比升 0.3 个百分点"),
        (Field.SCORE, "-0.4", True, "环比降 0.4 分"),
        (Field.SCORE, "0.0", True, "环比持平"),
        (Field.SCORE, None, True, "环比—"),
        (Field.SCORE, None, False, "环比—（基期数据不全）"),
    ],
)
def test_a_change_in_words(field, change, covered, words):
    assert change_sentence(field, change, covered=covered) == words


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (28, 17, "回龙观 · 预付卡 28 件，比上期多 11 件（+64.7 %）"),
        (3, 4, "回龙观 · 预付卡 3 件，比上期少 1 件（-25.0 %）"),
        (3, 0, "回龙观 · 预付卡 3 件，比上期多 3 件"),
        (3, 3, "回龙观 · 预付卡 3 件，与上期相同"),
        (3, None, "回龙观 · 预付卡 3 件"),
    ],
)
def test_a_cell_explains_itself(now, before, words):
    assert cell_sentence(("回龙观", "预付卡"), now, before) == words


def test_the_most_is_deepest_and_one_is_seen():
    assert [shade(count, 50) for count in (0, 1, 25, 50)] == [0.0, 0.1, 0.5, 1.0]
