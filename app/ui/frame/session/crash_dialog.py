"""The dialog that reports an error of the program itself, with the end of the log."""

from __future__ import annotations

import traceback
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.rules.shared.masking import mask_text
from app.ui.kit.labels import label


class CrashDialog(QDialog):
    """Non-modal: the text can be copied for the maintainer, and work goes on."""

    def __init__(self, error: BaseException, log_tail: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("程序出错")
        self.resize(760, 460)
        trace = mask_text("".join(traceback.format_exception(error)))
        self.report = QPlainTextEdit(f"{trace}\n—— 日志末尾 ——\n{log_tail()}")
        self.report.setReadOnly(True)
        self.report.setAccessibleName("错误详情")
        copy = QPushButton("复制详情")
        copy.clicked.connect(self._copy)
        go_on = QPushButton("继续工作")
        go_on.setProperty("primary", True)
        go_on.setDefault(True)
        go_on.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(copy)
        buttons.addStretch(1)
        buttons.addWidget(go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(label("刚才的操作没有完成：程序出错了", "title"))
        # Two lines by hand: a label that wraps asks for the height it would need at its narrowest.
        column.addWidget(label("已登记的数据没有丢失，值守和提醒继续进行。\n请复制下面的内容交给维护人员。", "second"))
        column.addWidget(self.report, 1)
        column.addLayout(buttons)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
