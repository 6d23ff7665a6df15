"""How a figure of a paper is called: its words, whose row, which caliber, and what of it is printed."""

from __future__ import annotations

from app.rules.figures.fields import DEFINITIONS, Caliber, Field
from app.rules.paper.model import Aspect, PrintedFigure

_CALIBERS = {Caliber.GROSS: "全口径", Caliber.NET: "不含剔除"}
_ASPECTS = {
    Aspect.VALUE: "",
    Aspect.CHANGE_PREVIOUS: "环比",
    Aspect.CHANGE_LAST_YEAR: "同比",
    Aspect.BEFORE: "上期",
    Aspect.YEAR_BEFORE: "去年同期",
    Aspect.SHARE: "占比",
    Aspect.PLACE: "名次",
    Aspect.MEAN: "各行平均",
    Aspect.BELOW: "低于平均",
    Aspect.LOST: "失分",
}
_FIELDS = {str(field): definition.words for field, definition in DEFINITIONS.items()}
_MARKS = (("desk.", "本台"), ("first.", "首次"))


def field_of(figure_id: str) -> Field | None:
    """The field that a figure is of; None for a count that is none of the engine's."""
    name = figure_id
    for mark, _ in _MARKS:
        name = name.removeprefix(mark)
    return Field(name) if name in _FIELDS else None


def figure_words(figure: PrintedFigure) -> str:
    """解决率 · 预付费专班 · 不含剔除 · 环比."""
    name, marks = figure.id, []
    for mark, words in _MARKS:
        if name.startswith(mark):
            name = name.removeprefix(mark)
            marks.append(words)
    parts = [
        *marks,
        _FIELDS.get(name, ""),
        *figure.key,
        _CALIBERS[figure.caliber],
        _ASPECTS[figure.aspect],
        figure.period,
    ]
    return " · ".join(filter(None, parts))
