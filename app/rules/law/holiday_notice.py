"""Reads a pasted notice of the State Council on a year's holidays; an inconsistent notice is refused at its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.rules.law.calendar import WEEKDAYS, BadCalendar, YearTable, form_of, read_year

# Statutory days by the regulation in force since 2025; weekdays off less make-up days come to as many.
_STATUTORY = {"元旦": 1, "春节": 4, "清明节": 1, "劳动节": 2, "端午节": 1, "中秋节": 1, "国庆节": 3}
_SINCE = 2025
_SATURDAY, _FRIDAY, _MONDAY = 5, 4, 0
_YEAR = re.compile(r"(?:关于|现将)(20\d\d)年")
_HEAD = re.compile(r"[一二三四五六七八九十]{1,2}[、.]([^。:、和]{2,4}(?:[、和][^。:、和]{2,4}){0,8}):")
_DAY = re.compile(r"(?:(20\d\d)年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^)]{0,20})\))?")
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")
_TOTAL = re.compile(r"(?:共|放假)(\d{1,2})天")
_ONE_DAY = timedelta(days=1)
_NUMERALS = ("零", *"一二三四五六七八九十", *(f"十{digit}" for digit in "一二三四五六七八九"))


@dataclass(frozen=True, slots=True)
class Holiday:
    """One holiday of the notice: from its first day to its last, and the weekend days worked for it."""

    name: str
    first: date
    last: date
    work: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class HolidayNotice:
    """A notice as it was understood; `doubts` are sentences for the person to check before saving."""

    year: int
    holidays: tuple[Holiday, ...]
    doubts: tuple[str, ...]

    def form(self) -> dict[str, Any]:
        """The year's table in its file form, as `read_year` takes it."""
        return {"year": self.year, "holiday": [_holiday_form(holiday) for holiday in self.holidays]}


def read_notice(text: str) -> HolidayNotice:
    """A year's holidays from the text of the notice, however its signs and blanks were pasted.

    Raises:
        BadCalendar: no year or no holiday is found, a weekday or a number of days does not agree with the dates, a
            make-up day is no free weekend day, or one of the seven holidays is missing; the message names the place.

    """
    packed = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).replace("〇", "0")
    found = _YEAR.search(packed) or re.search(r"(20\d\d)年", packed)
    if found is None:
        raise BadCalendar("没有找到年份", place="标题", hint="请连同标题“关于 20XX 年部分节假日安排的通知”一起粘贴")
    year = int(found[1])
    holidays = tuple(_holiday(name, body, year) for name, body in _items(packed))
    if not holidays:
        raise BadCalendar("没有找到任何节日", place="正文", hint="请粘贴“一、元旦：1月1日……”起的正文")
    missing = [name for name in _STATUTORY if not any(name in holiday.name for holiday in holidays)]
    if missing:
        raise BadCalendar(f"缺少{'、'.join(missing)}", place="正文", hint="请粘贴通知的全部正文")
    notice = HolidayNotice(year, holidays, tuple(_doubts(year, holidays)))
    read_year(notice.form())
    return notice


def _items(text: str) -> Iterator[tuple[str, str]]:
    heads = list(_HEAD.finditer(text))
    for place, head in enumerate(heads):
        end = heads[place + 1].start() if place + 1 < len(heads) else len(text)
        yield head[1], text[head.end() : end]


def _holiday(name: str, body: str, year: int) -> Holiday:
    sentences = [sentence for sentence in re.split(r"[。;]", body) if sentence]
    free = next((sentence for sentence in sentences if "放假" in sentence), None)
    if free is None:
        raise BadCalendar(f"{name}：没有找到“放假”的日期", place=name)
    dates = free[: free.index("放假")]
    days = _days(name, dates, year)
    if not 1 <= len(days) <= 2 or (len(days) == 2 and not re.search("[至到—-]", dates)):
        raise BadCalendar(f"{name}：无法识别放假日期“{dates}”", place=name, hint="应为“1月1日（周四）至3日（周六）”")
    first, last = days[0], days[-1]
    _check_total(name, free, first, last)
    work = [day for sentence in sentences if sentence.endswith("上班") for day in _days(name, sentence, year)]
    return Holiday(name, first, last, tuple(sorted(work)))


