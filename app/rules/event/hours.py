"""The tickets of an event by the hour in which they came in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.base.clock import to_local

HOURS_SHOWN = 24
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class HourCount:
    """The tickets received in [start, start + 1 h); `running` is whether that hour has not ended."""

    start: datetime
    tickets: int
    running: bool = False

    @property
    def words(self) -> str:
        """The hour in Beijing time: 11-23 02."""
        return f"{to_local(self.start):%m-%d %H}"


def hourly(received: Iterable[datetime], *, until: datetime, hours: int = HOURS_SHOWN) -> tuple[HourCount, ...]:
    """The last so many full hours of the clock and the running one, oldest first; empty hours count 0."""
    running = until.replace(minute=0, second=0, microsecond=0)
    first = running - hours * _HOUR
    counts = [0] * (hours + 1)
    for at in received:
        place = (at - first) // _HOUR
        if 0 <= place <= hours and at <= until:
            counts[place] += 1
    return tuple(HourCount(first + place * _HOUR, count, running=place == hours) for place, count in enumerate(counts))
