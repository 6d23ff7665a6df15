"""The command palette (Ctrl+K): finds any action, page or queue by a few characters."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.rules.shared.search_terms import says_all
from app.ui.actions.action import Action, button_words
from app.ui.actions.commands import Commands
from app.ui.kit.labels import label
from app.ui.kit.tooltips import set_tip
from app.ui.look.icons import icon
from app.ui.look.theme import Theme

_STEPS: dict[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_LEFT_OUT = frozenset({"palette", "back"})


class CommandPalette(QDialog):
    """A frameless dialog, not a popup: Chinese input methods do not work in popups."""

    def __init__(self, commands: Commands[Any], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("命令")
        self.setObjectName("palette")
        self._commands = commands
        self._theme = theme
        self.field = QLineEdit()
        self.field.setPlaceholderText("输入操作、页面或队列的名字")
        self.field.setAccessibleName("命令")
        self.found = QListWidget()
        self.found.setAccessibleName("找到的命令")
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.itemClicked.connect(self._do)
        self.nothing = label("", "second", wrap=True)
        self.field.textChanged.connect(self._search)
        self.field.returnPressed.connect(self._do)
        self.field.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 10)
        column.addWidget(self.field)
        column.addWidget(self.nothing, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.found, 1)
        column.addWidget(label("↑↓ 选择　回车 执行　Esc 关闭", "hint"))
        self._search("")
        width = min(theme.px(560), parent.width() - 40)
        self.resize(width, min(theme.px(440), parent.height() - 120))
        self.move(parent.mapToGlobal(QPoint((parent.width() - width) // 2, 72)))
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move in the list while the cursor stays in the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _STEPS:
            step = _STEPS[event.key()]
            self.found.setCurrentRow(max(0, min(self.found.count() - 1, self.found.currentRow() + step)))
            return True
        return False

    def changeEvent(self, event: QEvent) -> None:
        """Goes away when another window comes to the front."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isVisible() and not self.isActiveWindow():
            self.close()

    def _search(self, text: str) -> None:
        wanted = text.strip().lower()
        self.found.clear()
        found = [entry for entry in self._commands.every() if entry.id not in _LEFT_OUT and _matches(entry, wanted)]
        for entry in sorted(found, key=lambda entry: _distance(entry, wanted)):
            self._add(entry)
        self.found.setCurrentRow(0)
        self.nothing.setText(f"没有叫“{text.strip()}”的命令。找工单请按 Ctrl+F。")
        self.nothing.setVisible(not self.found.count())
        self.found.setVisible(bool(self.found.count()))

    def _add(self, entry: Action[Any]) -> None:
        """Adds one line; an action that is not allowed now is grey and shows the reason."""
        why_not, theme = self._commands.refusal(entry.id), self._theme
        item = QListWidgetItem(icon(entry.icon, theme.tokens.second), button_words(entry))
        item.setData(Qt.ItemDataRole.UserRole, entry.id)
        set_tip(item, why_not or entry.hint)
        if why_not:
            item.setForeground(QColor(theme.tokens.second))
        self.found.addItem(item)

    def _do(self) -> None:
        if not self.found.count():
            return
        name = str(self.found.currentItem().data(Qt.ItemDataRole.UserRole))
        self.close()
        self._commands.run(name)


def _distance(entry: Action[Any], wanted: str) -> int:
    """How far an action is from the words: its very name first, then its beginning, its name, anything else."""
    name = entry.text.lower()
    nearness = (name == wanted, name.startswith(wanted), wanted in name)
    return next((place for place, near in enumerate(nearness) if near), len(nearness)) if wanted else 0


def _matches(entry: Action[Any], wanted: str) -> bool:
    return says_all(f"{entry.text} {entry.hint} {' '.join(entry.keys)} {entry.group}", wanted)
