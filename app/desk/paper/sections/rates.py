"""三率统计表 as a paper: the table by unit, and the mean of the units in a table of its own."""

from __future__ import annotations

from app.desk.paper.sections.tables import MEASURED, mean_cells, rates_table
from app.desk.paper.source import Source
from app.rules.paper.model import Section, Table, TableCell


def rates(source: Source) -> list[Section]:
    """The two tables, without headings."""
    units, total = source.rows("unit"), source.total()
    table = rates_table(source, units, total, "三率统计表")
    pooled = tuple(source.printed(total.found, total.rows[0], name) for name in MEASURED)
    mean: tuple[TableCell, ...] = ("各行平均", *mean_cells(source, units))
    whole: tuple[TableCell, ...] = ("汇总（合并计数）", *pooled)
    head = ("项目", "响应率(%)", "解决率(%)", "满意率(%)", "综合成绩")
    return [Section("", 1, (table, Table("各行平均", head, (mean, whole), (40, 20, 20, 20, 20))))]
