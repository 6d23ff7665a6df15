"""Which days are worked: weekends, public holidays and make-up days (调休), year by year, as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from app.base.errors import Refused
from app.base.resources import resource, resource_toml

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


class CalendarEnds(Refused, ValueError):
    """Working days are asked for in a year whose holidays are not known; guessing them is refused."""

    def __init__(self, year: int) -> None:
        super().__init__(f"没有 {year} 年的放假调休安排，无法计算工作日", hint=f"请先导入 {year} 年节假日表")
        self.year = year


@dataclass(frozen=True, slots=True)
class YearTable:
    """One year's holidays and the weekend days that are worked instead."""

    year: int
    holidays: frozenset[date]
    workdays: frozenset[date]


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
        table = self.years.get(day.year)
        if table is None:
            raise CalendarEnds(day.year)
        return day in table.workdays or (day.weekday() < _SATURDAY and day not in table.holidays)

    def add_working_days(self, day: date, n: int) -> date:
        """The `n`-th working day after `day`; `day` itself is not counted, and n = 0 gives it back.

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
    """A year's table from its file form: `year`, and per `holiday` a `first`, a `last` and make-up `work` days.

    Raises:
        ValueError: a day lies outside the year, a holiday ends before it begins, or a make-up day is no
            weekend day.

    """
    year = int(data["year"])
    entries: list[Mapping[str, Any]] = data.get("holiday", [])
    holidays = frozenset(day for entry in entries for day in _days(entry["first"], entry["last"]))
    workdays = frozenset(day for entry in entries for day in entry.get("work", ()))
    for day in sorted(holidays | workdays):
        if day.year != year:
            raise ValueError(f"{day} 不在 {year} 年内")
    for day in sorted(workdays):
        if day.weekday() < _SATURDAY or day in holidays:
            raise ValueError(f"{day} 不是可以补班的周末")
    return YearTable(year, holidays, workdays)


def calendar_of(tables: Iterable[YearTable]) -> Calendar:
    """A calendar of these years; a later table of the same year replaces the earlier."""
    return Calendar({table.year: table for table in tables})


@cache
def load_calendar() -> Calendar:
    """The calendar that ships with the product, read once."""
    files = sorted(resource("calendar").glob("*.toml"))
    return calendar_of(read_year(resource_toml("calendar", path.name)) for path in files)


def _days(first: date, last: date) -> Iterable[date]:
    if last < first:
        raise ValueError(f"假期的结束日 {last} 早于开始日 {first}")
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
