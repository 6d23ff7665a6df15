"""The periods that a list can be narrowed to, by dispatch day in Beijing."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from app.base.clock import local_day

# The assessment period runs from the 19th of one month to the 18th of the next.
PERIOD_FIRST_DAY = 19


def named_periods(now: datetime) -> list[tuple[str, date | None, date | None]]:
    """Word, first day, last day; both days included, None for no limit."""
    today = local_day(now)
    begin = assessment_start(today)
    return [
        ("不限", None, None),
        ("今天", today, today),
        ("昨天", today - timedelta(days=1), today - timedelta(days=1)),
        ("近 7 天", today - timedelta(days=6), today),
        ("本月", today.replace(day=1), today),
        ("本考核期", begin, _next_month(begin) - timedelta(days=1)),
        ("上一考核期", assessment_start(begin - timedelta(days=1)), begin - timedelta(days=1)),
    ]


def assessment_start(day: date) -> date:
    """The first day of the assessment period in which a day lies."""
    if day.day >= PERIOD_FIRST_DAY:
        return day.replace(day=PERIOD_FIRST_DAY)
    last_month = day.replace(day=1) - timedelta(days=1)
    return last_month.replace(day=PERIOD_FIRST_DAY)


def period_words(first: date | None, last: date | None) -> str:
    """A period as a button shows it, empty when it is not limited."""
    if first is None and last is None:
        return ""
    if first == last and first is not None:
        return f"{first:%m-%d}"
    return f"{first:%m-%d}—{last:%m-%d}" if first and last else f"{first:%m-%d} 起" if first else f"至 {last:%m-%d}"


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=day.day)
