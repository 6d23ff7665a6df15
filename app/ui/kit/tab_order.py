"""The stops of Tab in a part of a window, in the order in which they are passed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

_TAB = Qt.FocusPolicy.TabFocus.value


def is_stop(widget: QWidget) -> bool:
    """Whether Tab stops at a widget now."""
    if not widget.isVisible() or not widget.focusPolicy().value & _TAB:
        return False
    return widget.focusProxy() is None and widget.isEnabled()


def stops_of(parts: Iterable[QWidget]) -> list[QWidget]:
    """The visible, enabled widgets that Tab stops at, part by part, within each in the order of creation or as set.

    The parts are of one window, whose chain of thousands of widgets is walked once for all of them.
    """
    wanted = list(parts)
    begins, stops = dict.fromkeys(wanted, 0), []
    for place, widget in enumerate(_chain(wanted[0]) if wanted else ()):
        if widget in begins:
            begins[widget] = place
        if is_stop(widget):
            stops.append((place, widget))
    found = []
    for part in wanted:
        own = [(place < begins[part], place, stop) for place, stop in stops if stop is part or part.isAncestorOf(stop)]
        found += [stop for _, _, stop in sorted(own, key=lambda one: one[:2])]
    return found


def _chain(first: QWidget) -> Iterator[QWidget]:
    here = first
    while True:
        yield here
        here = here.nextInFocusChain()
        if here is first:
            return


def step(parts: Iterable[QWidget], here: QWidget | None, *, forwards: bool) -> QWidget | None:
    """The stop after `here`, or before it, when the parts are passed in this order and round again."""
    stops = stops_of(parts)
    if not stops:
        return None
    if here not in stops:
        return stops[0 if forwards else -1]
    return stops[(stops.index(here) + (1 if forwards else -1)) % len(stops)]
