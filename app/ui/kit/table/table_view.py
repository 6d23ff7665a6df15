"""The base view of every table: keys, selection, copying, menus; a subclass supplies the rows."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from app.ui.frame.shell import Shell
from app.ui.kit.table.clipboard import Copier
from app.ui.kit.table.menus import TableMenus
from app.ui.kit.table.table_base import TableBase


class TableView(TableBase):
    """A list of rows of equal height. Enter opens the current row; Ctrl+C copies the selected ones.

    Home, End, the page keys and Ctrl+A move and select as everywhere; Shift extends.
    """

    sorted_anew = Signal()  # the rows or their order were read again

    def __init__(self, shell: Shell, model: QAbstractItemModel, name: str) -> None:
        super().__init__(shell, name)
        self.setObjectName("bare")
        self.setAccessibleName(name)
        self.copier = Copier(self)
        self.menus = TableMenus(self, self.copier)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row, Ctrl+C copies, the menu key opens the menu; every letter is left to the actions."""
        shift_f10 = event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.open_current()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copier.copy_rows()
        elif shift_f10 or event.key() == Qt.Key.Key_Menu:
            self.menus.open_row()
        else:
            before = self.currentIndex().row()
            super().keyPressEvent(event)
            if self.currentIndex().row() != before:
                self.shell.settling.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chooses the row under the mouse, which can be acted on at once."""
        super().mousePressEvent(event)
        self.shell.settling.end()

    def keyboardSearch(self, search: str) -> None:
        """Leaves letters alone: a search walks through every row of the list."""

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End go to the first and last row, in the column of the current cell."""
        last = self.model().rowCount() - 1
        column = max(0, self.currentIndex().column())
        if action == QAbstractItemView.CursorAction.MoveHome and last >= 0:
            return self.model().index(0, column)
        if action == QAbstractItemView.CursorAction.MoveEnd and last >= 0:
            return self.model().index(last, column)
        return super().moveCursor(action, modifiers)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Opens the menu where the right button was pressed; by the menu key, below the row."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.menus.open_row(None if by_key else event.globalPos())
