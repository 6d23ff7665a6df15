"""A walk by Tab through a window: what it reaches, in which order, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QScrollArea, QWidget

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
    plain = [f"shows no focus: {describe(each)}" for each in areas if not (each.accessibleName() and _is_framed(each))]
    return lost + unseen + plain


def stops_that_look_alike(window: QWidget) -> tuple[int, list[str]]:
    """How many stops were passed, and those whose picture is the same with the focus and without it."""
    alike, passed = [], set[int]()
    while (here := window.focusWidget()) is not None and id(here) not in passed:
        passed.add(id(here))
        corner = here.mapTo(window, QPoint(0, 0))
        area = QRect(corner, here.size()).adjusted(-4, -4, 4, 4)
        QApplication.processEvents()
        before = window.grab(area).toImage()
        for _ in range(_PARTS):
            QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
            if window.focusWidget() is not here:
                break
        QApplication.processEvents()
        if here.mapTo(window, QPoint(0, 0)) == corner and window.grab(area).toImage() == before:
            alike.append(describe(here))
    return len(passed), alike


def describe(widget: QWidget) -> str:
    """The widget in the words of a failure."""
    return f"{type(widget).__name__} {widget.accessibleName() or widget.objectName()!r}"


def _is_framed(area: QScrollArea) -> bool:
    """Whether the stylesheet draws a frame around the area while it has the focus."""
    return bool(area.property("stop"))


def _is_stop(widget: QWidget, window: QWidget) -> bool:
    inside = isinstance(widget.parent(), QComboBox | QAbstractSpinBox)
    return widget.window() is window and not inside and is_stop(widget)
