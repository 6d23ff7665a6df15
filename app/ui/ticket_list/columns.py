"""Where the parts of a row stand at a given width and font scale."""

from __future__ import annotations

from dataclasses import dataclass

_EDGE, _GAP = 12, 12
_URGENCY, _NUMBER, _CLOCK, _STATE, _UNIT = 62, 172, 150, 72, 124
_CLOCK_WITH_STATE = 138
_LEAST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Span:
    """From where and how wide, in pixels; width 0 means that the part is left out."""

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


def plan(width: int, scale: int = 100) -> Columns:
    """Leaves out unit and number first, then the state, until the title has room for a sentence."""
    for number, unit, state in ((True, True, True), (False, False, True), (False, False, False)):
        columns = _place(width, scale, number=number, unit=unit, state=state)
        if columns.title.width >= _LEAST_TITLE * scale // 100:
            break
    return columns


def _place(width: int, scale: int, *, number: bool, unit: bool, state: bool) -> Columns:
    gap = _GAP
    sizes = {
        "urgency": _URGENCY * scale // 100,
        "number": _NUMBER * scale // 100 if number else 0,
        "clock": (_CLOCK if state else _CLOCK_WITH_STATE) * scale // 100,
        "state": _STATE * scale // 100 if state else 0,
        "unit": _UNIT * scale // 100 if unit else 0,
    }
    shown = sum(1 for size in sizes.values() if size)
    title = max(40, width - 2 * _EDGE - sum(sizes.values()) - gap * shown)
    spans: dict[str, Span] = {}
    x = _EDGE
    for name in ("urgency", "number", "title", "clock", "state", "unit"):
        size = title if name == "title" else sizes[name]
        spans[name] = Span(x, size)
        x += size + gap if size else 0
    return Columns(**spans)
