"""The stops of Tab in a part of a window, in the order in which they are passed."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def stops_of(part: QWidget) -> list[QWidget]:
    """The visible, enabled widgets of a part that Tab stops at, in the order of their creation or as set."""
    found, here = [], part
    while True:
        if is_stop(here) and (here is part or part.isAncestorOf(here)):
            found.append(here)
        here = here.nextInFocusChain()
        if here is part:
            return found


def is_stop(widget: QWidget) -> bool:
    """Whether Tab stops at a widget now."""
    takes_tab = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return bool(takes_tab) and widget.focusProxy() is None and widget.isVisible() and widget.isEnabled()


def step(parts: Iterable[QWidget], here: QWidget | None, *, forwards: bool) -> QWidget | None:
    """The stop after `here`, or before it, when the parts are passed in this order and round again."""
    stops = [stop for part in parts for stop in stops_of(part)]
    if not stops:
        return None
    if here not in stops:
        return stops[0 if forwards else -1]
    return stops[(stops.index(here) + (1 if forwards else -1)) % len(stops)]
