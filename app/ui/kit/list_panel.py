"""The frame of a register's list: heading, count, tools, filters, and the table or an empty state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.ui.kit.filters import ChoiceBox, ChoiceRow, FilterBar
from app.ui.kit.labels import ElidedLabel, label
from app.ui.kit.search_field import SearchField
from app.ui.kit.table.foot import SelectionFoot
from app.ui.kit.table.menu import Lines, button_line
from app.ui.kit.table.view import RowsView

# Whoever began to type meanwhile goes on typing.
_TYPED_IN = (QLineEdit, QPlainTextEdit, QTextEdit)


class ListPanel(QFrame):
    """Shows rows, or that there are none and what comes next."""

    def __init__(self, title: str, view: RowsView) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.view = view
        view.title = title
        view.about = self._about
        view.tool_lines = self._tool_lines
        amounts = [column.amount for column in view.rows.columns if column.amount is not None]
        self.foot = SelectionFoot(view, amounts, view.rows.row_at)
        self._buttons: list[QPushButton] = []
        self._owes_keyboard = False  # whether the page was shown before its first rows were read
        self._holder: QWidget | None = None  # what had the keyboard then
        self.count = ElidedLabel("", "second")
        self.empty_title = label("正在读取…", "heading", wrap=True)
        self.empty_hint = label("", "second", wrap=True)
        self._stack = QStackedWidget()
        self._stack.addWidget(view)
        self._stack.addWidget(self._empty_page())
        self._stack.setCurrentIndex(1)
        # Its own hint counts the wrapped words at their narrowest, 600 px and more, and squeezes what stands above.
        self._stack.setMinimumHeight(view.shell.theme.px(110))
        self._tools = QHBoxLayout()
        self._tools.setSpacing(8)
        self._tools.addWidget(label(title, "heading"))
        self._tools.addWidget(self.count, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 10, 1, 1)
        self._column.setSpacing(8)
        self._top = QVBoxLayout()
        self._top.setContentsMargins(14, 0, 12, 0)
        self._top.setSpacing(8)
        self._top.addLayout(self._tools)
        self._column.addLayout(self._top)
        self._column.addWidget(self._stack, 1)
        self._column.addWidget(self.foot)

    def add_tool(self, widget: QWidget) -> None:
        """Adds a button at the right end of the heading and to the menu of a row, or a field that searches the list."""
        self._tools.addWidget(widget)
        self._follow_search(widget)
        if isinstance(widget, QPushButton):
            self._buttons.append(widget)

    def add_filters(self, widget: QWidget) -> None:
        """Adds a row of filters under the heading; narrowed by it, the list starts at its first row."""
        self._top.addWidget(widget)
        if isinstance(widget, FilterBar):
            widget.narrowed.connect(self.view.begin_list)
        elif isinstance(widget, ChoiceRow | ChoiceBox):
            widget.chosen.connect(self.view.begin_list)
        fields: Iterable[SearchField] = widget.findChildren(SearchField)
        for field in fields:
            self._follow_search(field)

    def _follow_search(self, widget: QWidget) -> None:
        if isinstance(widget, SearchField):
            widget.textChanged.connect(self.view.begin_list)

    def show_rows(self, rows: Sequence[Any], empty: tuple[str, str]) -> None:
        """Shows the rows; when there are none, the headline and the advice."""
        self.view.show_rows(rows)
        title, hint = empty
        self.empty_title.setText(title)
        self.empty_hint.setText(hint)
        self._stack.setCurrentIndex(0 if rows else 1)
        if self._owes_keyboard:
            holder, self._owes_keyboard = self.window().focusWidget(), False
            if rows and (holder is self._holder or not isinstance(holder, _TYPED_IN)):
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Takes the focus when its page is shown, so that arrows and Enter work at once.

        A table whose rows are still being read is hidden and cannot have it; it takes it with them.
        """
        super().showEvent(event)
        if not event.spontaneous():
            self._owes_keyboard, self._holder = self.is_empty, self.window().focusWidget()
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def is_empty(self) -> bool:
        """Whether the empty state is shown in place of the table."""
        return self._stack.currentIndex() == 1

    def _about(self) -> str:
        return self.count.text()

    def _tool_lines(self) -> Lines:
        return [button_line(button) for button in self._buttons if not button.isHidden()]

    def _empty_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 48, 24, 24)
        for words in (self.empty_title, self.empty_hint):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(words)
        column.addStretch(1)
        return page
