"""The editable table of people to report to, with each fault marked at its cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from app.rules.escalation.targets import DIRECTORY_LEVEL_WORDS, HEADINGS, SCOPE_WORDS, CellProblem, Target, is_heading
from app.ui.kit.tooltips import set_tip
from app.ui.kit.words import full, full_deadline
from app.ui.look.icons import icon
from app.ui.look.theme import Theme

_WIDTHS = (60, 80, 136, 76, 116, 136, 136, 90, 88, 64, 108, 76, 116, 136)
_SPARE_ROWS = 3


class TargetsTable(QTableWidget):
    """Rows of fourteen cells with blank ones at the end. Ctrl+V pastes a block where the cursor stands; Del empties."""

    edited = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(_SPARE_ROWS, len(HEADINGS))
        self._theme = theme
        self._filling = False
        self.setAccessibleName("上报对象")
        self.setHorizontalHeaderLabels(list(HEADINGS))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.px(36))
        self.setTabKeyNavigation(False)
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, theme.px(width))
        self.horizontalHeader().setStretchLastSection(True)
        self.cellChanged.connect(self._changed)

    def lines(self) -> list[list[str]]:
        """The current cells, without the blank rows at the end."""
        rows = [[self._cell(row, column) for column in range(self.columnCount())] for row in range(self.rowCount())]
        while rows and not any(cell.strip() for cell in rows[-1]):
            rows.pop()
        return rows

    def show_lines(self, lines: Iterable[Sequence[str]]) -> None:
        """Replaces all rows with these."""
        self._filling = True
        rows = list(lines)
        self.clearContents()
        self.setRowCount(len(rows) + _SPARE_ROWS)
        for row, cells in enumerate(rows):
            self._write(row, 0, cells)
        self._filling = False

    def paste(self, text: str) -> None:
        """Puts a block of cells, as a spreadsheet copies them, where the cursor stands; its headings are left out."""
        block = [line.split("\t") for line in text.replace("\r\n", "\n").rstrip("\n").split("\n")]
        if block and is_heading(block[0]):
            block = block[1:]
        row, column = max(0, self.currentRow()), max(0, self.currentColumn())
        self._filling = True
        self.setRowCount(max(self.rowCount(), row + len(block) + _SPARE_ROWS))
        for place, cells in enumerate(block):
            self._write(row + place, column, cells)
        self._filling = False
        self.edited.emit()

    def mark(self, problems: Sequence[CellProblem]) -> None:
        """Marks invalid cells with ground, icon and tooltip, and clears the marks of all others."""
        wrong = {(problem.row, problem.column): problem.reason for problem in problems}
        tokens = self._theme.tokens
        self._filling = True
        for row in range(self.rowCount()):
            for column in range(self.columnCount()):
                reason = wrong.get((row, column), "")
                item = self.item(row, column) or self._new(row, column)
                item.setBackground(QBrush(QColor(tokens.red_soft)) if reason else QBrush())
                set_tip(item, reason)
                item.setData(Qt.ItemDataRole.DecorationRole, icon("triangle-alert", tokens.red) if reason else None)
        self._filling = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V pastes, Del and Backspace empty the chosen cells."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._empty()
        else:
            super().keyPressEvent(event)

    def _empty(self) -> None:
        self._filling = True
        for item in self.selectedItems():
            item.setText("")
        self._filling = False
        self.edited.emit()

    def _write(self, row: int, column: int, cells: Sequence[str]) -> None:
        for place, text in enumerate(cells[: self.columnCount() - column]):
            self.setItem(row, column + place, QTableWidgetItem(text.strip()))

    def _new(self, row: int, column: int) -> QTableWidgetItem:
        item = QTableWidgetItem("")
        self.setItem(row, column, item)
        return item

    def _cell(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return item.text() if item is not None else ""

    def _changed(self, row: int, _column: int) -> None:
        if self._filling:
            return
        if row >= self.rowCount() - 1:
            self.setRowCount(self.rowCount() + _SPARE_ROWS)
        self.edited.emit()


def target_cells(target: Target) -> list[str]:
    """One person as a row of the table."""
    return [
        DIRECTORY_LEVEL_WORDS[target.level],
        SCOPE_WORDS[target.scope],
        target.place,
        target.name,
        target.phone,
        full(target.since) if target.since else "",
        full_deadline(target.until) if target.until else "",
        target.note,
        target.duty,
        target.channel,
        target.shift,
        target.stand_in,
        target.stand_in_phone,
        full(target.away_until) if target.away_until else "",
    ]
