"""The days on which a month and an assessment period turn."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.base.clock import local_day
from app.rules.closing.days import HingeKind, closing_days, hinge_words, hinges_between, hinges_of, running_period
from app.rules.figures.period_text import write_period
from app.rules.figures.periods import DEFAULT_PERIOD_RULES, PeriodRules
from tests.desk.conftest import beijing

DAYS = st.dates(date(2026, 2, 1), date(2028, 3, 31))


@given(DAYS)
def test_every_day_lies_in_the_running_period_and_the_last_two_close_it(day: date) -> None:
    period = running_period(day, DEFAULT_PERIOD_RULES)
    assert local_day(period.start) <= day < local_day(period.end)
    assert [one.day for one in closing_days(period)] == [17, 18]
    assert (HingeKind.CLOSING in {one.kind for one in hinges_of(day, DEFAULT_PERIOD_RULES)}) == (day.day in {17, 18})
    assert (HingeKind.PERIOD in {one.kind for one in hinges_of(day, DEFAULT_PERIOD_RULES)}) == (day.day == 19)
    assert (HingeKind.MONTH in {one.kind for one in hinges_of(day, DEFAULT_PERIOD_RULES)}) == (day.day == 1)


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_looked_at_in_two_steps_nothing_is_said_twice_and_nothing_is_left_out(day: date, first: int, more: int) -> None:
    start = beijing(f"{day}T00:00")
    middle, end = start + timedelta(days=first, hours=5), start + timedelta(days=first + more, hours=15)
    spans = (start, middle), (middle, end)
    halves = [one for span in spans for one in hinges_between(*span, DEFAULT_PERIOD_RULES)]
    assert halves == list(hinges_between(start, end, DEFAULT_PERIOD_RULES))


def test_what_is_said_across_a_years_end() -> None:
    said = [
        (f"{local_day(one.at):%m-%d}", hinge_words(one, catalogue_of="2026-12"))
        for one in hinges_between(beijing("2026-12-16T00:00"), beijing("2027-01-02T00:00"), DEFAULT_PERIOD_RULES)
    ]
    assert said == [
        ("12-17", "2026年12月考核期明天结束，请看收官清单"),
        ("12-18", "2026年12月考核期今天结束，请看收官清单"),
        ("12-19", "2027年1月考核期今天开始（12-19 至 01-18）"),
        ("01-01", "1 月今天开始，按自然月统计的数从今天起；不纳入考核目录还用 2026-12 的，沿用还是更新"),
    ]
    assert write_period(running_period(date(2026, 12, 31), DEFAULT_PERIOD_RULES).name) == "assess:2027-01"


def test_where_the_start_day_moves_the_days_between_count_to_the_period_that_comes() -> None:
    moved = (PeriodRules(), PeriodRules(since=date(2026, 12, 26), assessment_day=25))
    said = [
        (f"{local_day(one.at):%m-%d}", hinge_words(one))
        for one in hinges_between(beijing("2026-12-16T00:00"), beijing("2026-12-30T00:00"), moved)
    ]
    assert said == [
        ("12-17", "2026年12月考核期明天结束，请看收官清单"),
        ("12-18", "2026年12月考核期今天结束，请看收官清单"),
        ("12-25", "2027年1月考核期今天开始（12-25 至 01-24）"),
    ]
    assert write_period(running_period(date(2026, 12, 21), moved).name) == "assess:2027-01"
