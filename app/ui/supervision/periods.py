"""The periods of the ledger in Beijing time: days, the shift on duty, the month, no limit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.base.clock import from_local, local_day, local_midnight, to_local

SHIFT_BEGINS, SHIFT_ENDS = time(8), time(20)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """From an instant up to but without another; None for no limit."""

    words: str
    start: datetime | None = None
    end: datetime | None = None


def days(words: str, first: date, last: date) -> Period:
    """Whole days, both included."""
    return Period(words, local_midnight(first), local_midnight(last + _DAY))


def shift(now: datetime) -> Period:
    """The shift on duty: 08:00–20:00, or 20:00–08:00 over midnight."""
    local = to_local(now)
    by_day = SHIFT_BEGINS <= local.time() < SHIFT_ENDS
    first = local.date() if local.time() >= SHIFT_BEGINS else local.date() - _DAY
    begin, end = (SHIFT_BEGINS, SHIFT_ENDS) if by_day else (SHIFT_ENDS, SHIFT_BEGINS)
    last = first if by_day else first + _DAY
    return Period("本班", from_local(datetime.combine(first, begin)), from_local(datetime.combine(last, end)))


def month(now: datetime) -> Period:
    """The calendar month."""
    first = local_day(now).replace(day=1)
    return days("本月", first, (first + timedelta(days=31)).replace(day=1) - _DAY)


def named_periods(now: datetime) -> tuple[Period, ...]:
    """The periods that are one click away."""
    today = local_day(now)
    return (
        days("今天", today, today),
        shift(now),
        days("昨天", today - _DAY, today - _DAY),
        days("明天", today + _DAY, today + _DAY),
        days("近 7 天", today - 6 * _DAY, today),
        days("今后 7 天", today, today + 6 * _DAY),
        month(now),
        Period("全部时间"),
    )
