"""专题: one kind, merchant, street or unit: its own tickets over time, by street, by merchant, and how they ended."""

from __future__ import annotations

from datetime import timedelta

from app.desk.paper.sections.analysis import day_blocks, merchant_blocks, months_of
from app.desk.paper.sections.cases import case_blocks
from app.desk.paper.sections.overall import THREE_RATES, marks_sentence, overall_sentences
from app.desk.paper.sections.problems import find_problems, measure_blocks, problem_blocks
from app.desk.paper.sections.quality import rates_blocks
from app.desk.paper.sections.tables import counted_table, most_received
from app.desk.paper.source import Source
from app.rules.figures.fields import Field
from app.rules.paper.kinds import FORMS
from app.rules.paper.model import Block, Chart, ChartForm, Paragraph, Section, Series, Table, TableCell

_STREETS, _MERCHANTS = 30, 10
# A period of so many days or fewer is shown by day.
_BY_DAY = timedelta(days=31)
_MONTH_FIELDS = (Field.RECEIVED, Field.CLOSED, Field.VALID, *THREE_RATES)
_STREET_FIELDS = (
    ("受理量", Field.RECEIVED),
    ("有效回访", Field.VALID),
    ("解决率(%)", Field.RESOLUTION),
    ("满意率(%)", Field.SATISFACTION),
)


def topic(source: Source) -> list[Section]:
    """The sections of the paper."""
    find_problems(source)
    headings = FORMS[source.kind].headings
    return [
        Section(headings[0], 1, (overall_sentences(source), marks_sentence(source))),
        Section(headings[1], 1, tuple(_times(source))),
        Section(headings[2], 1, _streets(source)),
        Section(headings[3], 1, merchant_blocks(source, _MERCHANTS)),
        Section(headings[4], 1),
        Section("三率情况", 2, tuple(rates_blocks(source))),
        Section("典型案例", 2, case_blocks(source)),
        *_advice(source, headings[5]),
    ]


def _advice(source: Source, heading: str) -> list[Section]:
    if not source.findings:
        return [Section(heading, 1, problem_blocks(source))]
    return [
        Section(heading, 1),
        Section("主要问题", 2, problem_blocks(source)),
        Section("建议", 2, measure_blocks(source)),
    ]


def _times(source: Source) -> list[Block]:
    if source.period.end - source.period.start <= _BY_DAY:
        return day_blocks(source)
    months = months_of(source)
    lines: list[tuple[TableCell, ...]] = []
    for rows in months:
        source.keep(rows)
        found, row = rows.found, rows.rows[0]
        cells = (source.printed(found, row, name) for name in _MONTH_FIELDS)
        lines.append((f"{found.period.name.year}年{found.period.name.number}月", *cells))
    head = ("月份", "受理量", "办结量", "有效回访", "响应率(%)", "解决率(%)", "满意率(%)")
    names = tuple(f"{rows.found.period.name.number}月" for rows in months)
    volume = tuple(float(rows.rows[0].now.counted.received) for rows in months)
    return [
        Table("分月情况", head, tuple(lines), (26, 16, 16, 16, 18, 18, 18)),
        Chart("分月受理量", ChartForm.COLUMNS, names, (Series("受理量", volume),), "件"),
    ]


def _streets(source: Source) -> tuple[Block, ...]:
    streets = most_received(source.rows("street"), _STREETS)
    if not streets.rows:
        return (Paragraph(("本期没有填写街道（镇）的诉求。",)),)
    return (counted_table(source, streets, "分街道（镇）情况", "街道（镇）", _STREET_FIELDS, 36),)
