"""The dates in a dossier's texts: which day each means, whether it lies ahead, whether the unit acted on it."""

from __future__ import annotations

from datetime import date

import pytest

from app.rules.exclusion.check_dates import named_days

TODAY = date(2026, 11, 23)


def told(text):
    return [(each.day, each.ahead, each.done, each.acted) for each in named_days(text, TODAY)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026年11月5日", date(2026, 11, 5)),
        ("２０２６－１１－０５", date(2026, 11, 5)),
        ("2026/11/5", date(2026, 11, 5)),
        ("11月5日", date(2026, 11, 5)),
        ("12月20日", date(2026, 12, 20)),
        ("3月1日", date(2026, 3, 1)),
        ("2月30日", None),
        ("2026.13.1", None),
    ],
)
def test_a_day_in_figures_is_read_and_one_without_a_year_is_this_years(text, day):
    assert [each[0] for each in told(text)] == [day]


def test_a_day_without_a_year_far_ahead_is_last_years():
    assert [each.day for each in named_days("12月20日办卡", date(2026, 1, 10))] == [date(2025, 12, 20)]


@pytest.mark.parametrize(
    ("text", "ahead", "done", "acted"),
    [
        ("11月20日电话联系诉求人", False, True, True),
        ("公安机关11月20日立案", False, True, False),
        ("商户承诺12月10日退款", True, False, False),
        ("合同有效期至2027年3月1日", True, False, False),
        ("将于12月8日开庭", True, False, False),
        ("12月8日前答复诉求人", True, False, False),
        ("诉求人11月2日办卡", False, False, False),
    ],
)
def test_a_clause_says_whether_its_day_is_to_come_or_was_acted_on(text, ahead, done, acted):
    assert [each[1:] for each in told(text)] == [(ahead, done, acted)]


def test_each_clause_speaks_for_itself():
    said = told("2026年10月3日诉求人办卡，11月14日到现场检查；计划12月20日复查。")
    assert [(day.month, ahead, acted) for day, ahead, _, acted in said if day] == [
        (10, False, False),
        (11, False, True),
        (12, True, False),
    ]


def test_numbers_that_are_no_dates_are_left_alone():
    assert told("工单编号热线-261012-000318，金额2860元，共3次，电话13900000001") == []
