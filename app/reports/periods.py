"""The start and end of the periods that reports cover."""

from __future__ import annotations

from datetime import date, timedelta

from app.base.clock import local_midnight
from app.desk.figures.reads import Window

_NOON = timedelta(hours=12)


def day_window(day: date, mode: str) -> Window:
    """The window of a day's log: 00:00–24:00 ("midnight"), or 12:00 of the day before to 12:00 ("noon")."""
    start = local_midnight(day)
    if mode == "noon":
        return Window(start - _NOON, start + _NOON)
    return Window(start, start + timedelta(days=1))
