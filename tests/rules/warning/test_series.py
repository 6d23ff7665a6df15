"""A table of daily counts is read with its places, and judged row for row."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.rules.law.calendar import load_calendar
from app.rules.warning.detectors import Method
from app.rules.warning.series import BadSeries, judge_series, read_series
from tests.support.daily_series import poisson_series

_NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)


def read(*rows: str):
    return read_series([row.split(",") for row in rows], now=_NOW)


@pytest.mark.parametrize(
    ("rows", "row", "column", "word"),
    [
        (["日期,甲", "2026-11-01,2", "2026-11-01,3"], 3, 1, "重复"),
        (["日期,甲", "昨,2"], 2, 1, "不是日期"),
        (["日期,甲", "2026-11-01,-1"], 2, 2, "不是件数"),
        (["日期,甲,乙", "2026-11-01,1,nan"], 2, 3, "不是件数"),
        (["日期,甲,甲", "2026-11-01,1,1"], 1, 3, "重名"),
        (["日期,,乙", "2026-11-01,1,1"], 1, 2, "没有名称"),
        (["日期", "2026-11-01"], 1, 0, "没有序列"),
        (["编号,甲", "1,1"], 1, 1, "日期"),
        (["日期,甲", "2026-11-01,1,7"], 2, 0, "比表头多"),
    ],
)
def test_a_wrong_cell_is_named_with_its_place(rows, row, column, word):
    with pytest.raises(BadSeries, match=word) as caught:
        read(*rows)
    assert (caught.value.row, caught.value.column) == (row, column)


def test_rows_in_any_order_are_judged_by_their_days_and_told_in_the_order_of_the_file():
    rows = [f"2026/10/{day},{9 if day == 12 else 1}" for day in range(1, 13)]
    table = read("日期,甲", *reversed(rows), "")
    judged = judge_series(table, Method.C1, load_calendar())["甲"]
    assert [one.day.day for one in judged] == list(range(12, 0, -1))
    assert [one.alarm for one in judged] == [True, *[False] * 4, *[None] * 7]


def test_the_default_speaks_from_the_57th_day_finds_a_burst_and_uses_no_later_day():
    names = [f"序列{at}" for at in range(12)]
    table = poisson_series(names, seed=3, days=80)
    day = table.days[70]
    bursting = {name: list(values) for name, values in table.counts.items()}
    bursting["序列5"][70] = 40
    calendar = load_calendar()
    judged = judge_series(type(table)(table.days, bursting), Method.DEFAULT, calendar)
    assert [one.alarm is None for one in judged["序列5"]] == [at < 56 for at in range(80)]
    assert "从第 57 天起" in judged["序列5"][3].why
    found = next(one for one in judged["序列5"] if one.day == day)
    assert found.alarm
    assert found.observed == 40
    assert found.limit is not None
    assert found.observed > found.limit
    short = type(table)(table.days[:71], {name: values[:71] for name, values in bursting.items()})
    again = judge_series(short, Method.DEFAULT, calendar)
    assert {name: values[:71] for name, values in judged.items()} == again


def test_a_thin_series_is_told_in_sums_of_three_days():
    table = poisson_series(["稀"], seed=5, days=70, means=[0.4])
    counts = [int(value or 0) for value in table.counts["稀"]]
    judged = judge_series(table, Method.DEFAULT, load_calendar())["稀"]
    assert [one.observed for one in judged[60:]] == [sum(counts[at - 2 : at + 1]) for at in range(60, 70)]
    assert all(one.why.startswith("3 天 ") for one in judged[60:])


def test_a_cell_left_blank_and_a_missing_day_are_unknown_counts():
    table = poisson_series(["甲"], seed=5, days=70, means=[6.0])
    values = [None if at == 64 else value for at, value in enumerate(table.counts["甲"])]
    days = [*table.days[:66], *(day + timedelta(1) for day in table.days[66:])]
    judged = judge_series(type(table)(tuple(days), {"甲": tuple(values)}), Method.DEFAULT, load_calendar())["甲"]
    assert [one.alarm is None for one in judged[60:]] == [at == 64 for at in range(60, 70)]
