"""The tables that several papers share: the three rates by unit, the most frequent kinds, merchants, streets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.desk.figures.asked import FigureRow, Figures
from app.desk.paper.sections.overall import measured
from app.desk.paper.source import Rows, Source, label
from app.rules.figures.fields import Caliber, Field
from app.rules.figures.rows import BLANK_KEY, mean, print_exact
from app.rules.paper.model import Aspect, Chart, ChartForm, Paragraph, PrintedFigure, Run, Series, Table, TableCell
from app.rules.paper.words import DASH, share_words

RATES_HEAD = (
    "序号", "承办单位", "受理量", "办结量", "有效回访", "联系数", "解决数", "满意数", "基本满意",
    "响应率(%)", "解决率(%)", "满意率(%)", "综合成绩",
)  # fmt: skip
RATES_FIELDS = (
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
_RATES_WIDTHS = (9, 30, 11, 11, 11, 11, 11, 11, 11, 14, 14, 14, 16)
MEASURED = RATES_FIELDS[-4:]
_MOST_COLUMNS = 6


def rates_table(source: Source, units: Rows, total: Rows, caption: str) -> Table:
    """The thirteen columns of 三率统计表, by unit in rank order, 汇总 last; its rows are kept for an issue."""
    source.keep(units)
    source.keep(total)
    lines = [(place, label(row), *_cells(source, units.found, row)) for place, row in enumerate(units.rows, start=1)]
    whole = ("", "汇总", *_cells(source, total.found, total.rows[0]))
    return Table(caption, RATES_HEAD, (*lines, whole), _RATES_WIDTHS)


def _cells(source: Source, found: Figures, row: FigureRow) -> tuple[TableCell, ...]:
    return tuple(source.printed(found, row, name) for name in RATES_FIELDS)


def mean_cells(source: Source, units: Rows) -> tuple[PrintedFigure, ...]:
    """各行平均 of the three rates and the score."""
    exact, rounding = mean(row.now for row in units.rows), units.found.weights.rounding
    whole = units.found.total
    return tuple(
        source.derived(units.found, whole, name, Aspect.MEAN, print_exact(name, exact[name], rounding) or DASH)
        for name in MEASURED
    )


def mean_sentence(source: Source, units: Rows) -> Paragraph:
    """各行平均 in words."""
    runs: list[Run] = ["各行平均（有有效回访的单位，每行权重相同）："]
    words = ("响应率", "解决率", "满意率", "综合成绩")
    for place, (word, cell, unit) in enumerate(
        zip(words, mean_cells(source, units), ("%", "%", "%", "分"), strict=True)
    ):
        runs += ["，" if place == 3 else "、" if place else "", word]
        runs += measured(cell, unit)
    return Paragraph((*(run for run in runs if run != ""), "。"))


def top_kinds(source: Source) -> Rows:
    """The five most frequent kinds of demand (category2, gross); equal numbers in code-point order."""
    kinds = source.rows("category2", Caliber.GROSS)
    most = sorted(kinds.rows, key=lambda row: (-row.now.counted.received, row.key))
    return replace(kinds, rows=tuple(row for row in most if row.now.counted.received)[:5])


def top_table(source: Source, top: Rows) -> Table:
    """序号 诉求类型 数量 占比; the share of all received."""
    source.keep(top)
    whole = source.total(Caliber.GROSS).rows[0].now.counted.received
    lines = tuple(
        (place, label(row), source.printed(top.found, row, Field.RECEIVED), _share(source, top.found, row, whole))
        for place, row in enumerate(top.rows, start=1)
    )
    return Table("本期诉求类型前五位", ("序号", "诉求类型", "数量", "占比"), lines, (10, 40, 20, 20))


def _share(source: Source, found: Figures, row: FigureRow, whole: int) -> TableCell:
    text = share_words(row.now.counted.received, whole)
    return source.derived(found, row, Field.RECEIVED, Aspect.SHARE, text if text == DASH else f"{text}%")


def top_chart(top: Rows) -> Chart:
    """The most frequent kinds as bars."""
    names = tuple(label(row) for row in top.rows)
    counts = tuple(float(row.now.counted.received) for row in top.rows)
    return Chart("本期诉求类型前五位", ChartForm.BARS, names, (Series("受理量", counts),), "件")


def most_received(rows: Rows, most: int) -> Rows:
    """The rows with the most tickets received, blank keys left out."""
    named = [row for row in rows.rows if row.now.counted.received and row.key[-1] != BLANK_KEY]
    return replace(rows, rows=tuple(sorted(named, key=lambda row: (-row.now.counted.received, row.key))[:most]))


def counted_table(
    source: Source, rows: Rows, caption: str, name: str, fields: Sequence[tuple[str, Field]], width: int = 40
) -> Table:
    """序号, the key, and a column for each field; its rows are kept for an issue."""
    source.keep(rows)
    lines: list[tuple[TableCell, ...]] = []
    for place, row in enumerate(rows.rows, start=1):
        lines.append((place, label(row), *(source.printed(rows.found, row, one) for _words, one in fields)))
    head = ("序号", name, *(words for words, _one in fields))
    return Table(caption, head, tuple(lines), (10, width, *(16 for _one in fields)))


def streets_table(source: Source) -> Table | None:
    """Streets by kind of demand: the kinds with the most tickets as columns; None without a ticket."""
    kinds = most_received(source.rows("category"), _MOST_COLUMNS)
    pairs, streets = source.figures(("category", "street")), source.rows("street")
    shown = [row for row in streets.rows if row.now.counted.received]
    if not kinds.rows or not shown:
        return None
    shown.sort(key=lambda row: (-row.now.counted.received, row.key))
    source.keep(Rows(streets.found, tuple(shown)))
    cells = {row.key: row for row in pairs.rows}
    chosen = [row.key[0] for row in kinds.rows]
    source.keep(
        Rows(pairs, tuple(cells[key, row.key[0]] for row in shown for key in chosen if (key, row.key[0]) in cells))
    )
    lines = []
    for row in shown:
        numbers = [_pair(source, pairs, cells.get((key, row.key[0]))) for key in chosen]
        lines.append((label(row), *numbers, source.printed(streets.found, row, Field.RECEIVED)))
    head = ("街道（镇）", *(label(row) for row in kinds.rows), "合计")
    return Table("诉求类型分街道（镇）情况（件）", head, tuple(lines), (28, *(16 for _key in chosen), 14))


def _pair(source: Source, found: Figures, row: FigureRow | None) -> TableCell:
    return 0 if row is None else source.printed(found, row, Field.RECEIVED)
