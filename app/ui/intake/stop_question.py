"""The question before a running import is stopped."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.ui.kit.labels import label


class StopQuestion(QDialog):
    """Enter and Esc go on with the import, which runs meanwhile; only a press of the other button stops it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("停止导入")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.go_on = QPushButton("继续导入")
        self.go_on.setProperty("primary", True)
        self.go_on.setDefault(True)
        self.go_on.clicked.connect(self.reject)
        self.stop = QPushButton("停止导入")
        self.stop.setAutoDefault(False)
        self.stop.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.stop)
        row.addWidget(self.go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label("正在导入，要停止吗？", "title"))
        column.addWidget(label("停止后，正在导入的文件不留下任何内容；已导入的文件不受影响。", "second"))
        column.addSpacing(8)
        column.addLayout(row)

    def ask(self) -> None:
        """Shows the question; the import goes on behind it."""
        self.go_on.setFocus()
        self.open()
