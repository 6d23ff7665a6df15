"""Reads every way a file writes a time, as an instant in UTC; a time without a zone is Beijing time."""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, time, timedelta

from app.base.clock import SHANGHAI, local_day
from app.rules.shared.folding import fold, plain_dashes, says_nothing

FIRST_YEAR = 2000
YEARS_AHEAD = 20
FIRST_NUMBER_YEAR = 2015

_AHEAD_OF_UTC = timedelta(hours=8)
# One instant in both time scales: adding a difference is ten times faster than changing a datetime's zone.
_WALL_ORIGIN = datetime(2000, 1, 1, 8)  # noqa: DTZ001  Beijing wall time
_INSTANT_ORIGIN = datetime(2000, 1, 1, tzinfo=UTC)
_SERIAL_ORIGIN = datetime(1899, 12, 30)  # noqa: DTZ001  day 0 of the 1900 system, wall time
_SERIAL_END = 100_000
_LAST_READABLE_YEAR = 2999
_LONGEST_TEXT = 80

_NEVER = re.compile(r"[0.:/\-\sT]*0{4}[-/.]0{1,2}[-/.]0{1,2}[0.:\sTZ]*")
_WEEKDAY = re.compile(r"[(（\[【]?\s*(?:星期|礼拜|周)[一二三四五六日天]\s*[)）\]】]?[,，]?")
_DIGITS = re.compile(r"([0-9]+)(?:\.0+)?")
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_BEFORE_NOON = "上午|早上|早晨|凌晨|清晨|AM"
_AFTER_NOON = "下午|傍晚|PM"
_WRITTEN = re.compile(
    r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*([日号]?)"
    r"(?:(?:(?<=[日号])|\s*T|\s+|(?=[上下中早凌清傍晚夜]))\s*"
    rf"({_BEFORE_NOON}|{_AFTER_NOON}|中午|晚上|夜间|夜里)?\s*"
    r"([0-9]{1,2})\s*(?:[:点时時]\s*(?:(半|整)|([0-9]{1,2})\s*(?:[:分]\s*"
    r"(?:([0-9]{1,2})(?:[.,:]([0-9]{1,9}))?\s*秒?)?)?)?)"
    r"\s*(AM|PM)?\s*(Z|UTC|GMT|[+-][0-9]{1,2}(?::?[0-9]{2})?)?)?"
)
_RUN_DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?=[ T])")
# As Java, C and mail programs print a time: Thu Nov 26 09:05:00 CST 2026, Thu, 26 Nov 2026 09:05:00 +0800.
_MONTHS = dict(
    zip(("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"), range(1, 13), strict=True)
)
_MONTH = "|".join(_MONTHS)
_CLOCK_PRINTED = r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?\s*(AM|PM)?"
_ZONE = r"(?:\s+(CST|GMT|UTC|Z|(?:GMT|UTC)?[+-][0-9]{1,2}:?[0-9]{2}))?(?:\s*\([^)]*\))?"
_PRINTED = (
    re.compile(
        rf"(?:(?:MON|TUE|WED|THU|FRI|SAT|SUN)[A-Z]*,?\s+)?(?P<month>{_MONTH})[A-Z]*\.?\s+(?P<day>[0-9]{{1,2}}),?\s+"
        rf"(?P<early>[0-9]{{4}}\s+)?{_CLOCK_PRINTED}{_ZONE}(?:\s+(?P<year>[0-9]{{4}}))?"
    ),
    re.compile(
        rf"(?:(?:MON|TUE|WED|THU|FRI|SAT|SUN)[A-Z]*,?\s+)?(?P<day>[0-9]{{1,2}})[\s-](?P<month>{_MONTH})[A-Z]*[\s,-]+"
        rf"(?P<year>[0-9]{{4}})(?P<early>)\s+{_CLOCK_PRINTED}{_ZONE}"
    ),
)
# Where hour, minute, second, part of the day and zone stand among the groups.
_CLOCK_GROUPS = {_PRINTED[0]: slice(3, 8), _PRINTED[1]: slice(4, 9)}
_IN_NUMBER = re.compile(r"(?<![0-9])(20[0-9]{2})([-/]?)([01][0-9])\2([0-3][0-9])")
_SHORT_IN_NUMBER = re.compile(r"(?<![0-9])([0-9]{2})([01][0-9])([0-3][0-9])(?=[^0-9]+[0-9])")

_HINT = "请改成 2026-11-03 15:04:05 这样的写法"


class BadTime(ValueError):
    """The cell holds no time that this desk can store; the message gives the reason, in Chinese."""


