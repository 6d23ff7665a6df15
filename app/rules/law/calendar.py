"""Which days are worked: weekends, public holidays and make-up days (调休), year by year, as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from app.base.errors import Refused
from app.base.resources import resource, resource_toml

_ONE_DAY = timedelta(days=1)
_SATURDAY, _DECEMBER, _LONGEST = 5, 12, 15
WEEKDAYS = "一二三四五六日"


class CalendarEnds(Refused, ValueError):
    """Working days were requested in a year whose holidays are unknown; they are never guessed."""

    def __init__(self, year: int) -> None:
        super().__init__(f"没有 {year} 年的放假调休安排，无法计算工作日", hint=f"请先导入 {year} 年节假日表")
        self.year = year


class BadCalendar(Refused, ValueError):
    """A year's table with an error; `place` names the holiday or line."""

    def __init__(self, message: str, *, place: str = "", hint: str = "") -> None:
        super().__init__(message, field="calendar", hint=hint)
        self.place = place


@dataclass(frozen=True, slots=True)
class YearTable:
    """One year's holidays and the weekend days that are worked instead, each with the name of its holiday."""

    year: int
    holidays: frozenset[date]
    workdays: frozenset[date]
    names: Mapping[date, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The known years. Days of any other year are refused, never guessed."""

    years: Mapping[int, YearTable]
    _found: dict[tuple[date, int], date] = field(default_factory=dict, init=False, repr=False, compare=False)

    def knows(self, year: int) -> bool:
        """Whether the year's holidays are known."""
        return year in self.years

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on `day`.

        Raises:
            CalendarEnds: the year is not in the table.

        """
        if day.year not in self.years:
            raise CalendarEnds(day.year)
        for table in self._tables(day):
            if day in table.workdays:
                return True
            if day in table.holidays:
                return False
        return day.weekday() < _SATURDAY

    def name_of(self, day: date) -> str:
        """The name of the holiday that `day` belongs to or makes up for; empty on plain days and in unknown years."""
        return next((table.names[day] for table in self._tables(day) if day in table.names), "")

    def is_make_up(self, day: date) -> bool:
        """Whether a weekend day is worked in exchange for a holiday (调休)."""
        return any(day in table.workdays for table in self._tables(day))

    def _tables(self, day: date) -> Iterator[YearTable]:
        """The tables that may speak of a day: the next year's New Year can reach back into December."""
        for year in (day.year + 1, day.year) if day.month == _DECEMBER else (day.year,):
            if year in self.years:
                yield self.years[year]

    def add_working_days(self, day: date, n: int) -> date:
        """The `n`-th working day after `day`; `day` itself is not counted, and n = 0 returns it.

        Raises:
            CalendarEnds: the count leaves the known years.
            ValueError: `n` is negative.

        """
        if n < 0:
            raise ValueError("n must not be negative")
        known = self._found.get((day, n))
        if known is None:
            known = self._found[day, n] = self._count(day, n)
        return known

    def _count(self, day: date, n: int) -> date:
        while n:
            day += _ONE_DAY
            n -= self.is_working_day(day)
        return day


def read_year(data: Mapping[str, Any]) -> YearTable:
    """A year's table from its file form: `year`, and per `holiday` a `name`, `first`, `last` and make-up `work` days.

    The New Year may begin in the last days of the year before, as some notices have it.

    Raises:
        BadCalendar: a day lies outside the year or is no date, a holiday ends before it begins, two holidays share a
            day, or a make-up day is no free weekend day; the message names it.

    """
    year, entries = data.get("year"), data.get("holiday", [])
    if isinstance(year, bool) or not isinstance(year, int) or not 2000 <= year <= 2100:
        raise BadCalendar(f"年份不对：{year}", place="year")
    if not isinstance(entries, list):
        raise BadCalendar("节日应写成 [[holiday]]", place="holiday")
    names: dict[date, str] = {}
    free, worked = set[date](), set[date]()
    for entry in entries:
        name, days, work = _holiday(entry)
        for day in (*days, *work):
            _check_day(day, year, name)
            if day in names:
                raise BadCalendar(f"{name}：{day} 已属于{names[day]}", place=name)
            names[day] = name
        free.update(days)
        worked.update(work)
        for day in work:
            if day.weekday() < _SATURDAY:
                raise BadCalendar(f"{name}：{day} 是周{WEEKDAYS[day.weekday()]}，不是可以补班的周末", place=name)
    return YearTable(year, frozenset(free), frozenset(worked), names)


def _holiday(entry: object) -> tuple[str, list[date], list[date]]:
    if not isinstance(entry, Mapping):
        raise BadCalendar("节日应写成 [[holiday]]", place="holiday")
    name = str(entry.get("name", "")) or "节假日"
    first, last, work = entry.get("first"), entry.get("last"), entry.get("work", [])
    if not isinstance(work, list):
        raise BadCalendar(f"{name}：补班的日期应写成列表", place=name)
    for day in (first, last, *work):
        if not isinstance(day, date) or isinstance(day, datetime):
            raise BadCalendar(f"{name}：“{day}”不是日期", place=name)
    return name, list(_days(name, entry["first"], entry["last"])), list(work)


def _check_day(day: date, year: int, name: str) -> None:
    if day.year != year and (day.year, day.month) != (year - 1, _DECEMBER):
        raise BadCalendar(f"{name}：{day} 不在 {year} 年内", place=name)


def missing_year(calendar: Calendar, today: date) -> int | None:
    """The year whose table must be entered now: this one, or from 1 December the next; None when all are known."""
    if not calendar.knows(today.year):
        return today.year
    return today.year + 1 if today.month == _DECEMBER and not calendar.knows(today.year + 1) else None


def calendar_of(tables: Iterable[YearTable]) -> Calendar:
    """A calendar of these years; a later table of the same year replaces the earlier."""
    return Calendar({table.year: table for table in tables})


@cache
def load_calendar() -> Calendar:
    """The calendar that ships with the product, read once."""
    files = sorted(resource("calendar").glob("*.toml"))
    return calendar_of(read_year(resource_toml("calendar", path.name)) for path in files)


def _days(name: str, first: date, last: date) -> Iterator[date]:
    if last < first:
        raise BadCalendar(f"{name}：结束日 {last} 早于开始日 {first}", place=name)
    if (last - first).days >= _LONGEST:
        raise BadCalendar(f"{name}：{first} 至 {last} 超过 {_LONGEST} 天，请核对", place=name)
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def form_of(table: YearTable) -> dict[str, Any]:
    """The file form of a year's table; `read_year` reads it back as the same days and names."""
    stretches: list[dict[str, Any]] = []
    for day in sorted(table.holidays):
        name = table.names.get(day, "节假日")
        last = stretches[-1] if stretches else None
        if last is not None and last["name"] == name and last["last"] + _ONE_DAY == day:
            last["last"] = day
        else:
            stretches.append({"name": name, "first": day, "last": day})
    for stretch in stretches:
        same = [day for day in sorted(table.workdays) if table.names.get(day, "节假日") == stretch["name"]]
        if same and not any(other.get("work") == same for other in stretches):
            stretch["work"] = same
    return {"year": table.year, "holiday": stretches}
