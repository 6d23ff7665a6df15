"""Copies from a table: selected rows as TAB-separated text, or one cell; masked as on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from app.ui.kit.table.sheet import Sheet
from app.ui.kit.table.table_base import TableBase

if TYPE_CHECKING:
    from app.desk.shared.context import Desk

MOST_COPIED = 5_000
_FOLDED = str.maketrans({"\t": " ", "\n": " ", "\r": " ", "\u2028": " ", "\u2029": " "})


class Copier(QObject):
    """Copies from one table; the text is put together on a reader thread."""

    def __init__(self, view: TableBase) -> None:
        super().__init__(view)
        self._view = view
        self._done = ""

    def copy_rows(self, *, headings: bool = False) -> None:
        """Copies the shown cells of the selected rows, with or without a first line of headings."""
        count = self._view.selected_count()
        if count > MOST_COPIED:
            self._view.shell.say(f"一次最多复制 {MOST_COPIED:,} 行；更多的请用“导出所列”", "amber")
        elif count:
            self._read(self._view.sheet(self._view.selected_places()), f"已复制 {count:,} 行", headings=headings)

    def copy_rows_with_headings(self) -> None:
        """Copies the selected rows under their headings."""
        self.copy_rows(headings=True)

    def copy_cell(self) -> None:
        """Copies the words of the current cell."""
        column, index = self._view.cell_column(), self._view.currentIndex()
        if column is not None and index.isValid():
            sheet = self._view.sheet([index.row()]).only(column)
            self._read(sheet, f"已复制“{column.heading}”", headings=False)

    def _read(self, sheet: Sheet, done: str, *, headings: bool) -> None:
        self._done = done
        self._view.shell.gateway.read(tab_text, self._take, key="list-copy", sheet=sheet, headings=headings)

    def _take(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._view.shell.say(self._done, "green")


def tab_text(desk: Desk, *, sheet: Sheet, headings: bool) -> str:
    """The shown cells as lines of TAB-separated text; a tab or line break within a cell becomes a space."""
    lines = [tab_line([column.heading for column in sheet.columns])] if headings else []
    lines.extend(tab_line([cell.words() for cell in cells]) for cells in sheet.cells(desk))
    return "\n".join(lines)


def tab_line(words: Sequence[str]) -> str:
    """One line of TAB-separated text."""
    return "\t".join(word.translate(_FOLDED) for word in words)
