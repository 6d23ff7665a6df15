"""The headings stand over the parts of the rows, also when a scroll bar takes room from the rows alone."""

from __future__ import annotations

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.shell import Shell
from app.ui.ticket_list.header import HeaderStrip


class Counted(HeaderStrip):
    painted = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted += 1
        super().paintEvent(event)


def test_the_headings_are_painted_anew_when_the_rows_become_narrower(shell: Shell, qtbot: QtBot) -> None:
    rows = QWidget()
    strip = Counted(shell, rows)
    for widget in (rows, strip):
        qtbot.addWidget(widget)
        widget.resize(900, 30)
        widget.show()
    qtbot.waitUntil(lambda: strip.painted > 0)
    before = strip.painted
    rows.resize(888, 30)
    qtbot.waitUntil(lambda: strip.painted > before)
    assert strip.width() == 900
