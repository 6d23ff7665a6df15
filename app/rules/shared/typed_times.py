"""Reads an hour as a person types it in a hurry: 1405, 14:05, 昨天 23:50, 明天 9:00, 11-24 9:00."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from app.base.clock import from_local, to_local
from app.rules.shared.folding import fold, plain_dashes
from app.rules.shared.times import BadTime, read_time

_DAYS = {"前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2}
_TYPED = re.compile(
    rf"(?:({'|'.join(_DAYS)})|(?:([0-9]{{1,2}})[-/.月]([0-9]{{1,2}})[日号]?))?\s*"
    r"([0-9]{1,2})(?:[:点时.]([0-9]{1,2})?分?|([0-9]{2}))"
)
_DIGITS = re.compile(r"([0-9]{1,2})([0-9]{2})")


def read_past(text: str, now: datetime) -> datetime | None:
    """The latest such hour that is not after `now`; None for an empty text.

    Raises:
        BadTime: not an hour.

    """
    return _read(text, now, ahead=False)


def read_ahead(text: str, now: datetime) -> datetime | None:
    """The next such hour after `now`; None for an empty text.

    Raises:
        BadTime: not an hour, or a day that is over.

    """
    at = _read(text, now, ahead=True)
    if at is not None and at <= now:
        raise BadTime(f"“{text.strip()}”已经过去")
    return at


def _read(text: str, now: datetime, *, ahead: bool) -> datetime | None:
    plain = plain_dashes(fold(text))
    if not plain:
        return None
    found = _DIGITS.fullmatch(plain) or _TYPED.fullmatch(plain)
    if found is None:
        return read_time(plain, now=now)
    today = to_local(now).date()
    if found.re is _DIGITS:
        return _nearest(None, _clock(found[1], found[2], text), now, ahead=ahead)
    word, month, day, hour, minute, joined = found.groups()
    wall = _clock(hour, minute or joined or "0", text)
    if word:
        return _at(today + timedelta(days=_DAYS[word]), wall)
    return _nearest(_day(today, month, day, text) if month else None, wall, now, ahead=ahead)


def _nearest(day: date | None, wall: time, now: datetime, *, ahead: bool) -> datetime:
    if day is not None:
        return _at(day, wall)
    today = to_local(now).date()
    at = _at(today, wall)
    if ahead and at <= now:
        return _at(today + timedelta(days=1), wall)
    return _at(today - timedelta(days=1), wall) if not ahead and at > now else at


def _at(day: date, wall: time) -> datetime:
    return from_local(datetime.combine(day, wall))


def _clock(hour: str, minute: str, text: str) -> time:
    try:
        return time(int(hour), int(minute))
    except ValueError:
        raise BadTime(f"没有“{text.strip()}”这个钟点，请写成 14:05") from None


def _day(today: date, month: str, day: str, text: str) -> date:
    try:
        return today.replace(month=int(month), day=int(day))
    except ValueError:
        raise BadTime(f"没有“{text.strip()}”这一天，请写成 11-24 14:05") from None
