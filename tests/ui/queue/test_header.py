"""The headings stand over the parts of the rows, also when a scroll bar takes room from the rows alone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFrame, QScrollArea
from pytestqt.qtbot import QtBot

from app.ui.frame.shell import Shell
from app.ui.queue.header import HeaderStrip
from app.ui.queue.parts import PartLayout


class Paints(QObject):
    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        self.count += event.type() == QEvent.Type.Paint
        return False


def test_the_headings_are_painted_anew_when_the_rows_become_narrower(shell: Shell, qtbot: QtBot) -> None:
    rows = QScrollArea()
    rows.setFrameShape(QFrame.Shape.NoFrame)
    strip = HeaderStrip(shell, rows, PartLayout(shell, rows))
    paints = Paints()
    strip.installEventFilter(paints)
    for widget in (rows, strip):
        qtbot.addWidget(widget)
        widget.resize(900, 30)
        widget.show()
    qtbot.waitUntil(lambda: paints.count > 0)
    before = paints.count
    rows.resize(888, 30)
    qtbot.waitUntil(lambda: paints.count > before)
    assert strip.width() == 900
