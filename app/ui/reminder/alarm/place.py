"""The place of the alarm window: on top of every other, inside the screen in use, or where a person moved it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QCursor, QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QWidget

_ROOM = 16


def always_on_top() -> Qt.WindowType:
    """The kind of a window without a frame that stays above all others."""
    flags = Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
    if QGuiApplication.platformName() == "xcb":
        # Window managers put full-screen windows above "on top" ones; bypassing them keeps an alarm visible.
        flags |= Qt.WindowType.X11BypassWindowManagerHint
    return flags


def fit_to_screen(window: QWidget, wanted: QSize) -> None:
    """Sizes a window within its screen; places a hidden one in the upper middle of the screen in use."""
    screen = window.screen() if window.isVisible() else screen_in_use()
    room = screen.availableGeometry().adjusted(_ROOM, _ROOM, -_ROOM, -_ROOM)
    size = QSize(min(wanted.width(), room.width()), min(wanted.height(), room.height()))
    place = window.pos() if window.isVisible() else _upper_middle(room, size)
    x = max(room.left(), min(place.x(), room.right() - size.width()))
    y = max(room.top(), min(place.y(), room.bottom() - size.height()))
    if window.geometry() != (target := QRect(QPoint(x, y), size)):
        window.setGeometry(target)


def screen_in_use() -> QScreen:
    """The screen of the active window, else the one with the pointer, else the first."""
    active = active_window()
    # Not active.screen(): what it returns becomes invalid together with a window that Python did not make.
    at = QCursor.pos() if active is None else active.frameGeometry().center()
    return QGuiApplication.screenAt(at) or QGuiApplication.primaryScreen()


def active_window() -> QWidget | None:
    """The window of this program that has the focus."""
    return QApplication.activeWindow()


def _upper_middle(room: QRect, size: QSize) -> QPoint:
    return QPoint(room.center().x() - size.width() // 2, room.top() + (room.height() - size.height()) // 4)