def read_time(value: object, *, now: datetime) -> datetime | None:
    """The instant a cell names, aware, in UTC; None when the cell is empty or holds 无, —, null, 0000-00-00.

    Wall times are Beijing time; a date alone is its midnight; `24:00` is the midnight that ends the day.
    Numbers are Excel serials of the 1900 system (to the second) or 14, 12 or 8 digits.

    Raises:
        BadTime: not a time, no such day or hour, before the year 2000 or more than 20 years after `now`.

    """
    if type(value) is str:
        if len(value) == 19 and value[4:14:3] == "-- :":
            try:
                wall = datetime.fromisoformat(value)
            except ValueError:
                return _read_text(value, now)
            return _checked(wall, now, value)
        return _read_text(value, now)
    if isinstance(value, datetime):
        return _checked(value if value.tzinfo is None else _wall_of(value), now, value)
    return _read_other(value, now)


def number_date(number: str, *, now: datetime) -> date | None:
    """The day written inside a ticket number, when it is plausible: from 2015 to the day after `now`.

    Reads `20261118…` at the start of a run of digits, and `250329` standing alone before a serial
    (`热线-250329-022222`); anything else is None, never a guess.
    """
    text = plain_dashes(fold(number))
    last = local_day(now) + timedelta(days=1)
    for found in _IN_NUMBER.finditer(text):
        day = _day(int(found[1]), int(found[3]), int(found[4]))
        if day is not None and day.year >= FIRST_NUMBER_YEAR and day <= last:
            return day
    for found in _SHORT_IN_NUMBER.finditer(text):
        day = _day(2000 + int(found[1]), int(found[2]), int(found[3]))
        if day is not None and day.year >= FIRST_NUMBER_YEAR and day <= last:
            return day
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _checked(wall: datetime, now: datetime, shown: object) -> datetime:
    """The Beijing wall time as an instant, if its year can be believed."""
    if not FIRST_YEAR <= wall.year < now.year + YEARS_AHEAD:
        _check_far(wall, now, shown)
    return _INSTANT_ORIGIN + (wall - _WALL_ORIGIN)


def _wall_of(at: datetime) -> datetime:
    try:
        return at.astimezone(SHANGHAI).replace(tzinfo=None)
    except OverflowError:
        return at.replace(tzinfo=None)  # year 1 or 9999, refused for its year right after


def _check_far(wall: datetime, now: datetime, shown: object) -> None:
    if wall.year < FIRST_YEAR:
        raise BadTime(f"“{_clip(shown)}”早于 {FIRST_YEAR} 年，请核对年份")
    local_now = now.astimezone(SHANGHAI)
    if (wall.year - YEARS_AHEAD, *_within_year(wall)) > (local_now.year, *_within_year(local_now)):
        raise BadTime(f"“{_clip(shown)}”晚于 {YEARS_AHEAD} 年以后，请核对年份")


def _within_year(at: datetime) -> tuple[int, ...]:
    return at.timetuple()[1:6]


def _read_other(value: object, now: datetime) -> datetime | None:
    if value is None:
        return None
    if isinstance(value, date):
        return _checked(datetime(value.year, value.month, value.day), now, value)  # noqa: DTZ001  wall time
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _read_number(value, now)
    if isinstance(value, str):
        return _read_text(str(value), now)
    if isinstance(value, (time, timedelta)):
        raise BadTime(f"“{_clip(value)}”只有钟点，没有日期；{_HINT}")
    raise BadTime(f"“{_clip(value)}”不是时间；{_HINT}")


def _read_number(value: int | float, now: datetime) -> datetime:
    if not math.isfinite(value) or value < 1:
        raise BadTime(f"“{_clip(value)}”没有日期，不是时间；{_HINT}")
    if value < _SERIAL_END:
        return _checked(_from_serial(float(value)), now, value)
    if value == int(value):
        return _checked(_from_digits(str(int(value)), value), now, value)
    raise BadTime(f"“{_clip(value)}”不是时间；{_HINT}")


def _from_serial(serial: float) -> datetime:
    return _SERIAL_ORIGIN + timedelta(seconds=round(serial * 86_400))


def _from_digits(digits: str, shown: object) -> datetime:
    if len(digits) not in (8, 12, 14):
        raise BadTime(f"“{_clip(shown)}”不是时间：连写数字应为 8、12 或 14 位；{_HINT}")
    parts = [int(digits[:4]), *(int(digits[at : at + 2]) for at in range(4, len(digits), 2))]
    return _wall(parts, 0, shown)


