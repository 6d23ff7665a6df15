from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import strategies as st

from app.base.clock import SHANGHAI, read_iso
from app.rules.shared.time_left import NO_CLOCK, Level, clock_time, time_left, used_fraction

SOME_DUE = read_iso("2026-11-26T15:30:00")
MIDNIGHT_DUE = read_iso("2026-11-27T00:00:00")


@pytest.mark.parametrize(
    ("now", "text"),
    [
        ("2026-11-26T15:26:48", "03:12"),
        ("2026-11-26T15:20:00", "10:00"),
        ("2026-11-26T15:29:59", "00:01"),
        ("2026-11-26T14:30:01", "59:59"),
        ("2026-11-26T14:30:00", "1 时 0 分"),
        ("2026-11-26T09:10:00", "6 时 20 分"),
        ("2026-11-26T09:10:01", "6 时 19 分"),
        ("2026-11-25T15:30:01", "23 时 59 分"),
        ("2026-11-25T15:30:00", "1 天 0 时"),
        ("2026-11-25T09:00:00", "1 天 6 时"),
        ("2026-11-20T15:30:00", "6 天 0 时"),
        ("2026-11-26T15:30:00", "刚刚超时"),
        ("2026-11-26T15:30:59", "刚刚超时"),
        ("2026-11-26T15:31:00", "已超 1 分"),
        ("2026-11-26T16:29:59", "已超 59 分"),
        ("2026-11-26T16:30:00", "已超 1 时"),
        ("2026-11-27T00:59:00", "已超 9 时"),
        ("2026-11-27T15:30:00", "已超 1 天"),
        ("2026-12-06T15:30:00", "已超 10 天"),
    ],
)
def test_time_left_is_said_as_on_the_picture(now: str, text: str) -> None:
    assert time_left(SOME_DUE, read_iso(now)).text == text


@pytest.mark.parametrize(
    ("now", "text"),
    [
        ("2026-11-25T23:59:59", "1 天 0 时"),
        ("2026-11-26T00:00:00", "今日 24:00"),
        ("2026-11-26T23:00:00", "今日 24:00"),
        ("2026-11-26T23:00:01", "59:59"),
        ("2026-11-27T00:00:00", "刚刚超时"),
    ],
)
def test_a_deadline_at_the_end_of_today_is_said_as_today_until_its_last_hour(now: str, text: str) -> None:
    assert time_left(MIDNIGHT_DUE, read_iso(now)).text == text


def test_part_of_a_second_counts_as_a_second_left() -> None:
    assert time_left(SOME_DUE, SOME_DUE - timedelta(milliseconds=1)).text == "00:01"


@pytest.mark.parametrize(
    ("due", "now", "started", "level"),
    [
        ("2026-11-23T02:51", "2026-11-23T02:41", "2026-11-23T02:41", Level.SOON),
        ("2026-11-23T12:00", "2026-11-23T11:49", "2026-11-23T10:00", Level.TODAY),
        ("2026-11-23T12:00", "2026-11-23T11:50", "2026-11-23T10:00", Level.SOON),
        ("2026-11-23T15:00", "2026-11-23T14:34:59", "2026-11-23T10:00", Level.TODAY),
        ("2026-11-23T15:00", "2026-11-23T14:35", "2026-11-23T10:00", Level.SOON),
        ("2026-11-29", "2026-11-28T22:59:59", "2026-11-23T02:41", Level.TODAY),
        ("2026-11-29", "2026-11-28T23:00", "2026-11-23T02:41", Level.SOON),
        ("2026-11-29", "2026-11-28", "2026-11-23T02:41", Level.TODAY),
        ("2026-11-29", "2026-11-27T23:59:59", "2026-11-23T02:41", Level.RUNNING),
        ("2026-11-29", "2026-11-29", "2026-11-23T02:41", Level.LATE),
        ("2026-11-24T00:30", "2026-11-23T23:00", "2026-11-23T22:30", Level.RUNNING),
    ],
)
def test_levels_follow_the_span_and_the_day(due: str, now: str, started: str, level: Level) -> None:
    assert time_left(read_iso(due), read_iso(now), read_iso(started)).level is level


def test_without_a_start_the_last_ten_minutes_are_soon() -> None:
    assert time_left(SOME_DUE, SOME_DUE - timedelta(seconds=601)).level is Level.TODAY
    assert time_left(SOME_DUE, SOME_DUE - timedelta(seconds=600)).level is Level.SOON


def test_no_clock_is_a_dash() -> None:
    assert time_left(None, SOME_DUE) == NO_CLOCK
    assert NO_CLOCK.level is Level.DONE


def test_the_fraction_used_runs_from_nothing_to_all_and_stays_there() -> None:
    start = SOME_DUE - timedelta(hours=2)
    fractions = [used_fraction(start, SOME_DUE, start + timedelta(minutes=n)) for n in (-5, 0, 30, 120, 500)]
    assert fractions == [0.0, 0.0, 0.25, 1.0, 1.0]


def test_a_clock_without_a_span_is_used_up_and_no_clock_is_not_begun() -> None:
    assert used_fraction(SOME_DUE, SOME_DUE, SOME_DUE - timedelta(days=1)) == 1.0
    assert used_fraction(None, SOME_DUE, SOME_DUE) == 0.0
    assert used_fraction(SOME_DUE, None, SOME_DUE) == 0.0


@pytest.mark.parametrize(
    ("at", "text"),
    [
        ("2026-11-29T00:00:00", "11-28 24:00"),
        ("2026-11-29T00:00:01", "11-29 00:00"),
        ("2026-11-23T02:51:59", "11-23 02:51"),
        ("2027-01-01T00:00:00", "12-31 24:00"),
        ("2027-01-01T08:05:00", "01-01 08:05"),
    ],
)
def test_midnight_is_said_as_the_end_of_the_day_before(at: str, text: str) -> None:
    assert clock_time(read_iso(at)) == text


def test_any_zone_gives_the_same_words() -> None:
    local = SOME_DUE.astimezone(SHANGHAI)
    now = datetime(2026, 11, 26, 1, 10, tzinfo=UTC)
    assert time_left(local, now) == time_left(SOME_DUE, now.astimezone(SHANGHAI))
    assert clock_time(local) == clock_time(SOME_DUE) == "11-26 15:30"


dues = st.one_of(
    st.integers(0, 20).map(lambda n: MIDNIGHT_DUE + timedelta(days=n)),
    st.integers(0, 2_000_000).map(lambda n: SOME_DUE + timedelta(seconds=n)),
)
spans = st.one_of(
    st.integers(-200_000_000_000, 200_000_000_000),
    st.integers(-200_000, 200_000).map(lambda n: n * 1_000_000),
    st.sampled_from([0, 3600, 3599, 86400, 86399, 86401, 60, -60, -3600, -86400]).map(lambda n: n * 1_000_000),
).map(lambda n: timedelta(microseconds=n))
