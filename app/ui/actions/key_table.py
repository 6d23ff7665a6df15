"""The key table (F1, ?): every action with its key, searchable."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.rules.shared.search_terms import says_all
from app.ui.actions.action import Action, key_words
from app.ui.actions.commands import Commands
from app.ui.kit.labels import clearable, label
from app.ui.look.theme import Theme
from app.ui.reminder.alarm.rhythm import SNOOZE_MINUTES

LIST_KEYS = (
    ("↑ ↓ PgUp PgDn", "列表", "上下移动，翻页"),
    ("Home End", "列表", "第一件，最后一件"),
    ("Shift+↑↓", "列表", "多选；也可按住 Ctrl 单击"),
    ("Ctrl+A", "列表", "全选"),
    ("Shift+F10", "列表", "打开所选行的菜单；也可按菜单键或右击"),
    ("回车", "列表", "转到右侧工单"),
    ("Ctrl+回车", "填写窗口", "确定"),
    ("1–9 回车 Backspace", "回访与联系", "作答，下一题，上一题"),
    ("↑ ↓ Alt+1…9", "回访与联系", "选择要拨打的号码"),
    ("PgDn Alt+U", "回访", "跳过这一件，定为无法联系"),
    ("1–9 回车 Ctrl+回车", "报警窗", "办理这一条，办理所选，全部签收（超时的选一个原因）"),
    ("A S H O", "报警窗", f"确认全部，{SNOOZE_MINUTES} 分钟后，早已超期的归入历史未结，打开工单"),
    ("T F12 Esc", "报警窗", "通话中（静音，只留一条），回到原处，缩成一条"),
)


class KeyTable(QDialog):
    """Lists what this window can do: an action whose part is missing has no line."""

    def __init__(self, commands: Commands[Any], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("按键表")
        room = self.screen().availableGeometry()
        self.resize(min(theme.px(820), room.width() - 40), min(theme.px(560), room.height() - 60))
        self._commands = commands
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("输入几个字查找按键，如：签收")
        self.filter.setAccessibleName("查找按键")
        clearable(self.filter)
        self.table = QTableWidget(0, 3)
        self.table.setTabKeyNavigation(False)
        self.table.setHorizontalHeaderLabels(["按键", "操作", "说明"])
        self.table.setAccessibleName("按键表")
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.nothing = label("", "second", wrap=True)
        self.nothing.hide()
        self.filter.textChanged.connect(self._narrow)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(label("按键表", "title"))
        column.addWidget(self.filter)
        column.addWidget(self.table, 1)
        column.addWidget(self.nothing, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(label("Ctrl+K 打开命令面板：输入几个字即可执行任何操作。Esc 关闭。", "hint", wrap=True))
        self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        """Starts with the cursor in the filter."""
        super().showEvent(event)
        self.filter.setFocus()

    def shown(self) -> list[str]:
        """The texts of the lines that the filter leaves."""
        rows = (row for row in range(self.table.rowCount()) if not self.table.isRowHidden(row))
        return [self._text(row, 1) for row in rows]

    def _fill(self) -> None:
        lines = [(_keys(entry), entry.text, entry.hint) for entry in self._commands.every() if entry.keys]
        lines += LIST_KEYS
        self.table.setRowCount(len(lines))
        for row, line in enumerate(lines):
            for place, text in enumerate(line):
                self.table.setItem(row, place, QTableWidgetItem(text))

    def _narrow(self, text: str) -> None:
        for row in range(self.table.rowCount()):
            words = " ".join(self._text(row, place) for place in range(3))
            self.table.setRowHidden(row, not says_all(words, text))
        found = bool(self.shown())
        self.table.setVisible(found)
        self.nothing.setText(f"没有找到“{text.strip()}”。可以换个说法，如：签收、导入、F2。")
        self.nothing.setVisible(not found)

    def _text(self, row: int, place: int) -> str:
        item = self.table.item(row, place)
        return item.text() if item is not None else ""


def _keys(entry: Action[Any]) -> str:
    return " 或 ".join(key_words(key) for key in entry.keys)
