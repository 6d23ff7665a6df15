"""The base class of every table of the window: what it shows, its order, its selected rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QTableView

from app.ui.frame.shell import Shell
from app.ui.kit.table.columns import Column
from app.ui.kit.table.menu import Lines
from app.ui.kit.table.selection import selected_count, selected_places
from app.ui.kit.table.sheet import Sheet


class TableBase(QTableView):
    """A table as its parts see it: the clipboard, the menus, export and print.

    The menu of a row lists `row_lines` first (`opens` names what Enter does where there are none), and `tool_lines`
    (the buttons of the page) after the ways to copy. `about` describes how the list is narrowed, for its export.
    """

    def __init__(self, shell: Shell, name: str) -> None:
        super().__init__()
        self.shell = shell
        self.title = name
        self.opens = ""
        self.about: Callable[[], str] = str
        self.row_lines: Callable[[], Lines] = tuple
        self.tool_lines: Callable[[], Lines] = tuple

    def sheet(self, places: Sequence[int] | None = None) -> Sheet:
        """A snapshot of all rows, or of those at these places."""
        raise NotImplementedError

    def sort_lines(self) -> Lines:
        """The orders that can be chosen."""
        raise NotImplementedError

    def column_lines(self, column: int | None = None) -> Lines:
        """The commands for the columns: first for the given one, else for that of the current cell."""
        raise NotImplementedError

    def order_words(self) -> str:
        """The order of the list in words."""
        raise NotImplementedError

    def cell_column(self) -> Column | None:
        """The column of the current cell; None where nothing is current."""
        raise NotImplementedError

    def open_current(self) -> None:
        """Opens the current row, as Enter and a double click do."""
        raise NotImplementedError

    def selected_places(self) -> list[int]:
        """The selected rows from top to bottom."""
        return selected_places(self.selectionModel())

    def selected_count(self) -> int:
        """The number of selected rows."""
        return selected_count(self.selectionModel())
