"""The frame of the rows: the heading with the filters, and the page of an empty list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from app.desk.queue.rows import QueueQuery
from app.rules.queue.names import QueueName
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import action_button
from app.ui.kit.labels import ElidedLabel, label
from app.ui.queue.empty_words import empty_words

_NARROWEST = 280
_TO_SIGN_TOOLS = ("sign-by-number", "cockpit")


class ListTop(QWidget):
    """Name and count of the list, with the filters beside them, or below when there is no room."""

    def __init__(self, shell: Shell, bar: QWidget) -> None:
        super().__init__()
        self._shell = shell
        self._bar = bar
        self._name = label("", "heading")
        self.count = ElidedLabel("", "second")
        headline = QWidget()
        words = QBoxLayout(QBoxLayout.Direction.LeftToRight, headline)
        words.setContentsMargins(0, 0, 0, 0)
        words.addWidget(self._name)
        words.addWidget(self.count, 1)
        self.tools = [action_button(shell, name, role="filter") for name in _TO_SIGN_TOOLS]
        for button in self.tools:
            words.addWidget(button)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(14, 10, 12, 6)
        self._row.addWidget(headline, 1)
        self._row.addWidget(bar)

    def show_words(self, name: str, query: QueueQuery, order: str, *, total: int, shown: int, selected: int) -> None:
        """Shows the name, the count, the order, and how many are selected."""
        self._name.setText(name)
        to_sign = query.queue is QueueName.TO_SIGN and not query.search
        for action, button in zip(_TO_SIGN_TOOLS, self.tools, strict=True):
            button.setVisible(to_sign and self._shell.commands.is_there(action))
        if query.search:
            words = f"共 {total:,} 件，" + (f"显示最新 {shown} 件" if total > shown else order)
        else:
            words = f"{total:,} 件 · {order}"
        self.count.setText(f"{words} · 已选 {selected:,} 件" if selected > 1 else words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Moves the filters under the heading when both do not fit in a line."""
        super().resizeEvent(event)
        tools = sum(button.sizeHint().width() for button in self.tools if not button.isHidden())
        needed = self._bar.sizeHint().width() + self._name.sizeHint().width() + tools + self._shell.theme.px(150)
        wide = needed <= self.width()
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)


class EmptyPage(QWidget):
    """Shows that the list is empty, and what comes next."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.title = label("", "heading", wrap=True)
        self.hint = label("", "second", wrap=True)
        self.import_button = action_button(shell, "import")
        self.import_button.setProperty("primary", True)
        self.import_button.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 48, 24, 24)
        for words in (self.title, self.hint):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            words.setMinimumWidth(_NARROWEST)  # a label that wraps asks for its height at this width
            column.addWidget(words)
        column.addSpacing(10)
        column.addWidget(self.import_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def stop(self) -> QWidget:
        """What takes the keyboard in place of the list: the button of the first import, else the page."""
        return self if self.import_button.isHidden() else self.import_button

    def show_for(self, query: QueueQuery, *, first: bool) -> None:
        """Shows the texts for this list; in a register without any ticket how to begin, with its button."""
        title, hint = empty_words(query, first=first)
        self.import_button.setVisible(first)
        self.title.setText(title)
        self.hint.setText(hint)
