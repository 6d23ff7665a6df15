"""The question before the program is left while tickets are open."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.ui.kit.labels import label


class LeaveDialog(QDialog):
    """Shows what nobody will be reminded of; Enter and Esc stay."""

    def __init__(self, still_open: int, today: int, late: int, parent: QWidget) -> None:
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
        column.addWidget(label(words, "strong"))
        column.addWidget(label("退出期间到期的提醒不会响，将在下次打开时一并补上，并记入日志。", "second"))
        column.addSpacing(8)
        column.addLayout(row)
