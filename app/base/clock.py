"""The one clock: aware UTC inside, Asia/Shanghai where people read it."""

from __future__ import annotations

import time
from datetime import MAXYEAR, UTC, date, datetime, timedelta, timezone
from typing import Protocol

# Shanghai has stood at +08:00 without a change since 1991-09-15, before every ticket this desk can hold.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


class Clock(Protocol):
    """The interface of every clock: the wall time and a monotonic time."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that never jump, from an arbitrary start."""
        ...


class SystemClock:
    """The PC's own clock."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since an arbitrary start; sleep and clock changes do not move it back."""
        return time.monotonic()


class RehearsalClock:
    """A simulated clock for rehearsal folders: starts at a given instant and may run faster than life."""

    def __init__(self, start: datetime, *, speed: float = 1.0) -> None:
        self._start = start.astimezone(UTC)
        self.speed = speed
        self._origin = time.monotonic()

    def now(self) -> datetime:
        """The simulated instant, aware, in UTC."""
        return self._start + timedelta(seconds=(time.monotonic() - self._origin) * self.speed)

    def monotonic(self) -> float:
        """Simulated seconds since the clock was made."""
        return (time.monotonic() - self._origin) * self.speed

    def advance(self, by: timedelta) -> None:
        """Lets simulated time pass at once, as the demonstration does between two scenes."""
        self._origin -= by.total_seconds() / self.speed


class StillClock:
    """A clock that stands until it is moved: for tests."""

    def __init__(self, at: datetime) -> None:
        self._now = at.astimezone(UTC)
        self._monotonic = 0.0

    def now(self) -> datetime:
        """The instant it was set to."""
        return self._now

    def monotonic(self) -> float:
        """Seconds moved so far."""
        return self._monotonic

    def advance(self, by: timedelta) -> None:
        """Lets time pass: both the wall clock and the monotonic one."""
        self._now += by
        self._monotonic += by.total_seconds()

    def jump(self, by: timedelta) -> None:
        """Sets only the wall clock, as an administrator or a time server does."""
        self._now += by


def to_local(at: datetime) -> datetime:
    """The same instant as people in Beijing read it."""
    return at.astimezone(SHANGHAI)


def from_local(wall: datetime) -> datetime:
    """A wall time without a zone, read as Beijing time, as an instant in UTC."""
    return wall.replace(tzinfo=SHANGHAI).astimezone(UTC)


def local_midnight(day: date) -> datetime:
    """The instant at which `day` begins in Beijing, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI).astimezone(UTC)


def local_day(at: datetime) -> date:
    """The calendar day in Beijing on which the instant falls."""
    return at.astimezone(SHANGHAI).date()


def from_seconds(seconds: int) -> datetime:
    """The instant that the register stores as whole seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC)


def local_minute(at: datetime) -> str:
    """Month, day and minute in Beijing time: 11-23 02:41."""
    return f"{to_local(at):%m-%d %H:%M}"


def iso(at: datetime | None) -> str | None:
    """ISO 8601 to the second with +08:00, as commands and logs print it; None stays None."""
    return None if at is None else at.astimezone(SHANGHAI).isoformat(timespec="seconds")


def read_iso(text: str) -> datetime:
    """An ISO 8601 date or time from the command line; without a zone it is Beijing time.

    Raises:
        ValueError: the text is no ISO 8601 time, or one at the very edge of the calendar.

    """
    at = datetime.fromisoformat(text)
    if not 1 < at.year < MAXYEAR:
        raise ValueError(text)
    return at.replace(tzinfo=SHANGHAI).astimezone(UTC) if at.tzinfo is None else at.astimezone(UTC)
