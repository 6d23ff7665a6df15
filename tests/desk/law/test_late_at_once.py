"""What a change of the rules makes late at once: ends that pass by it, not those that had passed before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.desk.law.moves import Move, late_at_once
from app.rules.law.clocks import ClockName

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def move(number: int, was: int | None, becomes: int | None) -> Move:
    """A move between ends that many minutes from now."""

    def at(minutes: int | None) -> datetime | None:
        return None if minutes is None else NOW + timedelta(minutes=minutes)

    return Move(number, f"热-{number}", ClockName.SIGN, at(was), at(becomes))


def test_an_end_that_passes_by_the_change_is_late_at_once() -> None:
    found = [move(1, 60, -1), move(2, 60, 0), move(3, None, -5), move(4, 60, 1), move(5, -60, -90), move(6, 60, None)]
    assert [one.ticket_id for one in late_at_once(found, NOW)] == [1, 2, 3]
