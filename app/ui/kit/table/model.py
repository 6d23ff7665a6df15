"""The Qt model of a plain list, in the page's default order or sorted by a column."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.ui.kit.table.columns import Cell, Column
from app.ui.kit.table.order import SORT_LIMIT, Order, direction_words, sorted_rows
from app.ui.kit.tooltips import tip_text

CELL_ROLE = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()
_WORDS = frozenset({Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole})
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class RowsModel(QAbstractTableModel):
    """Serves frozen rows through columns; a key identifies a row.

    `rows` are the rows as they are shown. The first `pinned` ones (a line of totals) stay on top when it is sorted.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        key: Callable[[Any], Hashable],
        now: Callable[[], datetime],
        parent: QObject | None = None,
        *,
        pinned: int = 0,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: list[Any] = []
        self.order: Order | None = None
        self._own: list[Any] = []
        self._key = key
        self._now = now
        self._pinned = pinned

    @property
    def can_sort(self) -> bool:
        """Whether the list is short enough to be sorted by any column."""
        return len(self._own) <= SORT_LIMIT

    @property
    def applied(self) -> Order | None:
        """The applied order; None for the page's default."""
        return self.order if self.can_sort else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """The number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """The number of columns, shown or hidden."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        """The headings, over the edge of their columns; a screen reader hears the direction of the sort."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.heading
        if role == Qt.ItemDataRole.AccessibleTextRole:
            order = self.applied
            sorted_by = order is not None and order.column == section
            return f"{column.heading} {direction_words(descending=order.descending)}" if sorted_by and order else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The Cell (CELL_ROLE), and its words for screen readers; the whole text as a tooltip."""
        if not index.isValid():
            return None
        if role == CELL_ROLE:
            return self.cell(index.row(), index.column())
        if role in _WORDS:
            return self.cell(index.row(), index.column()).words()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[index.column()].right else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            cell = self.cell(index.row(), index.column())
            return tip_text("\n".join(part for part in (cell.text, cell.second) if part))
        return None

    def cell(self, place: int, column: int) -> Cell:
        """The current content of a cell."""
        return self.columns[column].cell(self.rows[place], self._now())

    def row_at(self, place: int) -> Any:
        """The row at a place."""
        return self.rows[place]

    def key_at(self, place: int) -> Hashable:
        """The key of the row at a place."""
        return self._key(self.rows[place])

    def place_of(self, key: Hashable) -> int:
        """The place of the row with this key, -1 when it is not in the list."""
        return next((place for place, row in enumerate(self.rows) if self._key(row) == key), -1)

    def places_of(self, keys: frozenset[Hashable]) -> list[int]:
        """The places of the rows with these keys, from top to bottom."""
        return [place for place, row in enumerate(self.rows) if self._key(row) in keys]

    def set_rows(self, rows: Sequence[Any]) -> bool:
        """Sets the rows in the page's default order; False when the keys are unchanged."""
        self._own = list(rows)
        return self._show(self._arranged())

    def sort_by(self, order: Order | None) -> bool:
        """Shows the rows in another order; False when no row moved."""
        self.order = order
        moved = self._show(self._arranged())
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        return moved

    def _arranged(self) -> list[Any]:
        order = self.applied
        if order is None:
            return self._own
        column = self.columns[order.column]
        return sorted_rows(self._own, column, self._now(), descending=order.descending, pinned=self._pinned)

    def _show(self, rows: list[Any]) -> bool:
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
