"""Calendar months: their first days, and a day so many months away."""

from __future__ import annotations

import calendar
from datetime import date


def month_start(year: int, month: int) -> date:
    """The first day of a month; month 0 is December of the year before, month 13 January of the next."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the last day of a shorter month stands for those it lacks."""
    first = month_start(day.year, day.month + months)
    return same_day_of_month(first.year, first.month, day.day)


def same_day_of_month(year: int, month: int, day: int) -> date:
    """A day of a month, or the month's last day when it has fewer."""
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
