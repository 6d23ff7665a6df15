"""Progress is told ten times a second at most."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.base.clock import StillClock
from app.ui.intake.run import SlowTeller


def test_words_of_progress_are_a_tenth_of_a_second_apart() -> None:
    clock = StillClock(datetime(2026, 11, 23, tzinfo=UTC))
    told: list[int] = []
    teller = SlowTeller(clock, lambda rows, of: told.append(rows))
    for count in range(100):
        teller(count, 100)
        clock.advance(timedelta(milliseconds=40))
    assert told[:3] == [0, 3, 6]
    assert len(told) == 34
