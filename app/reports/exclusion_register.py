"""The register of applications for exclusion as a workbook, with its figures by type and unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.people import Person
from app.base.table import Cell, Column, Kind, Table
from app.desk.exclusion.figures import Effect, ExclusionFigures
from app.desk.exclusion.rows import ExclusionRow
from app.desk.shared.context import Desk
from app.desk.shared.exports import Export, days_words, note_export, write_export
from app.rules.exclusion.figures import Applied, Share, by_kind, by_unit, whole
from app.rules.exclusion.moves import EXCLUSION_STATE_WORDS, FLAG_WORDS, LEVEL_WORDS
from app.rules.figures.fields import ANSWERS_WORDS, Field

_COLUMNS = (
    Column("工单编号", width=20),
    Column("标题", Kind.LONG_TEXT, 22),
    Column("承办单位", Kind.LONG_TEXT, 12),
    Column("大类", Kind.LONG_TEXT, 10),
    Column("子类", Kind.LONG_TEXT, 18),
    Column("申请结果", Kind.LONG_TEXT, 12),
    Column("状态", width=10),
    Column("新建时间", Kind.TIME, 19),
    Column("提交时间", Kind.TIME, 19),
    Column("结果时间", Kind.TIME, 19),
    Column("结果意见", Kind.LONG_TEXT, 40),
    Column("审核级别", width=12),
    Column("经办人", width=12),
    Column("目录月份", width=12),
    Column("网络平台名称", Kind.LONG_TEXT, 20),
    Column("平台结果", width=20),
)

_EFFECT = (
    Column("口径", width=20),
    Column("有效回访", Kind.INTEGER, 12),
    *(Column(word, Kind.PERCENT, 12) for word in ("响应率", "解决率", "满意率")),
    Column("综合成绩", Kind.DECIMAL, 12),
)


def share_columns(heading: str) -> tuple[Column, ...]:
    """The columns of a table of shares."""
    counts = tuple(Column(word, Kind.INTEGER, 10) for word in ("申请", "通过", "未通过", "未定"))
    return (Column(heading, width=36), *counts, Column("通过率", Kind.PERCENT, 10))


def share_cells(share: Share) -> tuple[Cell, ...]:
    """One line of a table of shares; the rate is empty while nothing is decided."""
    counts = tuple(len(part) for part in (share.applied, share.passed, share.refused, share.waiting))
    return (share.word, *counts, None if share.pass_rate is None else float(share.pass_rate))


def export(
    desk: Desk, *, person: Person, path: Path, rows: Sequence[ExclusionRow], replace: bool = False
) -> Outcome[int]:
    """Writes the rows and their figures, counts them again in the file and returns the number of applications.

    Raises:
        FileRefused: the rows counted in the written file are not those handed over; the file is removed.
        EnvironmentFault: it cannot be written; no half file remains.

    """
    applied = [Applied(row.ticket_id, f"{row.major} / {row.minor}", row.unit, row.state) for row in rows]
    total = share_cells(whole(applied))
    tables = [
        Table("不纳入考核", _COLUMNS, [_line(row) for row in rows]),
        Table("按类型", share_columns("类型"), [*map(share_cells, by_kind(applied)), total]),
        Table("按单位", share_columns("承办单位"), [*map(share_cells, by_unit(applied)), total]),
    ]
    write_export(
        desk, Export(person, path, replace=replace), lambda: tables, title="不纳入考核登记簿", about=_span(rows)
    )
    note_export(desk, person=person, text=f"导出不纳入考核登记簿：{path.name}，{len(rows):,} 条")
    return Outcome(Change.JOURNAL, len(rows), f"登记簿已导出到 {path.name}：清点 {len(rows):,} / {len(rows):,} 条")


def _span(rows: Sequence[ExclusionRow]) -> str:
    days = days_words(row.created_at for row in rows)
    return f"新建：{days}" if days else ""


def export_figures(
    desk: Desk,
    *,
    person: Person,
    path: Path,
    figures: ExclusionFigures,
    month: str,
    period: str,
    replace: bool = False,
) -> Outcome[int]:
    """Writes the figures as they stand on the page and counts the lines again; returns the number of applications.

    `month` names the catalogue month ("" all), `period` the one of the three rates, in words.

    Raises:
        FileRefused: the rows counted in the written file are not those handed over; the file is removed.
        EnvironmentFault: it cannot be written; no half file remains.

    """
    total = share_cells(figures.total)
    tables = [
        Table(
            "按类型", share_columns("类型"), [*map(share_cells, figures.kinds), total], [f"目录月份：{month or '全部'}"]
        ),
        Table("按单位", share_columns("承办单位"), [*map(share_cells, figures.units), total]),
        Table(
            "未通过原因",
            (Column("原因", Kind.LONG_TEXT, 50), Column("工单", Kind.INTEGER, 10)),
            [(word, len(ids)) for word, ids in figures.refusals],
        ),
        Table(
            "三率影响",
            _EFFECT,
            list(_effect_lines(figures.effect)),
            [f"时段：{period}，按受理时间计；{ANSWERS_WORDS[figures.effect.answers]}"],
        ),
    ]
    export = Export(person, path, replace=replace)
    about = f"目录月份：{month or '全部'}；三率：{period}"
    write_export(desk, export, lambda: tables, title="不纳入考核统计", about=about)
    count = len(figures.total.applied)
    note_export(desk, person=person, text=f"导出不纳入考核统计：{path.name}，{count:,} 件")
    return Outcome(Change.JOURNAL, count, f"统计已导出到 {path.name}")


def _effect_lines(effect: Effect) -> Iterator[tuple[Cell, ...]]:
    for word, cells in (("全口径（含剔除）", effect.full), ("不含剔除", effect.without)):
        row = cells.row
        rates = (row.exact(field) for field in (Field.RESPONSE, Field.RESOLUTION, Field.SATISFACTION))
        shown = (None if rate is None else float(rate) for rate in rates)
        points = row.printed(Field.SCORE)
        yield (word, row.counted.valid, *shown, None if points is None else float(points))


def _line(row: ExclusionRow) -> tuple[Cell, ...]:
    return (
        row.ticket_number,
        row.ticket_title,
        row.unit,
        row.major,
        row.minor,
        "、".join(FLAG_WORDS[flag] for flag in row.flags),
        EXCLUSION_STATE_WORDS[row.state],
        row.created_at,
        row.submitted_at,
        row.decided_at,
        row.result,
        LEVEL_WORDS[row.level],
        row.created_by,
        row.month,
        row.platform_name,
        row.platform_result,
    )
