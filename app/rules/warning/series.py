"""Series of daily counts from a table: the first column is the day, every other one a series."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.base.clock import to_local
from app.base.errors import Refused
from app.rules.law.calendar import Calendar
from app.rules.shared.times import BadTime, read_time
from app.rules.warning.cusum import judge_together
from app.rules.warning.detectors import MIN_SIGMA, Judged, Method, judge

_ONE_DAY = timedelta(days=1)
_DAY_NAMES = ("日期", "date")
_LONGEST = 20_000
_MOST = 1e12


class BadSeries(Refused):
    """A table that is no series; `row` and `column` count from 1 as a spreadsheet shows them."""

    def __init__(self, message: str, *, row: int = 0, column: int = 0, hint: str = "") -> None:
        place = f"第 {row} 行" + (f"第 {column} 列" if column else "") + "：" if row else ""
        super().__init__(f"{place}{message}", field="series", hint=hint)
        self.row, self.column = row, column


@dataclass(frozen=True, slots=True)
class DailyCounts:
    """The days of a table in its order, and for each series the counts of those days; None where a cell is blank."""

    days: tuple[date, ...]
    counts: Mapping[str, tuple[float | None, ...]]


def read_series(rows: Sequence[Sequence[str]], *, now: datetime) -> DailyCounts:
    """The series of a table with a head row; blank rows are left out.

    Raises:
        BadSeries: no head row, a day that is none or stands twice, a count that is no number of at least 0, or days
            that span more than 20,000.

    """
    if not rows or not any(cell.strip() for cell in rows[0]):
        raise BadSeries("文件里没有数据", hint="第一行应是“日期”和各序列的名称")
    names = _names(rows[0])
    days: dict[date, int] = {}
    counts: dict[str, list[float | None]] = {name: [] for name in names}
    for number, cells in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        day = _day(cells[0], number, now)
        if day in days:
            raise BadSeries(f"{day} 与第 {days[day]} 行重复", row=number, column=1, hint="每天只能有一行")
        days[day] = number
        if len(cells) > len(names) + 1 and any(cell.strip() for cell in cells[len(names) + 1 :]):
            raise BadSeries("比表头多出数据", row=number, hint="请补上表头里的序列名称")
        for column, name in enumerate(names, start=2):
            cell = cells[column - 1] if column <= len(cells) else ""
            counts[name].append(_count(cell, number, column))
    if days and (max(days) - min(days)).days > _LONGEST:
        raise BadSeries(f"日期跨度超过 {_LONGEST:,} 天", hint="请核对年份")
    return DailyCounts(tuple(days), {name: tuple(values) for name, values in counts.items()})


def _names(head: Sequence[str]) -> list[str]:
    if head[0].strip().lower() not in _DAY_NAMES:
        raise BadSeries(f"第一列的表头是“{head[0].strip()}”，应是“日期”", row=1, column=1)
    cells = [cell.strip() for cell in head[1:]]
    while cells and not cells[-1]:
        cells.pop()
    if not cells:
        raise BadSeries("只有日期，没有序列", row=1, hint="从第二列起，每列是一个序列的每日件数")
    for column, name in enumerate(cells, start=2):
        if not name:
            raise BadSeries("序列没有名称", row=1, column=column)
        if name in cells[: column - 2]:
            raise BadSeries(f"序列“{name}”重名", row=1, column=column)
    return cells


def _day(cell: str, row: int, now: datetime) -> date:
    try:
        at = read_time(cell.strip(), now=now)
    except BadTime as error:
        raise BadSeries(f"“{cell.strip()}”不是日期", row=row, column=1, hint="请写成 2026-11-23") from error
    if at is None:
        raise BadSeries("日期是空的", row=row, column=1, hint="请写成 2026-11-23")
    return to_local(at).date()


def _count(cell: str, row: int, column: int) -> float | None:
    text = cell.strip()
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value <= _MOST:
        raise BadSeries(f"“{text}”不是件数", row=row, column=column, hint="应是不小于 0 的数字，没有数据请留空")
    return int(value) if value.is_integer() else value


def judge_series(
    table: DailyCounts, method: Method, calendar: Calendar, *, min_sigma: float = MIN_SIGMA
) -> dict[str, list[Judged]]:
    """Judges every series; one entry for each row of the table, in its order. A missing day is an unknown count."""
    if not table.days:
        return {name: [] for name in table.counts}
    first = min(table.days)
    days = [first + _ONE_DAY * at for at in range((max(table.days) - first).days + 1)]
    places = [(day - first).days for day in table.days]
    whole: dict[str, list[float | None]] = {}
    for name, values in table.counts.items():
        whole[name] = [None] * len(days)
        for place, value in zip(places, values, strict=True):
            whole[name][place] = value
    if method is Method.DEFAULT:
        judged = judge_together(whole, days, calendar)
    else:
        judged = {name: judge(method, days, values, min_sigma=min_sigma) for name, values in whole.items()}
    return {name: [found[place] for place in places] for name, found in judged.items()}
