"""The menus of one table: of a row, of the columns, of the orders."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint
from shiboken6 import isValid

from app.ui.actions.action import key_words
from app.ui.kit.table.clipboard import Copier
from app.ui.kit.table.menu import Lines, LinesMenu, MenuLine, action_line
from app.ui.kit.table.table_base import TableBase


class TableMenus(QObject):
    """Opens one menu at a time; `menu` is the one that was opened last."""

    def __init__(self, view: TableBase, copier: Copier) -> None:
        super().__init__(view)
        self._view = view
        self._copier = copier
        self.menu: LinesMenu | None = None

    def open_row(self, place: QPoint | None = None) -> None:
        """Opens the menu of the current row, at a place of the screen or below the row."""
        self._open(self.row_lines, place)

    def open_columns(self, column: int | None = None, place: QPoint | None = None) -> None:
        """Opens the menu of a column, by default the one of the current cell."""
        self._open(partial(self._view.column_lines, column), place)

    def open_orders(self, place: QPoint | None = None) -> None:
        """Opens the menu of the orders."""
        self._open(self._view.sort_lines, place)

    def refresh(self) -> None:
        """Makes an open menu read its lines again after the allowed actions changed."""
        if self.menu is not None and isValid(self.menu) and self.menu.isVisible():
            self.menu.refresh()

    def row_lines(self) -> Lines:
        """The lines of a row's menu: its actions, ways to copy, the actions of the list."""
        view = self._view
        own, tools = view.row_lines(), view.tool_lines()
        if view.opens and not own:
            chosen = view.currentIndex().isValid()
            own = [MenuLine(view.opens, view.open_current, key_words("Return"), allowed=chosen)]
        return [*own, *([None] if own else []), *self._copy_lines(), None, *tools, *self._list_lines()]

    def _copy_lines(self) -> Lines:
        view, column = self._view, self._view.cell_column()
        chosen = view.selected_count() > 0
        cell = "复制单元格" if column is None else f"复制单元格（{column.heading}）"
        on_cell = column is not None and view.currentIndex().isValid()
        return [
            MenuLine("复制", self._copier.copy_rows, "Ctrl+C", "copy", chosen),
            MenuLine("复制（含表头）", self._copier.copy_rows_with_headings, allowed=chosen),
            MenuLine(cell, self._copier.copy_cell, allowed=on_cell),
            MenuLine("全选", view.selectAll, "Ctrl+A", allowed=view.model().rowCount() > 0),
        ]

    def _list_lines(self) -> Lines:
        shell, rows = self._view.shell, self._view.model().rowCount()
        return [
            *(action_line(shell, name, allowed=rows > 0) for name in ("list-export", "list-print")),
            *(action_line(shell, name) for name in ("list-sort", "list-columns")),
        ]

    def _open(self, lines: Callable[[], Lines], place: QPoint | None) -> None:
        if self.menu is not None and isValid(self.menu) and self.menu.isVisible():
            return  # the menu key may arrive twice: as a key and as the context menu event of the system
        self.menu = LinesMenu(self._view, lines, self._view.shell.theme.tokens.text)
        self.menu.open_at(self._below_current() if place is None else place)

    def _below_current(self) -> QPoint:
        view, index = self._view, self._view.currentIndex()
        whole = view.viewport().rect()
        row = view.visualRect(index).intersected(whole) if index.isValid() else whole
        return view.viewport().mapToGlobal(whole.topLeft() if row.isEmpty() or row == whole else row.bottomLeft())