def _days(name: str, text: str, year: int) -> list[date]:
    """The dates of a sentence; year and month go on where they are left out, weekdays are compared."""
    days: list[date] = []
    for found in _DAY.finditer(text):
        before = days[-1] if days else None
        # After a day of the old year's December, a month without a year is one of the new year.
        goes_on = before is not None and not found[2]
        in_year = int(found[1]) if found[1] else before.year if before is not None and goes_on else year
        if not found[2] and before is None:
            raise BadCalendar(f"{name}：“{found[0]}”没有写月份", place=name)
        month = int(found[2]) if found[2] else before.month if before else 0
        try:
            day = date(in_year, month, int(found[3]))
        except ValueError:
            raise BadCalendar(f"{name}：没有“{found[0]}”这一天", place=name) from None
        weekday = _WEEKDAY.search(found[4] or "")
        if weekday is not None and WEEKDAYS[day.weekday()] != weekday[1].replace("天", "日"):
            right = f"{day} 是周{WEEKDAYS[day.weekday()]}"
            raise BadCalendar(f"{name}：“{found[0]}”的星期不对，{right}", place=name, hint="请核对年份和日期")
        days.append(day)
    return days


def _check_total(name: str, free: str, first: date, last: date) -> None:
    count = (last - first).days + 1
    if count < 1:
        raise BadCalendar(f"{name}：结束日 {last} 早于开始日 {first}", place=name)
    total = _TOTAL.search(free)
    if total is not None and int(total[1]) != count:
        raise BadCalendar(f"{name}：写着共 {total[1]} 天，{first:%m-%d} 至 {last:%m-%d} 是 {count} 天", place=name)
    if "与周末连休" in free and first.weekday() != _MONDAY and last.weekday() != _FRIDAY:
        raise BadCalendar(f"{name}：写着与周末连休，{first:%m-%d} 至 {last:%m-%d} 不与周末相连", place=name)


def _doubts(year: int, holidays: tuple[Holiday, ...]) -> Iterator[str]:
    if year < _SINCE:
        return
    for holiday in holidays:
        days = [holiday.first + n * _ONE_DAY for n in range((holiday.last - holiday.first).days + 1)]
        off = sum(day.weekday() < _SATURDAY for day in days) - len(holiday.work)
        wanted = sum(count for name, count in _STATUTORY.items() if name in holiday.name)
        if off != wanted:
            sums = f"放假占用 {off + len(holiday.work)} 个工作日、补班 {len(holiday.work)} 天"
            yield f"{holiday.name}：{sums}，与法定 {wanted} 天对不上，请核对有没有漏粘补班日"


def _holiday_form(holiday: Holiday) -> dict[str, Any]:
    form: dict[str, Any] = {"name": holiday.name, "first": holiday.first, "last": holiday.last}
    return {**form, "work": list(holiday.work)} if holiday.work else form


def notice_text(table: YearTable) -> str:
    """A year's table in the words of a notice: `read_notice` reads it back as the same days."""
    lines = [f"关于{table.year}年部分节假日安排"]
    for place, holiday in enumerate(_holidays(table), start=1):
        first, last = holiday.first, holiday.last
        days = (last - first).days + 1
        span = _day_words(first, table.year) + (f"至{_day_words(last, table.year)}" if last != first else "")
        work = f"{'、'.join(_day_words(day, table.year) for day in holiday.work)}上班。" if holiday.work else ""
        lines.append(f"{_NUMERALS[place]}、{holiday.name}：{span}放假，共{days}天。{work}")
    return "\n".join(lines)


def holidays_of(table: YearTable) -> tuple[Holiday, ...]:
    """A year's holidays in order, as a person reads them."""
    return tuple(_holidays(table))


def _holidays(table: YearTable) -> Iterator[Holiday]:
    for entry in form_of(table)["holiday"]:
        yield Holiday(entry["name"], entry["first"], entry["last"], tuple(entry.get("work", ())))


def _day_words(day: date, year: int) -> str:
    in_year = "" if day.year == year else f"{day.year}年"
    return f"{in_year}{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"
