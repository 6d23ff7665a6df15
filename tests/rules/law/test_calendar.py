from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base.errors import Refused
from app.rules.law.calendar import CalendarEnds, calendar_of, load_calendar, read_year


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 2), date(2026, 2, 15), date(2026, 2, 23), date(2026, 4, 6), date(2026, 5, 5),
        date(2026, 6, 19), date(2026, 9, 25), date(2026, 10, 7), date(2026, 3, 7), date(2026, 3, 8),
        date(2025, 1, 1), date(2025, 1, 28), date(2025, 2, 4), date(2025, 5, 5), date(2025, 6, 2), date(2025, 10, 8),
    ],
)  # fmt: skip
def test_holidays_and_plain_weekends_are_not_worked(day: date) -> None:
    assert not load_calendar().is_working_day(day)


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9), date(2026, 9, 20),
        date(2026, 10, 10), date(2026, 2, 24), date(2026, 10, 8), date(2026, 11, 23),
        date(2025, 1, 26), date(2025, 2, 8), date(2025, 4, 27), date(2025, 9, 28), date(2025, 10, 11), date(2025, 1, 2),
    ],
)  # fmt: skip
def test_make_up_days_and_plain_weekdays_are_worked(day: date) -> None:
    assert load_calendar().is_working_day(day)


@pytest.mark.parametrize(("year", "working"), [(2025, 248), (2026, 248)])
def test_a_year_has_the_announced_number_of_working_days(year: int, working: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    assert sum(load_calendar().is_working_day(day) for day in days) == working


def test_counting_working_days_leaps_the_spring_festival_and_uses_its_make_up_days() -> None:
    calendar = load_calendar()
    assert calendar.add_working_days(date(2026, 2, 13), 1) == date(2026, 2, 14)
    assert calendar.add_working_days(date(2026, 2, 14), 1) == date(2026, 2, 24)
    assert calendar.add_working_days(date(2026, 2, 13), 6) == date(2026, 2, 28)


def test_counting_no_days_stays_on_the_day_even_when_it_is_a_holiday() -> None:
    assert load_calendar().add_working_days(date(2026, 10, 3), 0) == date(2026, 10, 3)


def test_counting_backwards_is_no_question() -> None:
    with pytest.raises(ValueError, match="negative"):
        load_calendar().add_working_days(date(2026, 3, 3), -1)


def test_counting_across_the_year_end_uses_both_tables() -> None:
    assert load_calendar().add_working_days(date(2025, 12, 31), 1) == date(2026, 1, 4)


def test_counting_past_the_last_known_year_is_refused_with_what_to_do() -> None:
    with pytest.raises(CalendarEnds) as caught:
        load_calendar().add_working_days(date(2026, 12, 31), 1)
    assert isinstance(caught.value, Refused)
    assert isinstance(caught.value, ValueError)
    assert caught.value.year == 2027
    assert "2027" in caught.value.message
    assert "节假日表" in caught.value.hint


def test_a_day_of_an_unknown_year_is_refused_even_on_a_plain_weekday() -> None:
    assert not load_calendar().knows(2027)
    with pytest.raises(CalendarEnds):
        load_calendar().is_working_day(date(2027, 3, 3))


def test_a_gap_between_known_years_is_not_leapt_over() -> None:
    calendar = calendar_of([read_year({"year": 2030}), read_year({"year": 2032})])
    with pytest.raises(CalendarEnds) as caught:
        calendar.add_working_days(date(2030, 12, 31), 1)
    assert caught.value.year == 2031


@given(st.dates(date(2025, 1, 1), date(2026, 11, 1)), st.integers(1, 20))
def test_the_nth_working_day_has_exactly_n_working_days_up_to_it(day: date, n: int) -> None:
    calendar = load_calendar()
    end = calendar.add_working_days(day, n)
    between = [day + timedelta(days=k) for k in range(1, (end - day).days + 1)]
    assert calendar.is_working_day(end)
    assert sum(calendar.is_working_day(each) for each in between) == n


@pytest.mark.parametrize(
    "holiday",
    [
        {"first": date(2030, 12, 30), "last": date(2031, 1, 2)},
        {"first": date(2030, 5, 5), "last": date(2030, 5, 1)},
        {"first": date(2030, 5, 1), "last": date(2030, 5, 3), "work": [date(2030, 5, 6)]},
        {"first": date(2030, 5, 1), "last": date(2030, 5, 5), "work": [date(2030, 5, 4)]},
    ],
    ids=["outside the year", "ends before it begins", "make-up on a weekday", "make-up inside the holiday"],
)
def test_a_table_that_contradicts_itself_is_refused(holiday: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"2030|2031"):
        read_year({"year": 2030, "holiday": [holiday]})


def test_a_later_table_of_the_same_year_replaces_the_shipped_one() -> None:
    plain = read_year({"year": 2026})
    calendar = calendar_of([*load_calendar().years.values(), plain])
    assert calendar.is_working_day(date(2026, 10, 1))
    assert not load_calendar().is_working_day(date(2026, 10, 1))
