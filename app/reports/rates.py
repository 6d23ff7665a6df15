"""三率统计表: the three rates and the score of each unit for a period, as a workbook; the mean of the units apart."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.clock import local_day
from app.base.people import Person
from app.base.table import Cell, Column, Kind, Table
from app.desk.figures.asked import Asked, FigureRow, Figures, figures
from app.desk.figures.counting import key_words
from app.desk.shared.context import Desk
from app.desk.shared.exports import Export, note_export, write_export
from app.rules.figures.fields import CALIBER_WORDS, Caliber, Field
from app.rules.figures.periods import Period
from app.rules.figures.rows import print_exact

_COLUMNS = (
    Column("序号", Kind.INTEGER, 6),
    Column("承办单位", width=24),
    Column("受理量", Kind.INTEGER, 8),
    Column("办结量", Kind.INTEGER, 8),
    Column("有效回访", Kind.INTEGER, 9),
    Column("联系数", Kind.INTEGER, 8),
    Column("解决数", Kind.INTEGER, 8),
    Column("满意数", Kind.INTEGER, 8),
    Column("基本满意", Kind.INTEGER, 9),
    Column("响应率(%)", Kind.DECIMAL, 10),
    Column("解决率(%)", Kind.DECIMAL, 10),
    Column("满意率(%)", Kind.DECIMAL, 10),
    Column("综合成绩", Kind.DECIMAL, 10),
)
_FIELDS = (
    Field.RECEIVED,
    Field.CLOSED,
    Field.VALID,
    Field.CONTACTED,
    Field.SOLVED,
    Field.SATISFIED,
    Field.MOSTLY,
    Field.RESPONSE,
    Field.RESOLUTION,
    Field.SATISFACTION,
    Field.SCORE,
)
_RATES = _FIELDS[-4:]
_MEAN_COLUMNS = (Column("项目", width=24), *_COLUMNS[-4:])


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """One figure as it stands in a paper; `key` is None in the total row."""

    field: Field
    key: str | None
    caliber: Caliber
    text: str


@dataclass(frozen=True, slots=True)
class RatesReport:
    """A written table of rates."""

    file: Path
    sha256: str
    period: Period
    caliber: Caliber
    figures: tuple[PrintedFigure, ...]


def write_rates(
    desk: Desk,
    *,
    person: Person,
    path: Path,
    replace: bool = False,
    period: str,
    caliber: Caliber = Caliber.GROSS,
    until: datetime | None = None,
) -> Outcome[RatesReport]:
    """Writes the table of a period and journals the export.

    Raises:
        Refused: the period is none.
        DeskError: as write_export.

    """
    found = figures(desk, Asked(period, ("unit",), caliber, until=until))
    dates = f"{_dates(found.period)}（{'含' if caliber is Caliber.GROSS else '不含'}剔除诉求）"
    title = f"“三率”统计表{dates}"

    def tables() -> list[Table]:
        return [
            Table("三率统计表", _COLUMNS, _lines(found)),
            Table("各行平均", _MEAN_COLUMNS, _mean_lines(found), notes=(title, "有有效回访的各单位，每行权重相同")),
        ]

    cut = "，截至导出时" if found.period.cut else ""
    about = f"口径：{CALIBER_WORDS[caliber]}，回访结果按平台，按受理时间计{cut}"
    write_export(desk, Export(person, path, replace=replace), tables, title=title, about=about)
    note_export(desk, person=person, text=f"导出三率统计表 {dates}：{path.name}，{len(found.rows):,} 个单位")
    written = RatesReport(path, _digest(path), found.period, caliber, tuple(_printed(found)))
    return Outcome(Change.JOURNAL, written, f"三率统计表已导出到 {path.name}，{len(found.rows):,} 个单位")


def _lines(found: Figures) -> Iterator[tuple[Cell, ...]]:
    for place, row in enumerate(found.rows, start=1):
        yield (place, _unit(row), *_values(row))
    yield (None, "汇总", *_values(found.total))


def _mean_lines(found: Figures) -> Iterator[tuple[Cell, ...]]:
    yield ("各行平均", *(_number(print_exact(field, found.mean[field], found.weights.rounding)) for field in _RATES))
    yield ("汇总（合并计数）", *(_number(found.total.now.printed(field)) for field in _RATES))


def _values(row: FigureRow) -> tuple[Cell, ...]:
    return tuple(_number(row.now.printed(field)) for field in _FIELDS)


def _number(value: int | str | None) -> Cell:
    return "—" if value is None else value if isinstance(value, int) else float(value)


def _unit(row: FigureRow) -> str:
    return str(key_words(row.key))


def _printed(found: Figures) -> Iterator[PrintedFigure]:
    for row in (*found.rows, found.total):
        key = None if row is found.total else _unit(row)
        for field in _FIELDS:
            value = row.now.printed(field)
            yield PrintedFigure(field, key, found.asked.caliber, "—" if value is None else str(value))


def _dates(period: Period) -> str:
    """The first and the last day of a period, as the title of the official table has them: 10.19-11.18."""
    first, last = local_day(period.start), local_day(period.end - timedelta(seconds=1))
    return f"{first.month}.{first.day}-{last.month}.{last.day}"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
