"""A walk by Tab through a window: what it reaches, in which order, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QScrollArea, QWidget

from app.ui.kit.tab_order import is_stop

_MOST = 400
_SEEN = 5  # pixels
_PARTS = 6  # a date has as many parts at most, each a stop of its own


def walk(window: QWidget) -> list[QWidget]:
    """The widgets that Tab reaches from where the focus is, until it comes round or stays."""
    start = window.focusWidget() or window
    reached, still = [start], 0
    for _ in range(_MOST):
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        here = window.focusWidget()
        still = still + 1 if here is reached[-1] else 0
        if here is None or still > _PARTS or (still == 0 and here in reached):
            break
        if still == 0:
            reached.append(here)
    return reached


def faults_of_walk(window: QWidget) -> list[str]:
    """What is wrong with the way of Tab: a stop that is never reached, one that is not seen or has no name."""
    reached = walk(window)
    wanted = [each for each in window.findChildren(QWidget) if _is_stop(each, window)]
    lost = [f"never reached: {describe(each)}" for each in wanted if each not in reached]
    unseen = [f"not seen: {describe(each)}" for each in reached if each.width() < _SEEN or not each.isVisible()]
    areas = [each for each in reached if isinstance(each, QScrollArea)]
    nameless = [f"shows no focus: {describe(each)}" for each in areas if not each.accessibleName()]
    return lost + unseen + nameless


def describe(widget: QWidget) -> str:
    """The widget in the words of a failure."""
    return f"{type(widget).__name__} {widget.accessibleName() or widget.objectName()!r}"


def _is_stop(widget: QWidget, window: QWidget) -> bool:
    inside = isinstance(widget.parent(), QComboBox | QAbstractSpinBox)
    return widget.window() is window and not inside and is_stop(widget)
