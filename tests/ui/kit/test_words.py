"""Times read as people at the desk say them."""

from __future__ import annotations

from datetime import datetime

import pytest

from app.base.clock import SHANGHAI
from app.ui.kit.words import deadline, full, moment

NOW = datetime(2026, 11, 23, 2, 41, tzinfo=SHANGHAI)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("2026-11-23T02:40", "02:40"),
        ("2026-11-22T23:59", "昨天 23:59"),
        ("2026-11-20T09:05", "11-20 09:05"),
        ("2025-11-20T09:05", "2025-11-20 09:05"),
    ],
)
def test_a_past_instant_gets_shorter_the_nearer_it_is(when: str, words: str) -> None:
    assert moment(at(when), NOW) == words


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("2026-11-29T00:00", "11-28 24:00"),
        ("2026-11-24T00:00", "今日 24:00"),
        ("2026-11-25T00:00", "明日 24:00"),
        ("2026-11-24T18:00", "明日 18:00"),
        ("2027-01-01T00:00", "12-31 24:00"),
        ("2027-01-02T00:00", "2027-01-01 24:00"),
    ],
)
def test_midnight_belongs_to_the_day_it_ends(when: str, words: str) -> None:
    assert deadline(at(when), NOW) == words


def test_a_whole_instant_is_written_in_beijing_time() -> None:
    assert full(at("2026-11-23T02:41")) == "2026-11-23 02:41"
