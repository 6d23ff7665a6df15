"""From when a version counts: the hour as people type it, and the words of a day and an hour."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from app.rules.shared.starts import read_hour, start_of, start_words
from app.rules.shared.times import BadTime


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("", time()),
        ("0", time()),
        ("18", time(18)),
        ("18:00", time(18)),
        ("０８：３０", time(8, 30)),
        ("1830", time(18, 30)),
        ("9点", time(9)),
        ("9点5分", time(9, 5)),
        (" 23:59 ", time(23, 59)),
    ],
)
def test_an_hour_is_read_as_people_type_it(typed: str, hour: time) -> None:
    assert read_hour(typed) == hour


@pytest.mark.parametrize("typed", ["24:00", "25", "18:60", "下午", "18:00:30", "180", "12345"])
def test_what_is_no_hour_is_refused_in_words(typed: str) -> None:
    with pytest.raises(BadTime, match="不是几点几分"):
        read_hour(typed)


def test_the_words_name_the_hour_only_where_it_is_not_midnight() -> None:
    assert start_words(date(2026, 11, 24)) == "2026-11-24"
    assert start_words(date(2026, 11, 24), time(18, 5)) == "2026-11-24 18:05"
    assert start_of(date(2026, 11, 24), time(18, 5)) == datetime(2026, 11, 24, 10, 5, tzinfo=UTC)
