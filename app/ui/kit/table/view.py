"""The table of a register: rows in memory, sortable by any column, with automatic or chosen widths."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent

from app.ui.frame.shell import Shell
from app.ui.kit.table import column_menu
from app.ui.kit.table.columns import Column
from app.ui.kit.table.delegate import ROW_HEIGHT, CellDelegate
from app.ui.kit.table.header import TableHeader
from app.ui.kit.table.layout import ColumnLayout
from app.ui.kit.table.menu import Lines
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.order import Order, next_order, order_words
from app.ui.kit.table.sheet import KnownRows, Sheet
from app.ui.kit.table.standing import Standing
from app.ui.kit.table.table_view import TableView


class RowsView(TableView):
    """One row is current; Enter or a double click opens it."""

    chosen = Signal(object)  # the current row, or None
    entered_row = Signal(object)

    def __init__(self, shell: Shell, model: RowsModel, name: str) -> None:
        super().__init__(shell, model, name)
        self._theme = shell.theme
        self._rows = model
        self._new_list = False
        self.setItemDelegate(CellDelegate(shell.theme, self))
        self.head = TableHeader(shell, self)
        self.setHorizontalHeader(self.head)
        self.columns = ColumnLayout(shell, self, model.columns, name)
        self.head.sectionClicked.connect(self._click_heading)
        self.head.menu_requested.connect(self.menus.open_columns)
        self.selectionModel().currentRowChanged.connect(self._emit_current)
        self.doubleClicked.connect(self.open_current)
        shell.theme.changed.connect(self._dress)
        self._dress()

    @property
    def rows(self) -> RowsModel:
        """The rows and columns behind it."""
        return self._rows

    @property
    def current(self) -> Any:
        """The current row, or None."""
        index = self.currentIndex()
        return self._rows.rows[index.row()] if index.isValid() else None

    def begin_list(self) -> None:
        """Makes the next rows a new list, which starts at its first row: a person narrowed or turned it."""
        self._new_list = True

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Sets the rows; the current one stays current, or its neighbour when it is gone.

        A neighbour that takes the place of a row that is gone cannot be acted on for half a second.
        """
        standing, new_list = Standing(self, self._rows), self._new_list
        self._new_list = False
        if self._rows.set_rows(rows) and rows:
            self.choose(standing.place(new_list=new_list))
            standing.restore()
            if standing.is_gone and not new_list:
                self.shell.settling.begin()
        self.head.show_order(self._rows.applied)
        self.sorted_anew.emit()
        self._emit_current()

    def sort_by(self, order: Order | None) -> None:
        """Sorts by a column, or not at all; the current row and the selection stay."""
        standing = Standing(self, self._rows)
        if self._rows.sort_by(order):
            self.choose(standing.place())
            standing.restore()
            self.scrollTo(self.currentIndex())
        self.head.show_order(self._rows.applied)
        self.sorted_anew.emit()

    def choose(self, place: int) -> None:
        """Makes one row the current and only selected one, and brings it into view."""
        flags = QItemSelectionModel.SelectionFlag
        index = self._rows.index(place, self._cell_place())
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def choose_key(self, key: Hashable) -> bool:
        """Makes the row with this key the current one; False when it is not in the list."""
        place = self._rows.place_of(key)
        if place >= 0:
            self.choose(place)
        return place >= 0

    def shown_headings(self) -> list[str]:
        """The headings of the shown columns from left to right."""
        return [self._rows.columns[place].heading for place in self.columns.visible()]

    def sheet(self, places: Sequence[int] | None = None) -> Sheet:
        """The shown columns with all rows, or with those at these places."""
        rows = self._rows.rows if places is None else [self._rows.rows[place] for place in places]
        columns = tuple(self._rows.columns[place] for place in self.columns.visible())
        about = "，".join(part for part in (self.about().rstrip("。"), self.order_words()) if part)
        return Sheet(self.title, about, columns, len(rows), self.shell.now(), KnownRows(tuple(rows)))

    def sort_lines(self) -> Lines:
        """Every shown column as an order."""
        rows = self._rows
        return column_menu.sort_lines(
            rows.columns, self.columns.visible(), rows.applied, self.sort_by, allowed=rows.can_sort
        )

    def column_lines(self, column: int | None = None) -> Lines:
        """The commands for a column, and which columns are shown."""
        place = self._cell_place() if column is None else column
        return column_menu.column_lines(
            self._rows.columns, self.columns, place, self.sort_by, sortable=self._rows.can_sort
        )

    def order_words(self) -> str:
        """The order of the rows in words."""
        return order_words(self._rows.columns, self._rows.applied, self._rows.rowCount())

    def cell_column(self) -> Column | None:
        """The column of the current cell."""
        return self._rows.columns[self._cell_place()] if self.currentIndex().isValid() else None

    def open_current(self, *_: object) -> None:
        """Emits that the current row is to be opened."""
        if self.current is not None:
            self.entered_row.emit(self.current)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lets the columns fit the new width."""
        super().resizeEvent(event)
        self.columns.fit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Saves the layout that a person has just set."""
        super().hideEvent(event)
        self.columns.flush()

    def _cell_place(self) -> int:
        """The column of the current cell, or the first one shown."""
        place, visible = self.currentIndex().column(), self.columns.visible()
        return place if place in visible else visible[0] if visible else 0

    def _click_heading(self, column: int) -> None:
        self.sort_by(next_order(self._rows.applied, column))

    def _emit_current(self, *_: object) -> None:
        self.chosen.emit(self.current)

    def _dress(self) -> None:
        height = self._theme.px(ROW_HEIGHT)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(height)
        self.columns.fit()
        self.viewport().update()
