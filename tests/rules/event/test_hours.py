"""The hourly count: full hours of the clock with the running one, empty hours as 0."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.rules.event.hours import hourly

NOW = datetime(2026, 11, 23, 2, 41, tzinfo=UTC)


def test_each_ticket_counts_in_its_hour_and_the_running_hour_is_marked() -> None:
    minutes = (0, 41, 42, 101, 102, 3 * 60 + 41, 3 * 60 + 42)
    found = hourly([NOW - timedelta(minutes=one) for one in minutes], until=NOW, hours=3)
    assert [(one.words, one.tickets) for one in found] == [
        ("11-23 07", 1),
        ("11-23 08", 1),
        ("11-23 09", 2),
        ("11-23 10", 2),
    ]
    assert [one.running for one in found] == [False, False, False, True]


def test_what_came_before_or_after_the_hours_shown_is_not_counted() -> None:
    found = hourly([NOW + timedelta(seconds=1), NOW - timedelta(days=2)], until=NOW)
    assert len(found) == 25
    assert sum(one.tickets for one in found) == 0
