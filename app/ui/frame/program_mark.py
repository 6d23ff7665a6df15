"""How desktops know the program: its icon, and the name under which a task bar groups its windows."""

from __future__ import annotations

import sys

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap

from app.ui.look.icons import pixmap
from app.ui.look.tokens import LIGHT

PROGRAM = "jiesu-desk"  # the class of its windows, the name of its desktop entry, its id on Windows
_SIDES = (16, 24, 32, 48, 64, 128, 256)
_BELL, _CORNER = 0.66, 0.2


def program_icon() -> QIcon:
    """A bell on the accent of the light theme, in the sizes that task bars and window frames ask for."""
    result = QIcon()
    for side in _SIDES:
        result.addPixmap(_picture(side))
    return result


def show_icon() -> None:
    """Gives the windows their icon; drawing it takes longer than a first paint may wait."""
    QGuiApplication.setWindowIcon(program_icon())


def name_program() -> None:
    """Gives the windows their name for task bars."""
    QGuiApplication.setDesktopFileName(PROGRAM)
    _name_for_windows()


def _picture(side: int) -> QPixmap:
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(LIGHT.accent))
    painter.drawRoundedRect(QRectF(0, 0, side, side), side * _CORNER, side * _CORNER)
    inner = round(side * _BELL)
    painter.drawPixmap((side - inner) // 2, (side - inner) // 2, pixmap("bell-ring", LIGHT.on_accent, inner))
    painter.end()
    return picture


if sys.platform == "win32":
    import ctypes

    def _name_for_windows() -> None:
        # Without an id of its own the task bar shows the icon of python.exe.
        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(PROGRAM)

else:

    def _name_for_windows() -> None:
        """Other systems take the name of the desktop entry."""
