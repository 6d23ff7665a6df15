"""The icon of the program, and its name for task bars."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from app.ui.frame.application import OpenWindow
from app.ui.frame.program_mark import PROGRAM, name_program, program_icon


def test_the_icon_has_the_sizes_of_task_bars_and_is_no_empty_picture(qapp: object) -> None:
    icon = program_icon()
    assert {size.width() for size in icon.availableSizes()} >= {16, 32, 48, 256}
    picture = icon.pixmap(48, 48).toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(0, 48, 3) for y in range(0, 48, 3)}
    assert {"#1d5fbf", "#ffffff"} <= colours


def test_the_windows_have_the_icon_and_their_name(opened: OpenWindow) -> None:
    name_program()
    assert not opened.window.windowIcon().isNull()
    assert QGuiApplication.desktopFileName() == PROGRAM
