"""总体情况: the sentences that every analysis begins with, and the marks and deadlines behind them."""

from __future__ import annotations

from app.desk.figures.asked import FigureRow, Figures
from app.desk.paper.source import Source
from app.rules.figures.fields import Caliber, Field
from app.rules.paper.model import Paragraph, PrintedFigure, Run
from app.rules.paper.words import with_unit

THREE_RATES = (Field.RESPONSE, Field.RESOLUTION, Field.SATISFACTION)
_CALIBERS = ((Caliber.GROSS, "全口径含剔除"), (Caliber.NET, "不含剔除"))


def overall_sentences(source: Source) -> Paragraph:
    """The sentences that stand before any other in every analysis: counts, then rates and score in both calibers."""
    total = source.total()
    source.keep(total)
    found, row = total.found, total.rows[0]
    runs: list[Run] = ["本期受理诉求", source.printed(found, row, Field.RECEIVED), "件，环比"]
    runs += measured(source.changed(found, row, Field.RECEIVED), "%")
    runs.append("，同比")
    runs += measured(source.changed(found, row, Field.RECEIVED, "last_year"), "%")
    runs += ["；办结", source.printed(found, row, Field.CLOSED), "件，有效回访"]
    runs += [source.printed(found, row, Field.VALID), "件。"]
    for caliber, words in _CALIBERS:
        runs += rates_sentence(source, caliber, words, changes=caliber is Caliber.GROSS)
    return Paragraph(tuple(runs))


def rates_sentence(source: Source, caliber: Caliber, words: str, *, changes: bool) -> list[Run]:
    """The three rates and the score of the total row, with their changes if wanted."""
    total = source.total(caliber)
    source.keep(total)
    found, row = total.found, total.rows[0]
    runs: list[Run] = [f"{words}响应率、解决率、满意率分别为", *three_rates(source, found, row)]
    if changes:
        runs += ["，环比", *_three_changes(source, found, row)]
    return [*runs, "，综合成绩", source.printed(found, row, Field.SCORE), "分。"]


def three_rates(source: Source, found: Figures, row: FigureRow) -> list[Run]:
    """a%、b%和c%; — without % behind it."""
    runs: list[Run] = []
    for mark, name in zip(("", "、", "和"), THREE_RATES, strict=True):
        runs += [mark, *measured(source.printed(found, row, name), "%")]
    return runs[1:]


def measured(figure: PrintedFigure, unit: str) -> list[Run]:
    """A figure with its unit; — , 持平 and what has no base stand without one."""
    return [figure, unit] if with_unit(figure.text, unit) else [figure]


def _three_changes(source: Source, found: Figures, row: FigureRow) -> list[Run]:
    """分别上升a个百分点、下降b个百分点和持平; one — where none of the three has a base."""
    figures = [source.changed(found, row, name) for name in THREE_RATES]
    if all(figure.value is None for figure in figures):
        return [figures[0]]
    runs: list[Run] = ["分别"]
    for mark, figure in zip(("", "、", "和"), figures, strict=True):
        runs += [*([mark] if mark else []), *measured(figure, "个百分点")]
    return runs


def marks_sentence(source: Source) -> Paragraph:
    """What is counted apart, and what stands open at the end."""
    total = source.total()
    found, row = total.found, total.rows[0]
    runs: list[Run] = ["受理的诉求中，"]
    named = (
        ("计入诉求总量", Field.IN_VOLUME),
        ("紧急", Field.URGENT),
        ("剔除", Field.EXCLUDED),
        ("挂账", Field.PARKED),
        ("不计入诉求总量", Field.OFF_VOLUME),
    )
    for place, (words, name) in enumerate(named):
        runs += ["，" if place else "", words, source.printed(found, row, name), "件"]
    runs += ["。按期办结率", *measured(source.printed(found, row, Field.IN_TIME_RATE), "%"), "，期末在办"]
    runs += [source.printed(found, row, Field.OPEN_AT_END), "件，其中超期未办"]
    runs += [source.printed(found, row, Field.OVERDUE_OPEN), "件。"]
    return Paragraph(tuple(run for run in runs if run != ""))
