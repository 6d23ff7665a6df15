"""From when a version of rules counts: a day and an hour of it in Beijing, 00:00 unless a person names another."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from app.base.clock import from_local
from app.rules.shared.folding import fold
from app.rules.shared.times import BadTime

MIDNIGHT = time()
_HOUR = re.compile(r"([0-9]{1,2})(?:[:点时.]([0-9]{1,2})?分?)?|([0-9]{2})([0-9]{2})")


def start_of(day: date, hour: time = MIDNIGHT) -> datetime:
    """The instant (aware, UTC) at which a version begins to count."""
    return from_local(datetime.combine(day, hour))


def start_words(day: date, hour: time = MIDNIGHT) -> str:
    """2026-11-24 18:00; at midnight the day alone."""
    return day.isoformat() if hour == MIDNIGHT else f"{day.isoformat()} {hour:%H:%M}"


def read_hour(text: str) -> time:
    """An hour as a person types it: 18, 18:00, 1800, 18点30分; midnight for an empty text.

    Raises:
        BadTime: not an hour of a day.

    """
    plain = fold(text)
    if not plain:
        return MIDNIGHT
    found = _HOUR.fullmatch(plain)
    hour, minute = (int(found[1] or found[3]), int(found[2] or found[4] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise BadTime(f"“{text.strip()}”不是几点几分，请写成 18:00")
    return time(hour, minute)
