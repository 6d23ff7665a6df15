"""Files dragged over a widget: a mark says what dropping them does, and goes with them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.frame.shell import Shell
from app.ui.intake.drop import FileDrop
from app.ui.intake.drop_mark import DropMark

_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def test_a_mark_counts_the_dragged_files_until_they_leave_or_are_dropped(
    shell: Shell, qtbot: QtBot, tmp_path: Path
) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(400, 300)
    widget.show()
    taken: list[Path] = []
    FileDrop(shell, widget, taken.extend)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("a.xlsx", "b.csv", "c.exe")])
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, _LEFT, _NONE)
    QApplication.sendEvent(widget, enter)
    mark = widget.findChild(DropMark)
    assert isinstance(mark, DropMark)
    assert mark.isVisible()
    assert mark.words.text() == "松开鼠标，导入 2 个文件"
    QApplication.sendEvent(widget, QDragLeaveEvent())
    assert mark.isHidden()
    QApplication.sendEvent(widget, enter)
    QApplication.sendEvent(widget, QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, _LEFT, _NONE))
    assert mark.isHidden()
    assert [path.name for path in taken] == ["a.xlsx", "b.csv"]
