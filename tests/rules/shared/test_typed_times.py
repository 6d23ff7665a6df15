"""An hour typed in a hurry is the nearest one that makes sense."""

from __future__ import annotations

import pytest

from app.base.clock import read_iso
from app.rules.shared.times import BadTime
from app.rules.shared.typed_times import read_ahead, read_past

NOW = read_iso("2026-11-23T02:41")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("0205", "2026-11-23T02:05"), ("205", "2026-11-23T02:05"), ("2:05", "2026-11-23T02:05"),
     ("２：０５", "2026-11-23T02:05"),
     ("23:50", "2026-11-22T23:50"), ("昨天 23:50", "2026-11-22T23:50"), ("11-22 9:00", "2026-11-22T09:00"),
     ("2点", "2026-11-23T02:00"), ("2026-11-22 10:00", "2026-11-22T10:00"), ("02:41", "2026-11-23T02:41")],
)  # fmt: skip
def test_a_past_hour_is_the_latest_one(typed: str, meant: str) -> None:
    assert read_past(typed, NOW) == read_iso(meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("18:00", "2026-11-23T18:00"), ("1800", "2026-11-23T18:00"), ("2:00", "2026-11-24T02:00"),
     ("明天 9:00", "2026-11-24T09:00"), ("后天9点", "2026-11-25T09:00"), ("12-01 9:30", "2026-12-01T09:30")],
)  # fmt: skip
def test_an_hour_ahead_is_the_next_one(typed: str, meant: str) -> None:
    assert read_ahead(typed, NOW) == read_iso(meant)


def test_nothing_typed_is_nothing() -> None:
    assert read_past(" ", NOW) is read_ahead("", NOW) is None


@pytest.mark.parametrize("typed", ["25:00", "11:75", "下班前", "13-40 9:00"])
def test_what_is_no_hour_is_said(typed: str) -> None:
    with pytest.raises(BadTime):
        read_past(typed, NOW)


def test_a_day_that_is_over_is_not_ahead() -> None:
    with pytest.raises(BadTime, match="已经过去"):
        read_ahead("昨天 9:00", NOW)
