"""The mark over a window while files are dragged over it: a frame, and what dropping them does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.ui.kit.labels import label

_INSET = 6


class DropMark(QFrame):
    """Covers its widget without taking the mouse; hidden until files come."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self.setObjectName("dropmark")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.words = label("")
        self.words.setObjectName("dropwords")
        column = QVBoxLayout(self)
        column.addWidget(self.words, 0, Qt.AlignmentFlag.AlignCenter)
        self.hide()

    def show_for(self, count: int, *, folders: bool) -> None:
        """Shows that dropping imports this many files, or those in folders."""
        self.words.setText("松开鼠标，导入文件夹里的文件" if folders else f"松开鼠标，导入 {count} 个文件")
        self.setGeometry(self._widget.rect().adjusted(_INSET, _INSET, -_INSET, -_INSET))
        self.raise_()
        self.show()
