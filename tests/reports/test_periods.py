from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reports.periods import day_window

DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))


def test_a_day_goes_from_midnight_to_midnight_in_beijing():
    told = day_window(date(2026, 11, 23), "midnight")
    assert told.start == datetime(2026, 11, 22, 16, tzinfo=UTC)
    assert told.end == datetime(2026, 11, 23, 16, tzinfo=UTC)


def test_the_noon_window_ends_at_noon_of_the_day():
    told = day_window(date(2026, 11, 23), "noon")
    assert told.start == datetime(2026, 11, 22, 4, tzinfo=UTC)
    assert told.end == datetime(2026, 11, 23, 4, tzinfo=UTC)


@pytest.mark.parametrize("mode", ["midnight", "noon"])
@given(day=DAYS)
def test_days_follow_each_other_without_a_gap_and_without_overlap(mode, day):
    told, following = day_window(day, mode), day_window(day + timedelta(days=1), mode)
    assert told.end == following.start
    assert told.end - told.start == timedelta(days=1)
