"""The assessment period: from the 19th of one month to the 18th of the next, in Beijing."""

from __future__ import annotations

from datetime import date, timedelta

PERIOD_FIRST_DAY = 19
_ONE_DAY = timedelta(days=1)


def assessment_start(day: date) -> date:
    """The first day of the assessment period in which a day lies."""
    if day.day >= PERIOD_FIRST_DAY:
        return day.replace(day=PERIOD_FIRST_DAY)
    last_month = day.replace(day=1) - _ONE_DAY
    return last_month.replace(day=PERIOD_FIRST_DAY)


def assessment_period(day: date) -> tuple[date, date]:
    """First and last day, both included, of the assessment period in which a day lies."""
    first = assessment_start(day)
    return first, (first.replace(day=1) + timedelta(days=32)).replace(day=PERIOD_FIRST_DAY) - _ONE_DAY
