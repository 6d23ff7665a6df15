"""The start and end of the periods that reports cover."""

from __future__ import annotations

from datetime import date, timedelta

from app.base.clock import local_midnight, to_local
from app.desk.figures.reads import Window

_NOON = timedelta(hours=12)


def day_window(day: date, mode: str) -> Window:
    """The window of a day's log: 00:00–24:00 ("midnight"), or 12:00 of the day before to 12:00 ("noon")."""
    start = local_midnight(day)
    if mode == "noon":
        return Window(start - _NOON, start + _NOON)
    return Window(start, start + timedelta(days=1))


def window_words(window: Window) -> str:
    """A period in words: its midnight at the end is the 24:00 of the last day."""
    return f"{to_local(window.start):%Y-%m-%d %H:%M} 至 {_end_words(window)}"


def _end_words(window: Window) -> str:
    end = to_local(window.end)
    if (end.hour, end.minute, end.second) == (0, 0, 0):
        return f"{end - timedelta(days=1):%Y-%m-%d} 24:00"
    return f"{end:%Y-%m-%d %H:%M}"
