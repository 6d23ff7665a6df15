"""When a task rings: the day before, two hours before, and when it is due."""

from __future__ import annotations

from datetime import datetime, timedelta

# The names of the slots with how long before the due time each lies.
_STEPS = (("-1440min", timedelta(days=1)), ("-120min", timedelta(hours=2)), ("end", timedelta()))


def slots_of(due_at: datetime, *, after: datetime) -> tuple[tuple[str, datetime], ...]:
    """The slots of a task by time, those before `after` left out but for the last: (name, moment)."""
    found = [(name, due_at - before) for name, before in _STEPS]
    return tuple(one for one in found if one[1] > after) or (found[-1],)
