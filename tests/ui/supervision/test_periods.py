"""Periods by Beijing days, shifts over midnight, months of every length."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.base.clock import SHANGHAI
from app.ui.supervision.periods import Period, month, named_periods, shift


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
    assert month(at(now)) == Period("本月", at(start), at(end))


def test_today_is_the_day_in_beijing() -> None:
    today, *_, whole = named_periods(at("2026-11-23T02:41"))
    assert (today.start, today.end) == (at("2026-11-23T00:00"), at("2026-11-23T00:00") + timedelta(days=1))
    assert whole == Period("全部时间", None, None)
