"""A small paper with everything that a writer must write; no register stands behind it."""

from __future__ import annotations

from datetime import UTC, datetime

from app.rules.figures.fields import Caliber
from app.rules.figures.period_text import read_period
from app.rules.figures.periods import DEFAULT_PERIOD_RULES, period_of
from app.rules.paper.kinds import PaperKind
from app.rules.paper.model import (
    Chart,
    ChartForm,
    Paper,
    Paragraph,
    PrintedFigure,
    Section,
    Series,
    Table,
    printed_in,
)

FIGURE = PrintedFigure("received", Caliber.GROSS, "12", 12)
_RATE = PrintedFigure("resolution", Caliber.NET, "93.1", "93.1")
HOSTILE = ("=1+1", "<w:p>&amp;</w:p>", '"]]>', "甲\x00乙\x0b丙\ud800", "@SUM(A1)", "-3", "　", "字" * 3000)


def sample_paper(unit: str = "某单位", *, lines: int = 1) -> Paper:
    """The paper; `unit` stands wherever a register's own word may stand, `lines` times in the table."""
    of_unit = PrintedFigure("received", Caliber.GROSS, "12", 12, ("unit",), (unit,))
    rows = (*((unit, of_unit) for _ in range(lines)), ("汇总", FIGURE))
    months = ("1月", "2月")
    sections = (
        Section("总体情况", 1, (Paragraph(("本期受理诉求", FIGURE, "件，解决率", _RATE, "%。")), Paragraph((unit,)))),
        Section("办理质量", 1),
        Section("三率情况", 2, (Table("三率统计表", ("承办单位", "受理量"), rows, (60, 20)),)),
        Section(
            "超期情况",
            2,
            (
                Chart("分月受理量", ChartForm.COLUMNS, months, (Series("受理量", (5.0, 7.0)),), "件"),
                Chart("分月三率", ChartForm.LINES, months, (Series("解决率", (93.1, None)),), "%"),
            ),
        ),
    )
    return Paper(
        kind=PaperKind.MONTHLY,
        period=period_of(read_period("month:2026-11", DEFAULT_PERIOD_RULES[0])),
        caliber=Caliber.GROSS,
        about=None,
        until=None,
        title="某区商务局接诉即办月报" if unit == "某单位" else unit,
        subtitle="（2026年11月）",
        office="某区商务局",
        made_at=datetime(2026, 12, 1, 8, tzinfo=UTC),
        catch_up=False,
        sections=sections,
        printed=printed_in(sections),
        frozen=(),
    )
