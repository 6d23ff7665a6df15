"""Drafts of calls from a call list: reads the length of a call and finds the ticket it belongs to."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from app.rules.contact.dialled import is_on_ticket
from app.rules.contact.states import AttemptOutcome
from app.rules.shared.folding import says_nothing, squeeze

_CLOCK = re.compile(r"(?:([0-9]{1,3}):)?([0-9]{1,3}):([0-9]{1,2})(?:\.[0-9]+)?")
_WORDS = re.compile(
    r"(?:([0-9]+)(?:小时|时|H))?(?:([0-9]+)(?:分钟|分|MIN|M|'|′))?(?:([0-9]+)(?:\.[0-9]+)?(?:秒钟|秒|SEC|S|\"|″))?"
)
_BARE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
# No call lasts longer: a longer value has another unit or belongs to another column.
_LONGEST = 12 * 3600
_LONGEST_TEXT = 40


class BadDuration(ValueError):
    """The cell holds no length of a call; the message gives the reason, in Chinese."""


@dataclass(frozen=True, slots=True)
class CallDraft:
    """One call of a list; `number` is the ticket's number in the list, empty when the list has none."""

    sheet: str
    row: int
    number: str
    at: datetime
    phone: str
    outcome: AttemptOutcome
    seconds: int | None = None
    agent: str = ""
    raw: dict[str, str] = field(default_factory=dict)
    cells: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A ticket as a call may find it: its numbers and from when to when it was open (`until` None: still)."""

    ticket_id: int
    phones: tuple[str, ...]
    since: datetime
    until: datetime | None


def read_seconds(value: object, *, minutes: bool = False) -> int | None:
    """The length of a call in whole seconds: 65, 1:05, 00:01:05, 1分5秒, an Excel time; None for an empty cell.

    A bare number counts seconds, with `minutes` minutes.

    Raises:
        BadDuration: no length, below zero, or longer than twelve hours.

    """
    seconds = _seconds(value, minutes=minutes)
    if seconds is not None and not 0 <= seconds <= _LONGEST:
        raise BadDuration(f"时长“{str(value)[:20]}”不可信，请核对单位")
    return seconds


def _seconds(value: object, *, minutes: bool) -> int | None:
    if value is None or (isinstance(value, str) and says_nothing(value)):
        return None
    if isinstance(value, time):
        return value.hour * 3600 + value.minute * 60 + value.second
    if isinstance(value, timedelta):
        return round(value.total_seconds())
    if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
        return round(value * 60) if minutes else round(value)
    if isinstance(value, str):
        return _of_text(squeeze(value).upper(), minutes=minutes)
    raise BadDuration(f"“{str(value)[:20]}”不是通话时长，请写成秒数或 00:01:05")


def _of_text(text: str, *, minutes: bool) -> int:
    if len(text) > _LONGEST_TEXT:
        raise BadDuration(f"“{text[:20]}…”不是通话时长，请写成秒数或 00:01:05")
    if _BARE.fullmatch(text):
        return round(float(text) * (60 if minutes else 1))
    found = _CLOCK.fullmatch(text) or _WORDS.fullmatch(text)
    if found is None or not any(found.groups()):
        raise BadDuration(f"“{text[:20]}”不是通话时长，请写成秒数或 00:01:05")
    hours, whole, rest = (int(part or 0) for part in found.groups())
    return hours * 3600 + whole * 60 + rest


def open_then(lines: Sequence[Line], phone: str, at: datetime) -> list[Line]:
    """The tickets that bear the number and were open at the moment; one of them alone is the call's ticket."""
    return [
        line
        for line in lines
        if line.since <= at and (line.until is None or at <= line.until) and is_on_ticket(phone, line.phones)
    ]
