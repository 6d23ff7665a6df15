"""The periods that a list can be narrowed to, by dispatch day in Beijing."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from app.base.clock import local_day
from app.rules.assessment import assessment_period


def named_periods(now: datetime) -> list[tuple[str, date | None, date | None]]:
    """Word, first day, last day; both days included, None for no limit."""
    today = local_day(now)
    begin, end = assessment_period(today)
    before, ended = assessment_period(begin - timedelta(days=1))
    return [
        ("不限", None, None),
        ("今天", today, today),
        ("昨天", today - timedelta(days=1), today - timedelta(days=1)),
        ("近 7 天", today - timedelta(days=6), today),
        ("本月", today.replace(day=1), today),
        ("本考核期", begin, end),
        ("上一考核期", before, ended),
    ]


def period_words(first: date | None, last: date | None) -> str:
    """A period as a button shows it, empty when it is not limited."""
    if first is None and last is None:
        return ""
    if first == last and first is not None:
        return f"{first:%m-%d}"
    return f"{first:%m-%d}—{last:%m-%d}" if first and last else f"{first:%m-%d} 起" if first else f"至 {last:%m-%d}"
