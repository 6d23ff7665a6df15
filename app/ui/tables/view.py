"""The table of a register: rows are chosen and opened by keys, columns fit the width by themselves."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.ui.shell import Shell
from app.ui.tables.columns import fit
from app.ui.tables.delegate import ROW_HEIGHT, CellDelegate
from app.ui.tables.model import RowsModel

# Headings stand over the words of their columns (see CellDelegate).
_HEAD_SHEET = "QHeaderView::section { padding: 6px 8px; } QHeaderView::section:first { padding-left: 14px; }"


class RowsView(QTableView):
    """One row is current; Enter or a double click opens it."""

    chosen = Signal(object)  # the current row or None
    entered_row = Signal(object)

    def __init__(self, shell: Shell, model: RowsModel, name: str) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.setAccessibleName(name)
        self._theme = shell.theme
        self._rows = model
        self.setModel(model)
        self.setItemDelegate(CellDelegate(shell.theme, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._head = self.horizontalHeader()
        self._head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._head.setSectionsClickable(False)
        self._head.setHighlightSections(False)
        self._head.setMinimumSectionSize(0)
        self._head.setStyleSheet(_HEAD_SHEET)
        self.selectionModel().currentRowChanged.connect(self._tell)
        self.doubleClicked.connect(self.enter)
        shell.theme.changed.connect(self._dress)
        self._dress()

    @property
    def current(self) -> Any:
        """The current row, or None."""
        index = self.currentIndex()
        return self._rows.rows[index.row()] if index.isValid() else None

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Takes new rows; the current one stays current, or its neighbour when it is gone."""
        before = self.currentIndex()
        key: Hashable = self._rows.key_at(before.row()) if before.isValid() else None
        place, scroll = max(0, before.row()), self.verticalScrollBar().value()
        if self._rows.set_rows(rows) and rows:
            found = self._rows.place_of(key) if key is not None else -1
            self.choose(found if found >= 0 else min(place, len(rows) - 1))
            if found >= 0:
                self.verticalScrollBar().setValue(scroll)
        self._tell()

    def choose(self, place: int) -> None:
        """Makes one row the current one and brings it into view."""
        flags = QItemSelectionModel.SelectionFlag
        index = self._rows.index(place, 0)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def choose_key(self, key: Hashable) -> bool:
        """Makes the row with this key the current one; False when it is not in the list."""
        place = self._rows.place_of(key)
        if place >= 0:
            self.choose(place)
        return place >= 0

    def enter(self) -> None:
        """Opens the current row, as Enter does."""
        if self.current is not None:
            self.entered_row.emit(self.current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row; every letter is left to the actions."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.enter()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Leaves letters alone."""

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End go to the first and last row."""
        last = self._rows.rowCount() - 1
        if action == QAbstractItemView.CursorAction.MoveHome and last >= 0:
            return self._rows.index(0, 0)
        if action == QAbstractItemView.CursorAction.MoveEnd and last >= 0:
            return self._rows.index(last, 0)
        return super().moveCursor(action, modifiers)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lets the columns fit the new width."""
        super().resizeEvent(event)
        self._fit()

    def shown_headings(self) -> list[str]:
        """The headings of the columns that have room."""
        columns = self._rows.columns
        return [column.heading for place, column in enumerate(columns) if not self.isColumnHidden(place)]

    def _fit(self) -> None:
        widths = fit(self._rows.columns, self.viewport().width(), self._theme.scale)
        for place, width in enumerate(widths):
            self.setColumnHidden(place, width == 0)
            if width:
                self.setColumnWidth(place, width)

    def _tell(self, *_: object) -> None:
        self.chosen.emit(self.current)

    def _dress(self) -> None:
        height = self._theme.px(ROW_HEIGHT)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(height)
        self._fit()
        self.viewport().update()
