"""Periods by Beijing days, shifts over midnight, months of every length."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from app.base.clock import SHANGHAI
from app.rules.figures.periods import PeriodRules
from app.ui.kit.periods import Period, month, named_periods, period_words, shift


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("now", "start", "end"),
    [
        ("2026-11-23T02:41", "2026-11-22T20:00", "2026-11-23T08:00"),
        ("2026-11-23T08:00", "2026-11-23T08:00", "2026-11-23T20:00"),
        ("2026-11-23T19:59", "2026-11-23T08:00", "2026-11-23T20:00"),
        ("2026-11-23T20:00", "2026-11-23T20:00", "2026-11-24T08:00"),
        ("2027-01-01T00:10", "2026-12-31T20:00", "2027-01-01T08:00"),
    ],
)
def test_a_shift_begins_at_eight_in_the_morning_or_the_evening(now: str, start: str, end: str) -> None:
    assert shift(at(now)) == Period("本班", at(start), at(end))


@pytest.mark.parametrize(
    ("now", "start", "end"),
    [
        ("2027-02-28T23:59", "2027-02-01T00:00", "2027-03-01T00:00"),
        ("2026-12-31T12:00", "2026-12-01T00:00", "2027-01-01T00:00"),
    ],
)
def test_a_month_ends_where_the_next_begins(now: str, start: str, end: str) -> None:
    told = month(at(now))
    assert (told.start, told.end) == (at(start), at(end))


def test_today_is_the_day_in_beijing() -> None:
    known = named_periods(at("2026-11-23T02:41"))
    today = known["今天"]
    assert (today.start, today.end) == (at("2026-11-23T00:00"), at("2026-11-23T00:00") + timedelta(days=1))
    assert known["全部时间"] == Period("全部时间", None, None)


@pytest.mark.parametrize(
    ("day", "start"),
    [
        (date(2026, 11, 19), date(2026, 11, 19)),
        (date(2026, 11, 18), date(2026, 10, 19)),
        (date(2027, 1, 5), date(2026, 12, 19)),
        (date(2026, 3, 1), date(2026, 2, 19)),
    ],
)
def test_an_assessment_period_starts_on_the_19th_or_the_day_set(day: date, start: date) -> None:
    assert named_periods(at(f"{day}T12:00"))["本考核期"].first == start
    moved = (PeriodRules(), PeriodRules(since=date(2026, 12, 1), assessment_day=21))
    assert named_periods(at("2026-12-20T12:00"), moved)["本考核期"].first == date(2026, 11, 21)
    assert named_periods(at("2026-12-20T12:00"), moved)["上一考核期"].first == date(2026, 10, 19)


def test_periods_follow_the_day_in_beijing() -> None:
    known = named_periods(datetime(2026, 12, 20, 1, tzinfo=SHANGHAI))
    told = {words: (period.first, period.last) for words, period in known.items()}
    assert told["今天"] == (date(2026, 12, 20), date(2026, 12, 20))
    assert told["昨天"] == (date(2026, 12, 19), date(2026, 12, 19))
    assert told["近 7 天"] == (date(2026, 12, 14), date(2026, 12, 20))
    assert told["本考核期"] == (date(2026, 12, 19), date(2027, 1, 18))
    assert told["上一考核期"] == (date(2026, 11, 19), date(2026, 12, 18))


def test_a_period_is_said_briefly() -> None:
    assert period_words(None, None) == ""
    assert period_words(date(2026, 11, 1), date(2026, 11, 1)) == "11-01"
    assert period_words(date(2026, 11, 1), None) == "11-01 起"
    assert period_words(None, date(2026, 11, 2)) == "至 11-02"
