"""Calls back after the first paint of a window, for work that can wait until then."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

# A window that is never painted (minimised, on another desktop) must not keep the reminders waiting.
UNPAINTED_MS = 1500


class FirstPaint(QObject):
    """Calls `then` once: after the first paint, or after a timeout without one."""

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then: Callable[[], None] | None = then
        window.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._call)
        self._timer.start(UNPAINTED_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Queues the call behind the paint event, which is not done yet."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self._timer.start(0)
        return False

    def _call(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()
