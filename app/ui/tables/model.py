"""The rows of a plain list as Qt asks for them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.ui.tables.columns import Cell, Column

CELL_ROLE = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()
_WORDS = frozenset({Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole})


class RowsModel(QAbstractTableModel):
    """Serves frozen rows through columns; a row is known again by its key."""

    def __init__(
        self,
        columns: Sequence[Column],
        key: Callable[[Any], Hashable],
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: list[Any] = []
        self._key = key
        self._now = now

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """How many rows the list holds."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """How many columns there are, shown or not."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        """The headings, over the left edge of their columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The Cell (CELL_ROLE), and its words for screen readers; the whole text as a tooltip."""
        if not index.isValid():
            return None
        if role == CELL_ROLE:
            return self.cell(index.row(), index.column())
        if role in _WORDS:
            return self.cell(index.row(), index.column()).words()
        if role == Qt.ItemDataRole.ToolTipRole:
            cell = self.cell(index.row(), index.column())
            return "\n".join(part for part in (cell.text, cell.second) if part)
        return None

    def cell(self, place: int, column: int) -> Cell:
        """What one cell says now."""
        return self.columns[column].cell(self.rows[place], self._now())

    def key_at(self, place: int) -> Hashable:
        """By what the row at a place is known."""
        return self._key(self.rows[place])

    def place_of(self, key: Hashable) -> int:
        """Where the row with this key stands, -1 when it is not in the list."""
        return next((place for place, row in enumerate(self.rows) if self._key(row) == key), -1)

    def set_rows(self, rows: Sequence[Any]) -> bool:
        """Takes new rows; False when they are the same ones in the same order, perhaps with other contents."""
        same = [self._key(row) for row in rows] == [self._key(row) for row in self.rows]
        if same:
            self.rows = list(rows)
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.columns) - 1))
            return False
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()
        return True