def _wall(parts: list[int], microsecond: int, shown: object) -> datetime:
    """The wall time of year, month, day and up to hour, minute, second; 24:00 ends the day."""
    year, month, day, hour, minute, second = (*parts, 0, 0, 0)[:6]
    if not FIRST_YEAR - 1 <= year <= _LAST_READABLE_YEAR:
        raise BadTime(f"“{_clip(shown)}”的年份 {year:04d} 不可信，请核对年份")
    ends_day = hour == 24 and minute == second == microsecond == 0
    try:
        wall = datetime(year, month, day, 0 if ends_day else hour, minute, second, microsecond)  # noqa: DTZ001
    except ValueError:
        raise BadTime(f"“{_clip(shown)}”里没有这一天或这一刻，请核对") from None
    return wall + timedelta(days=1) if ends_day else wall


def _read_text(raw: str, now: datetime) -> datetime | None:
    text = plain_dashes(fold(raw)).replace("∶", ":").lstrip("'‘’").upper()
    if says_nothing(text):
        return None
    if len(text) > _LONGEST_TEXT:
        raise BadTime(f"“{_clip(raw)}”是一段文字，不是时间；{_HINT}")
    if _NEVER.fullmatch(text):
        return None
    if not text.isascii():
        text = _WEEKDAY.sub(" ", text).strip()
    if _SERIAL.fullmatch(text):
        return _checked(_from_serial(float(text)), now, raw)
    if digits := _DIGITS.fullmatch(text):
        return _checked(_from_digits(digits[1], raw), now, raw)
    if (printed := _printed(text)) is not None:
        return _checked(_from_printed(printed, raw), now, raw)
    text = _RUN_DATE.sub(r"\1-\2-\3", text, count=1)
    found = _WRITTEN.fullmatch(text) or _WRITTEN.fullmatch(re.sub(r"(?<=[0-9])\.0+$", "", text))
    if found is None:
        raise BadTime(f"“{_clip(raw)}”无法识别为时间；{_HINT}")
    return _checked(_from_match(found, raw), now, raw)


def _from_match(found: re.Match[str], raw: str) -> datetime:
    parts = [int(found[1]), int(found[2]), int(found[3])]
    if found[6] is None:
        return _wall(parts, 0, raw)
    minute = 30 if found[7] == "半" else int(found[8] or 0)
    hour = _hour(int(found[6]), found[5] or found[11] or "", raw)
    wall = _wall([*parts, hour, minute, int(found[9] or 0)], int((found[10] or "0").ljust(6, "0")[:6]), raw)
    return wall if found[12] is None else wall - _offset(found[12], raw) + _AHEAD_OF_UTC


def _printed(text: str) -> re.Match[str] | None:
    return next((found for pattern in _PRINTED if (found := pattern.fullmatch(text))), None)


def _from_printed(found: re.Match[str], raw: str) -> datetime:
    """The wall time of a time with an English month; CST is China's."""
    groups = list(found.groups())
    year = (found["year"] or found["early"] or "").strip()
    if not year:
        raise BadTime(f"“{_clip(raw)}”没有年份；{_HINT}")
    hour, minute, second, part, zone = groups[_CLOCK_GROUPS[found.re]]
    moment = [int(year), _MONTHS[found["month"]], int(found["day"]), _hour(int(hour), part or "", raw), int(minute)]
    wall = _wall([*moment, int(second or 0)], 0, raw)
    if zone in (None, "CST"):
        return wall
    return wall - _offset(zone[3:] or zone if zone[:3] in ("GMT", "UTC") else zone, raw) + _AHEAD_OF_UTC


def _hour(hour: int, part: str, raw: str) -> int:
    """The hour from 0 to 23, by its part of the day (上午12时 is 0, as Windows writes it)."""
    if not part or (hour > 12 and re.fullmatch(f"{_AFTER_NOON}|晚上|夜间|夜里", part)):
        return hour
    if re.fullmatch(_BEFORE_NOON, part) and hour <= 12:
        return hour % 12
    if re.fullmatch(_AFTER_NOON, part):
        return hour % 12 + 12
    if part == "中午" and hour in (11, 12, 1, 2):
        return hour if hour > 10 else hour + 12
    if part in ("晚上", "夜间", "夜里") and 5 <= hour <= 12:
        return hour + 12
    raise BadTime(f"“{_clip(raw)}”的钟点与“{part}”不符，请核对")


def _offset(zone: str, raw: str) -> timedelta:
    if zone in ("Z", "UTC", "GMT"):
        return timedelta(0)
    hours, minutes = re.fullmatch(r"[+-]([0-9]{1,2}):?([0-9]{2})?", zone).groups()  # type: ignore[union-attr]
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if offset > timedelta(hours=14):
        raise BadTime(f"“{_clip(raw)}”的时区不对，请核对")
    return -offset if zone.startswith("-") else offset


def _clip(value: object) -> str:
    text = str(value)
    return text if len(text) <= 30 else text[:30] + "…"
