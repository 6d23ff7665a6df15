"""The layout of the parts of a row at a given width and font scale, automatic or as a person arranged it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.ui.kit.table.choices import ColumnChoices

_EDGE, _GAP = 12, 12
_CLOCK_WITH_STATE = 138
_LEAST_TITLE, _CUT_TITLE = 200, 120
_SIZES = {"urgency": 62, "number": 172, "title": 0, "clock": 150, "state": 72, "unit": 124}
HEADINGS = {
    "urgency": "紧急",
    "number": "工单编号",
    "title": "诉求",
    "clock": "下一时限",
    "state": "状态",
    "unit": "承办",
}
PARTS = tuple(HEADINGS)
_LEAVING = ("number", "unit", "state")
_NOTHING_CHOSEN = ColumnChoices()


@dataclass(frozen=True, slots=True)
class Span:
    """Left edge and width in pixels; width 0 means that the part is left out."""

    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Columns:
    """The parts of a row from left to right."""

    urgency: Span
    number: Span
    title: Span
    clock: Span
    state: Span
    unit: Span

    def span(self, part: str) -> Span:
        """The span of a part."""
        found: Span = getattr(self, part)
        return found

    def shown(self) -> list[str]:
        """The shown parts from left to right."""
        return [part for part in PARTS if self.span(part).width]

    def part_at(self, x: int) -> str:
        """The part at a place, or the one before the gap there."""
        return next((part for part in reversed(self.shown()) if self.span(part).x <= x), self.shown()[0])


def plan(width: int, scale: int = 100, choices: ColumnChoices = _NOTHING_CHOSEN) -> Columns:
    """Leaves out unit and number first, then the state, until the title has room for a sentence.

    A part that a person hid is never shown; one that a person showed again stays until the title would be cut.
    """
    hidden = {part for part in PARTS if not choices.shown.get(HEADINGS[part], True)}
    wanted = {part for part in PARTS if choices.shown.get(HEADINGS[part], False)}
    for leaving in ((), ("number", "unit"), _LEAVING):
        columns = _place(width, scale, choices.widths, hidden | ({*leaving} - wanted))
        if columns.title.width >= _LEAST_TITLE * scale // 100:
            return columns
    if columns.title.width >= _CUT_TITLE * scale // 100:
        return columns
    return _place(width, scale, {}, hidden | {*_LEAVING})


def _place(width: int, scale: int, widths: Mapping[str, int], left_out: set[str]) -> Columns:
    sizes = {part: widths.get(HEADINGS[part], size) * scale // 100 for part, size in _SIZES.items()}
    if "state" in left_out and HEADINGS["clock"] not in widths:
        sizes["clock"] = _CLOCK_WITH_STATE * scale // 100
    sizes |= dict.fromkeys(left_out, 0)
    sizes["title"] = 0
    shown = sum(1 for size in sizes.values() if size)
    sizes["title"] = max(40, width - 2 * _EDGE - sum(sizes.values()) - _GAP * shown)
    spans: dict[str, Span] = {}
    x = _EDGE
    for part, size in sizes.items():
        spans[part] = Span(x, size)
        x += size + _GAP if size else 0
    return Columns(**spans)
