"""The days on which a month and an assessment period turn."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.base.clock import local_day
from app.rules.closing.days import HingeKind, closing_days, hinge_words, hinges_between, hinges_of, running_period
from app.rules.figures.period_text import write_period
from tests.desk.conftest import beijing

DAYS = st.dates(date(2026, 2, 1), date(2028, 3, 31))


@given(DAYS)
def test_every_day_lies_in_the_running_period_and_the_last_two_close_it(day: date) -> None:
    period = running_period(day)
    assert local_day(period.start) <= day < local_day(period.end)
    assert [one.day for one in closing_days(period)] == [17, 18]
    assert (HingeKind.CLOSING in {one.kind for one in hinges_of(day)}) == (day.day in {17, 18})
    assert (HingeKind.PERIOD in {one.kind for one in hinges_of(day)}) == (day.day == 19)
    assert (HingeKind.MONTH in {one.kind for one in hinges_of(day)}) == (day.day == 1)


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_looked_at_in_two_steps_nothing_is_said_twice_and_nothing_is_left_out(day: date, first: int, more: int) -> None:
    start = beijing(f"{day}T00:00")
    middle, end = start + timedelta(days=first, hours=5), start + timedelta(days=first + more, hours=15)
    assert (*hinges_between(start, middle), *hinges_between(middle, end)) == hinges_between(start, end)


def test_what_is_said_across_a_years_end() -> None:
    said = [
        (f"{local_day(one.at):%m-%d}", hinge_words(one, catalogue_of="2026-12"))
        for one in hinges_between(beijing("2026-12-16T00:00"), beijing("2027-01-02T00:00"))
    ]
    assert said == [
        ("12-17", "2026年12月考核期明天结束，请看收官清单"),
        ("12-18", "2026年12月考核期今天结束，请看收官清单"),
        ("12-19", "2027年1月考核期今天开始（12-19 至 01-18）"),
        ("01-01", "1 月今天开始，按自然月统计的数从今天起；不纳入考核目录还用 2026-12 的，沿用还是更新"),
    ]
    assert write_period(running_period(date(2026, 12, 31)).name) == "assess:2027-01"
