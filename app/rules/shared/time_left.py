"""How the time left on a clock is said: in minutes and seconds, in hours, in days, or that it ran out."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
# Beijing's midnight before the epoch's first day there: days and seconds counted from it are local ones.
_LOCAL_ZERO = datetime(1969, 12, 31, 16, tzinfo=UTC)
_ZERO_ORDINAL = date(1970, 1, 1).toordinal()
_MICROSECOND = timedelta(microseconds=1)


class Level(enum.StrEnum):
    """How pressing a clock is: red, red, amber, blue, green."""

    LATE = "late"
    SOON = "soon"
    TODAY = "today"
    RUNNING = "running"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """What stands in the list: "03:12", "6 时 20 分", "今日 24:00", "1 天 6 时", "已超 9 时"; and how pressing."""

    text: str
    level: Level


NO_CLOCK = TimeLeft("—", Level.DONE)


def time_left(due: datetime | None, now: datetime, started: datetime | None = None) -> TimeLeft:
    """What to say about a clock that ends at `due`; `None` means that no clock runs.

    A clock is late from the instant it ends. Seconds are rounded up, so that a limit of ten minutes begins
    with 10:00 and never shows 00:00. It is SOON in the last twelfth of its whole span (`started` to `due`),
    at least in the last ten minutes and at most in the last hour; TODAY when it ends on this day in Beijing.
    """
    if due is None:
        return NO_CLOCK
    seconds = _seconds_up(due - now)
    if seconds <= 0:
        return TimeLeft(_late_text(_seconds_down(now - due)), Level.LATE)
    same_day = _ends_today(due, now)
    text = "今日 24:00" if seconds >= _HOUR and _is_midnight(due) and same_day else _text(seconds)
    if seconds <= _soon_seconds(due, started):
        return TimeLeft(text, Level.SOON)
    return TimeLeft(text, Level.TODAY if same_day else Level.RUNNING)


def used_fraction(started: datetime | None, due: datetime | None, now: datetime) -> float:
    """How much of a clock's span is used up, from 0.0 to 1.0; 0.0 without a clock."""
    if started is None or due is None:
        return 0.0
    span = (due - started).total_seconds()
    if span <= 0:
        return 1.0
    return min(max((now - started).total_seconds() / span, 0.0), 1.0)


def clock_time(at: datetime) -> str:
    """Month, day and wall time in Beijing; midnight is said as 24:00 of the day it ends ("11-28 24:00")."""
    since = at - _LOCAL_ZERO
    if since.seconds == 0 and not since.microseconds:
        return f"{_month_day(since.days - 1)} 24:00"
    return f"{_month_day(since.days)} {since.seconds // _HOUR:02}:{since.seconds % _HOUR // _MINUTE:02}"


def _text(seconds: int) -> str:
    if seconds < _HOUR:
        return f"{seconds // _MINUTE:02}:{seconds % _MINUTE:02}"
    if seconds < _DAY:
        return f"{seconds // _HOUR} 时 {seconds % _HOUR // _MINUTE} 分"
    return f"{seconds // _DAY} 天 {seconds % _DAY // _HOUR} 时"


def _late_text(seconds: int) -> str:
    if seconds < _MINUTE:
        return "刚刚超时"
    if seconds < _HOUR:
        return f"已超 {seconds // _MINUTE} 分"
    if seconds < _DAY:
        return f"已超 {seconds // _HOUR} 时"
    return f"已超 {seconds // _DAY} 天"


def _soon_seconds(due: datetime, started: datetime | None) -> int:
    if started is None:
        return 10 * _MINUTE
    return min(max(_seconds_down(due - started) // 12, 10 * _MINUTE), _HOUR)


def _seconds_up(span: timedelta) -> int:
    return span.days * _DAY + span.seconds + (span.microseconds > 0)


def _seconds_down(span: timedelta) -> int:
    return span.days * _DAY + span.seconds


def _is_midnight(at: datetime) -> bool:
    since = at - _LOCAL_ZERO
    return not since.seconds and not since.microseconds


def _ends_today(due: datetime, now: datetime) -> bool:
    """Whether `due` falls on now's day in Beijing; its 24:00 still belongs to it."""
    return (due - _LOCAL_ZERO - _MICROSECOND).days == (now - _LOCAL_ZERO).days


def _month_day(day_number: int) -> str:
    day = date.fromordinal(_ZERO_ORDINAL + day_number)
    return f"{day.month:02}-{day.day:02}"
