"""A slow timer for what changes by time alone; it pauses while its page is hidden."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

BEAT_MS = 10_000


class MinuteHand(QObject):
    """Calls `turn` every ten seconds while `page` is shown."""

    def __init__(self, page: QWidget, turn: Callable[[], None]) -> None:
        super().__init__(page)
        self.timer = QTimer(self)
        self.timer.setInterval(BEAT_MS)
        self.timer.timeout.connect(turn)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Starts when the page is shown and stops when it is hidden."""
        if event.type() == QEvent.Type.Show:
            self.timer.start()
        elif event.type() == QEvent.Type.Hide:
            self.timer.stop()
        return False
