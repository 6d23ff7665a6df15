"""The quality figures as a workbook: the table of rates, replies sent back and findings, and both surveys compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.clock import local_day
from app.base.people import Person
from app.base.table import Cell, Column, Kind, Table
from app.desk.figures import quality
from app.desk.figures.quality import BY_WORDS, WHICH_WORDS, By, ComparedRow, QualitySheet, Which
from app.desk.figures.reads import Window
from app.desk.shared.context import Desk
from app.desk.shared.exports import Export, note_export, write_export
from app.desk.urge import reads as urge_reads
from app.reports.platform_days import days_table
from app.rules.figures.fields import CALIBER_WORDS, Caliber
from app.rules.figures.quality import QualityRow
from app.rules.figures.rates import one_decimal
from app.rules.survey.form import COUNTED, COUNTED_WORDS
from app.rules.urge.steps import UnitFigures
from app.rules.urge.texts import NO_UNIT

# What the figures count by which moment, in every head of them.
MOMENTS = "受理、回访按受理时间计；拨打、答复退回、联系问题按发生时间计"
_RATES = ("响应率", "解决率", "满意率")
_COUNTS = ("联系数", "解决数", "满意数", "基本满意")


def write_quality(
    desk: Desk,
    *,
    person: Person,
    path: Path,
    replace: bool = False,
    window: Window,
    by: By = By.UNIT,
    caliber: Caliber = Caliber.GROSS,
    which: Which = Which.LAST,
) -> Outcome[int]:
    """Writes the figures of a period as a workbook and journals the export; returns the number of rows written.

    Raises:
        DeskError: as write_export.

    """
    title = f"{period_words(window)} {CALIBER_WORDS[caliber]} {WHICH_WORDS[which]}"

    def tables() -> list[Table]:
        sheet = quality.of_period(desk, window=window, by=by, caliber=caliber, which=which)
        compared = quality.compare(desk, window=window, caliber=caliber)
        return [
            Table("回访质量", _columns(BY_WORDS[by]), _lines(sheet)),
            Table("退回与问题", _KINDS, _kinds(sheet), notes=(title,)),
            Table("与平台结果对比", _COMPARED, map(_compared_line, compared.rows), notes=(title,)),
            Table("催办", _URGED, map(_urged_line, urge_reads.figures(desk, start=window.start, end=window.end))),
            days_table(desk, window),
        ]

    export = Export(person, path, replace=replace)
    rows = sum(write_export(desk, export, tables, title="回访质量", about=f"时段：{title}，{MOMENTS}").values())
    note_export(desk, person=person, text=f"导出回访质量 {title}：{path.name}，{rows:,} 行")
    return Outcome(Change.JOURNAL, rows, f"回访质量已导出到 {path.name}，{rows:,} 行")


_URGED = (
    Column("单位", width=20),
    *(Column(word, Kind.INTEGER, 10) for word in ("轮次", "发出", "答复")),
    Column("催几次得到答复", Kind.DECIMAL, 14),
    Column("发出到答复（分，中位）", Kind.INTEGER, 14),
    *(Column(word, Kind.INTEGER, 10) for word in ("承诺", "未兑现")),
)


def _urged_line(unit: UnitFigures) -> tuple[Cell, ...]:
    return (
        unit.unit or NO_UNIT,
        unit.rounds,
        unit.sent,
        unit.answered,
        unit.rounds_to_answer,
        unit.minutes,
        unit.promises,
        unit.broken,
    )


def period_words(window: Window) -> str:
    """2026-11-19 至 2026-12-18."""
    return f"{local_day(window.start).isoformat()} 至 {local_day(window.end - timedelta(seconds=1)).isoformat()}"


def _columns(name: str) -> tuple[Column, ...]:
    return (
        Column("序号", Kind.INTEGER, 6),
        Column(name, width=22),
        Column("受理量", Kind.INTEGER, 9),
        Column("联系率", Kind.PERCENT, 9),
        Column("接通率", Kind.PERCENT, 9),
        Column("有效回访", Kind.INTEGER, 9),
        *(Column(heading, Kind.PERCENT, 9) for heading in _RATES),
        Column("综合成绩", Kind.DECIMAL, 9),
        Column("答复退回", Kind.INTEGER, 9),
        Column("联系问题", Kind.INTEGER, 9),
        Column("首次联系中位（分钟）", Kind.INTEGER, 12),
        Column("九成首次联系（分钟）", Kind.INTEGER, 12),
        Column("已联系", Kind.INTEGER, 9),
        Column("拨打次数", Kind.INTEGER, 9),
        *(Column(heading, Kind.INTEGER, 9) for heading in _COUNTS),
    )


def _lines(sheet: QualitySheet) -> Iterator[tuple[Cell, ...]]:
    for place, row in enumerate(sheet.rows, start=1):
        yield (place, *_line(row))
    yield (None, "汇总（合并计数）", *_line(sheet.pooled)[1:])
    mean = sheet.mean
    rates = [_rate(mean[name]) for name in ("response", "resolution", "satisfaction")]
    before: tuple[Cell, ...] = (None, _rate(mean["contact"]), _rate(mean["reach"]), None)
    yield (None, "汇总（各行平均）", *before, *rates, _score(mean["score"]))


def _line(row: QualityRow) -> tuple[Cell, ...]:
    tally = row.tally
    return (
        row.name,
        len(tally.received),
        _rate(row.contact),
        _rate(row.reach),
        row.valid,
        _rate(row.response),
        _rate(row.resolution),
        _rate(row.satisfaction),
        _score(row.score),
        _total(tally.sent_back.values()),
        _total(tally.findings.values()),
        row.median,
        row.ninetieth,
        len(tally.contacted),
        len(tally.calls),
        *(len(ids) for ids in (tally.said_contacted, tally.solved, tally.satisfied, tally.mostly)),
    )


_KINDS = (
    Column("名称", width=22),
    Column("类别", width=12),
    Column("原因或种类", width=24),
    Column("次数", Kind.INTEGER, 8),
)


def _kinds(sheet: QualitySheet) -> Iterator[tuple[Cell, ...]]:
    for row in (*sheet.rows, sheet.pooled):
        groups = (
            ("不满意原因", row.tally.reasons),
            ("答复退回", row.tally.sent_back),
            ("联系问题", row.tally.findings),
            ("平台故障内", row.tally.in_outage),
        )
        for heading, counted in groups:
            for kind, ids in sorted(counted.items(), key=lambda kind_ids: -len(kind_ids[1])):
                yield (row.name, heading, kind, len(ids))


_COMPARED = (
    Column("工单编号", width=24),
    Column("标题", Kind.LONG_TEXT, 36),
    Column("承办单位", width=20),
    *(Column(f"本台·{COUNTED_WORDS[question]}", width=14) for question in COUNTED),
    *(Column(f"平台·{COUNTED_WORDS[question]}", width=18) for question in COUNTED),
    Column("不一致", width=24),
)


def _compared_line(row: ComparedRow) -> tuple[Cell, ...]:
    differs = "、".join(COUNTED_WORDS[question] for question in row.differs)
    ours = (row.ours.get(question, "") for question in COUNTED)
    theirs = (row.platform.get(question, "") for question in COUNTED)
    return (row.number, row.title, row.unit, *ours, *theirs, differs)


def _total(lists: Iterable[list[int]]) -> int:
    return sum(len(ids) for ids in lists)


def _score(points: Fraction | None) -> float | None:
    return None if points is None else float(one_decimal(points))


def _rate(rate: Fraction | None) -> float | None:
    return None if rate is None else float(rate)
