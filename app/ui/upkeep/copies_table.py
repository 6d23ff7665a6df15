"""The table of copies on the rescue screen: newest first, each with its key, its counts and its check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from app.desk.upkeep.rows import CopyRow
from app.ui.kit.tooltips import set_tip
from app.ui.look.theme import Theme
from app.ui.upkeep import rescue_words as words

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_NUMBERS = {3, 4, 5, 8}
_VERDICT = 7
_ROW, _SHOWN = 38, 7


class _WholeRow(QStyledItemDelegate):
    """Paints no frame around the current cell: a whole row is chosen."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus  # type: ignore[attr-defined]  # missing in the stubs


class CopiesTable(QTableWidget):
    """Holds the copies and shows one line for each; digits and Enter are the dialog's."""

    def __init__(self, theme: Theme, now: Callable[[], datetime]) -> None:
        super().__init__(0, len(words.HEADINGS))
        self._theme, self._now = theme, now
        self.copies: list[CopyRow] = []
        self._lost: list[timedelta | None] = []
        self.setAccessibleName("备份")
        self.setHorizontalHeaderLabels(words.HEADINGS)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(_ROW))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(_WholeRow(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_VERDICT, QHeaderView.ResizeMode.Stretch)
        for column in range(len(words.HEADINGS)):
            self.horizontalHeaderItem(column).setTextAlignment(_RIGHT if column in _NUMBERS else _LEFT)

    def show_copies(self, copies: Sequence[CopyRow]) -> None:
        """Lists the copies; none is checked yet."""
        self.copies = list(copies)
        self._lost = [None] * len(copies)
        self.setRowCount(len(copies))
        for at in range(len(copies)):
            self._write(at)
        if copies:
            self.selectRow(0)

    def show_check(self, at: int, row: CopyRow, lost: timedelta) -> None:
        """Shows what the check of one copy found."""
        self.copies[at], self._lost[at] = row, lost
        self._write(at)

    def chosen(self) -> CopyRow | None:
        """The selected copy."""
        at = self.currentRow()
        return self.copies[at] if 0 <= at < len(self.copies) else None

    def lost(self) -> timedelta | None:
        """The longest time that the selected copy may lack; None until it has been checked."""
        at = self.currentRow()
        return self._lost[at] if 0 <= at < len(self._lost) else None

    def fit(self) -> None:
        """Gives the table room for its lines, up to seven."""
        lines = min(max(self.rowCount(), 2), _SHOWN)
        height = self.horizontalHeader().sizeHint().height() + lines * self._theme.px(_ROW) + 4
        self.setMinimumHeight(self._theme.px(_ROW) * 3)
        self.setMaximumHeight(height)

    def _write(self, at: int) -> None:
        row, tokens = self.copies[at], self._theme.tokens
        colour = {None: tokens.second, True: tokens.green, False: tokens.red}[row.holds]
        for column, text in enumerate(words.cells(at + 1, row, self._lost[at], self._now())):
            item = QTableWidgetItem(text)
            item.setTextAlignment(_RIGHT if column in _NUMBERS else _LEFT)
            if column == _VERDICT:
                item.setForeground(QColor(colour))
                set_tip(item, text)
            self.setItem(at, column, item)
