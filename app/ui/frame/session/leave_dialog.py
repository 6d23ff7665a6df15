"""The questions before the program is left while tickets are open, and before its window leaves the screen."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.ui.kit.labels import label

_READABLE = 420  # pixels: a label that wraps asks for its height at its narrowest


class LeaveDialog(QDialog):
    """Shows what nobody will be reminded of; Enter and Esc stay."""

    def __init__(self, still_open: int, today: int, late: int, parent: QWidget, *, unsigned: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle("退出接诉值守台")
        self.stay = QPushButton("继续值守")
        self.stay.setProperty("primary", True)
        self.stay.setDefault(True)
        self.stay.clicked.connect(self.reject)
        self.leave = QPushButton("仍要退出")
        self.leave.setAutoDefault(False)
        self.leave.clicked.connect(self.accept)
        parts = [f"今日到期 {today} 件" if today else "", f"已超期 {late} 件" if late else ""]
        among = "，".join(part for part in parts if part)
        words = f"还有 {still_open} 件工单未办结" + (f"，其中{among}。" if among else "。")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.stay)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label("退出后不再提醒", "title"))
        if still_open:
            column.addWidget(label(words, "strong"))
        if unsigned:
            column.addWidget(label(unsigned, "error"))
        column.addWidget(label("退出期间到期的提醒不会响，将在下次打开时一并补上，并记入日志。", "second"))
        column.addSpacing(8)
        column.addLayout(row)


class MinimiseDialog(QDialog):
    """Says where a window goes that has no tray; Enter lets it go, Esc keeps it on the screen."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("关闭窗口")
        self.minimise = QPushButton("最小化")
        self.minimise.setProperty("primary", True)
        self.minimise.setDefault(True)
        self.minimise.clicked.connect(self.accept)
        self.stay = QPushButton("不关闭")
        self.stay.clicked.connect(self.reject)
        self.leave = QPushButton("退出程序")
        self.leave.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self.leave)
        row.addStretch(1)
        row.addWidget(self.stay)
        row.addWidget(self.minimise)
        for button in (self.stay, self.leave):
            button.setAutoDefault(False)
        text = label(words, "second", wrap=True)
        text.setMinimumWidth(_READABLE)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label("关闭后继续值守", "title"))
        column.addWidget(text)
        column.addSpacing(8)
        column.addLayout(row)


class UnsignedDialog(QDialog):
    """Says that the sheet of the shift is not signed; Enter leads to it, Esc stays."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("关闭窗口")
        self.sign = QPushButton("去签交接单")
        self.sign.setProperty("primary", True)
        self.sign.setDefault(True)
        self.sign.clicked.connect(self.accept)
        self.leave = QPushButton("仍要关闭")
        self.leave.setAutoDefault(False)
        self.leave.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self.leave)
        row.addStretch(1)
        row.addWidget(self.sign)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label("交接单还没有签字", "title"))
        text = label(words, "second", wrap=True)
        text.setMinimumWidth(_READABLE)
        column.addWidget(text)
        column.addWidget(label("不签字，这个班在存档中标为没有交接单。", "second"))
        column.addSpacing(8)
        column.addLayout(row)
