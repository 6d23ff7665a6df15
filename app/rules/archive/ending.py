"""The end of the service: its day, and from when on it is said."""

from __future__ import annotations

from datetime import date

SAID_DAYS_AHEAD = 30


def days_left(end: date, today: date) -> int:
    """Days until the end; 0 on the last day, negative afterwards."""
    return (end - today).days


def is_said(end: date, today: date) -> bool:
    """Whether the end is near enough to be said, or past."""
    return days_left(end, today) <= SAID_DAYS_AHEAD


def end_words(end: date, today: date) -> str:
    """服务于 2027-01-31 终止，还有 12 天; 今天终止; 已终止 3 天."""
    left = days_left(end, today)
    if left > 0:
        return f"服务于 {end} 终止，还有 {left} 天"
    return f"服务于 {end} 终止，就是今天" if left == 0 else f"服务已于 {end} 终止，过去 {-left} 天"
