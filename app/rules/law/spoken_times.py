"""Finds the times that a text names (12月10日前, 三个工作日内, 本周五, 18:00后) and the instant each means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.base.clock import from_local, local_midnight, to_local
from app.rules.law.calendar import Calendar, CalendarEnds
from app.rules.shared.folding import half_width

_ONE_DAY = timedelta(days=1)
_DECEMBER, _NOON, _HOURS = 12, 12, 24
_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"两": 2, "零": 0}
_NUMERAL = r"(?:[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_NUMBER = rf"(?<![0-9一二两三四五六七八九十百千])(?:[0-9]{{1,3}}|{_NUMERAL})"
_HOUR = rf"(?:[0-2]?[0-9]|{_NUMERAL})"
_WEEKDAYS = {sign: place for place, sign in enumerate("一二三四五六日")} | {"天": 6, "末": 6}
_DAYS = {"今天": 0, "今日": 0, "今晚": 0, "明天": 1, "明日": 1, "明晚": 1, "后天": 2, "大后天": 3}
_PART = r"(?:上午|早上|早晨|中午|下午|傍晚|晚上|晚间|夜间|今晚|明晚)"
_TIME = re.compile(
    rf"\s{{0,8}}(?P<part>{_PART})?\s{{0,8}}(?:(?P<hour>{_HOUR})"
    r"(?:[:](?P<minute>[0-5][0-9])(?:[:][0-5][0-9])?|[点时](?!间|段|候|常|起|意|建|要|问|原|说|诉)(?P<half>半|(?P<minutes>[0-5]?[0-9])分?|整)?))"
)
_TAIL = re.compile(r"\s{0,8}(?P<tail>之前|以前|前|之内|以内|内|之后|以后|后|起)?")
_UNITS = r"个工作日|工作日|个自然日|自然日|日|天|个?小时|个?星期|周|个月"
_DAY = re.compile(
    r"(?:(?P<year>20[0-9]{2})年|(?P<near>今年|明年))?(?P<month>1[0-2]|0?[1-9])月(?P<day>[12][0-9]|3[01]|0?[1-9])[日号]"
    r"|(?P<iso>20[0-9]{2}[-/.][01]?[0-9][-/.][0-3]?[0-9])(?![0-9])"
    r"|(?P<named>大后天|今天|今日|今晚|明天|明日|明晚|后天)"
    r"|(?P<week>本周|这周|下下周|下周|(?<![一二三四五六七八九十两0-9个每])周|(?<![个每])星期|礼拜)"
    r"(?P<weekday>[一二三四五六日天末])(?![次家届年期])"
    r"|(?P<until>1[0-2]|0?[1-9])月[底末]"
    r"|(?P<end>本月底|本月末|下月底|下月末|月底|月末|年底|年末|年内|本月内|本周内)"
    rf"|(?P<count>{_NUMBER})(?P<unit>{_UNITS})(?=之内|以内|内|之后|以后|后)"
    rf"|(?P<bare>(?<![0-9一二两三四五六七八九十])(?={_PART}?\s{{0,8}}{_HOUR}(?:[:][0-5][0-9]|[点时](?!间|段|候|常|起|意|建|要|问|原|说|诉))))"
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """One time of a text: where it stands, its words, its instant.

    `exact` is whether an hour is named; without one the instant is the midnight that ends the day. `limit` is
    whether the words set an end (前, 内) or a beginning (后) and `span` whether they count from the moment of speaking.
    """

    start: int
    end: int
    words: str
    at: datetime
    exact: bool
    limit: bool
    span: bool = False

    @property
    def day(self) -> date:
        """The day in Beijing that the words mean."""
        return to_local(self.at - timedelta(seconds=0 if self.exact else 1)).date()


def spoken_times(text: str, now: datetime, calendar: Calendar) -> tuple[Spoken, ...]:
    """Every time the text names, in its order, none twice; days without a year are the nearest ones to `now`.

    A count of days starts after `now`'s day; working days follow the calendar, and skip weekends alone in a year
    whose holidays are not known. Words that name no real day (13月40日) are left out.
    """
    return tuple(_found(half_width(text), to_local(now), calendar))


def _found(text: str, now: datetime, calendar: Calendar) -> Iterator[Spoken]:
    place = 0
    while (match := _DAY.search(text, place)) is not None:
        spoken = _spoken(text, match, now, calendar)
        place = max(spoken.end if spoken is not None else match.end(), match.start() + 1)
        if spoken is not None:
            yield spoken


def _spoken(text: str, match: re.Match[str], now: datetime, calendar: Calendar) -> Spoken | None:
    start = match.start()
    if match["unit"] in {"小时", "个小时"}:
        at = now + timedelta(hours=number_of(match["count"]))
        end = _TAIL.match(text, match.end())
        return Spoken(start, _end(end, match), text[start : _end(end, match)], at, exact=True, limit=True, span=True)
    bare = match["bare"] is not None
    day = now.date() if bare else _day_of(match, now, calendar)
    clock = _TIME.match(text, match.end())
    wall = _wall(clock, match["named"] or "") if clock else None
    if day is None or (bare and wall is None):
        return None
    tail = _TAIL.match(text, clock.end() if clock and wall is not None else match.end())
    end_at = _end(tail, match)
    at = _instant(day, wall, now, bare=bare)
    limit = bool(tail and tail["tail"]) or match["unit"] is not None or bool(match["end"] or match["until"])
    words = text[start:end_at].strip()
    return Spoken(start, end_at, words, at, wall is not None, limit, match["unit"] is not None)


def _end(tail: re.Match[str] | None, match: re.Match[str]) -> int:
    return tail.end() if tail is not None else match.end()


def _instant(day: date, wall: time | None, now: datetime, *, bare: bool) -> datetime:
    if wall is None:
        return local_midnight(day + _ONE_DAY)
    at = from_local(datetime.combine(day, wall))
    return at + _ONE_DAY if bare and at < now else at


def _day_of(match: re.Match[str], now: datetime, calendar: Calendar) -> date | None:
    today = now.date()
    try:
        if match["month"]:
            return _nearest(match, today)
        if match["iso"]:
            return date(*(int(part) for part in re.split(r"[-/.]", match["iso"])))
    except ValueError:
        return None
    if match["named"]:
        return today + timedelta(days=_DAYS[match["named"]])
    if match["week"]:
        return _weekday(match["week"], match["weekday"], today)
    if match["until"]:
        ahead = (int(match["until"]) - today.month) % _DECEMBER
        return _month_end(today, ahead)
    if match["end"]:
        return _end_of(match["end"], today)
    return _after(number_of(match["count"]), match["unit"], today, calendar)


def _nearest(match: re.Match[str], today: date) -> date:
    """A month and a day; without a year those of the year nearest to today."""
    month, day = int(match["month"]), int(match["day"])
    if match["year"] or match["near"]:
        return date(int(match["year"] or today.year + (match["near"] == "明年")), month, day)
    if (month, day) == (2, 29):
        return date(today.year, month, day)
    return min((date(today.year + step, month, day) for step in (-1, 0, 1)), key=lambda near: abs(near - today))


def _weekday(week: str, sign: str, today: date) -> date:
    monday = today - timedelta(days=today.weekday())
    ahead = {"下周": 7, "下下周": 14}.get(week, 0)
    found = monday + timedelta(days=_WEEKDAYS[sign] + ahead)
    return found if found >= today or week in {"本周", "这周"} else found + timedelta(days=7)


def _end_of(words: str, today: date) -> date:
    if words.startswith("年"):
        return date(today.year, _DECEMBER, 31)
    if words == "本周内":
        return today + timedelta(days=6 - today.weekday())
    return _month_end(today, 1 if words.startswith("下月") else 0)


def _month_end(today: date, ahead: int) -> date:
    months = today.year * 12 + today.month + ahead
    return date(months // 12, months % 12 + 1, 1) - _ONE_DAY


def _after(count: int, unit: str, today: date, calendar: Calendar) -> date:
    if "工作日" in unit:
        return _working_day(today, count, calendar)
    if unit == "个月":
        months = today.year * 12 + today.month - 1 + count
        first = date(months // 12, months % 12 + 1, 1)
        last = _month_end(first, 0)
        return min(first.replace(day=min(today.day, last.day)), last)
    return today + timedelta(days=count * (7 if unit in {"周", "星期", "个星期"} else 1))


def _working_day(today: date, count: int, calendar: Calendar) -> date:
    try:
        return calendar.add_working_days(today, count)
    except CalendarEnds:
        while count:
            today += _ONE_DAY
            count -= today.weekday() < 5
        return today


def _wall(clock: re.Match[str], day_word: str) -> time | None:
    hour = number_of(clock["hour"])
    minute = 30 if clock["half"] == "半" else int(clock["minute"] or clock["minutes"] or 0)
    part = clock["part"] or ("晚上" if day_word.endswith("晚") else "")
    if part in {"下午", "傍晚", "晚上", "晚间", "夜间", "今晚", "明晚"} and hour < _NOON:
        hour += _NOON
    return time(hour, minute) if hour < _HOURS else None


def number_of(words: str) -> int:
    """A whole number below a thousand as digits or as Chinese numerals (三, 十五, 二十).

    Raises:
        ValueError: the words are no such number.

    """
    if words.isdecimal():
        return int(words)
    tens, ten, ones = words.rpartition("十")
    if ten:
        return (_digit(tens) if tens else 1) * 10 + (_digit(ones) if ones else 0)
    return _digit(words)


def _digit(sign: str) -> int:
    if sign not in _DIGITS:
        raise ValueError(sign)
    return _DIGITS[sign]
