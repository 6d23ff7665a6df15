"""The table of differences between two versions, and the dialog that shows it alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.rules.shared.differences import DIFFERENCE_WORDS, TextDifference
from app.ui.frame.shell import Shell
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label
from app.ui.kit.tooltips import set_tip

_HEADINGS = ("变化", "条目", "项目", "原来", "改后")
NO_DIFFERENCE = "没有不同"


def count_words(differences: Sequence[TextDifference]) -> str:
    """3 处不同, or that there are none."""
    return f"{len(differences)} 处不同" if differences else NO_DIFFERENCE


class DifferenceTable(QTableWidget):
    """A read-only table, one line for each difference; of lists only the items that came or went are shown."""

    def __init__(self) -> None:
        super().__init__(0, len(_HEADINGS))
        self.setHorizontalHeaderLabels(_HEADINGS)
        self.setAccessibleName("与现行版的不同")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for place in (0, 1, 2):
            head.setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)
        self.setMinimumHeight(140)

    def show_differences(self, differences: Sequence[TextDifference]) -> None:
        """Lists the differences."""
        self.setRowCount(len(differences))
        for row, one in enumerate(differences):
            cells = (DIFFERENCE_WORDS[one.kind], one.row, one.field or "整条", one.was or "—", one.becomes or "—")
            for column, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
                set_tip(item, words)
                self.setItem(row, column, item)


class DifferenceDialog(QDialog):
    """Shows the differences between a version and the one in force; closed by its button or Esc."""

    def __init__(self, shell: Shell, title: str, differences: Sequence[TextDifference]) -> None:
        super().__init__(shell.window)
        self.setWindowTitle(title)
        self.table = DifferenceTable()
        self.table.show_differences(differences)
        self.count = label(count_words(differences), "strong")
        close = KeyButton(shell.theme, "关闭　Esc")
        close.setAccessibleName("关闭")
        close.clicked.connect(self.reject)
        QShortcut(QKeySequence("Return"), self, self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        parts: tuple[QWidget, ...] = (label(title, "heading", wrap=True), self.count)
        for part in parts:
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        px = shell.theme.px
        room = self.screen().availableGeometry()
        self.resize(min(px(980), room.width() - 40), min(px(520), room.height() - 60))
