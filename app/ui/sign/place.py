"""The place of the cockpit: where a person left it, within the connected screens."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QPoint, QSize
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from app.base.digits import only_digits
from app.ui.frame.window_memory import WindowMemory

_NAME = "cockpit-place"
_AWAY = 24


class StripPlace:
    """The preferred place of a window; the actual one differs where a screen is too small or gone."""

    def __init__(self, window: QWidget, memory: WindowMemory) -> None:
        self._window, self._memory = window, memory
        self._wished = _read(bytes(memory.bytes(_NAME).data()))

    def screen(self) -> QScreen:
        """The screen of the preferred place, else the first."""
        found = QGuiApplication.screenAt(self._wished) if self._wished is not None else None
        return found or QGuiApplication.primaryScreen()

    def put(self, size: QSize) -> None:
        """Sets size and place of the window, within the screen."""
        room = self.screen().availableGeometry()
        size = size.boundedTo(room.size())
        wished = self._wished or QPoint(room.right() - size.width() - _AWAY, room.top() + _AWAY)
        x = max(room.left(), min(wished.x(), room.right() + 1 - size.width()))
        y = max(room.top(), min(wished.y(), room.bottom() + 1 - size.height()))
        if self._window.size() != size:
            self._window.setFixedSize(size)
        if self._window.pos() != (place := QPoint(x, y)):
            self._window.move(place)

    def keep(self) -> None:
        """Saves the current place of the window."""
        self._wished = self._window.pos()
        self._memory.keep(_NAME, QByteArray(f"{self._wished.x()},{self._wished.y()}".encode()))
        self.put(self._window.size())


def _read(kept: bytes) -> QPoint | None:
    parts = kept.decode("ascii", "replace").split(",")
    if len(parts) != 2 or not all(only_digits(part.removeprefix("-"), at_most=6) for part in parts):
        return None
    return QPoint(int(parts[0]), int(parts[1]))
