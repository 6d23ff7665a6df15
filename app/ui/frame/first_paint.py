"""Tells when a window was painted for the first time: what need not stand before it follows then."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

# A window that is never painted (minimised, on another desktop) must not keep the reminders waiting.
UNPAINTED_MS = 1500


class FirstPaint(QObject):
    """Calls `then` once: when the window was painted, or has not been for too long."""

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then: Callable[[], None] | None = then
        window.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._call)
        self._timer.start(UNPAINTED_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hears of the paint before it is done: the call stands in the queue behind it."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self._timer.start(0)
        return False

    def _call(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()
