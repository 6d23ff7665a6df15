"""The position of a person in a list, restored after the rows were read or sorted again."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtWidgets import QTableView

from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.selection import select_places, selected_places


class Standing:
    """The current row, the selection and the scroll position at this moment."""

    def __init__(self, view: QTableView, rows: RowsModel) -> None:
        index = view.currentIndex()
        self._view = view
        self._rows = rows
        self._place = max(0, index.row())
        self._key: Hashable = rows.key_at(index.row()) if index.isValid() else None
        self._kept = frozenset(rows.key_at(place) for place in selected_places(view.selectionModel()))
        self._scroll = view.verticalScrollBar().value()

    @property
    def is_gone(self) -> bool:
        """Whether there was a current row that the list no longer has."""
        return self._key is not None and self._rows.place_of(self._key) < 0

    def place(self, *, new_list: bool = False) -> int:
        """The present place of the current row; when it is gone, its old place, or the first one of a new list."""
        found = self._rows.place_of(self._key) if self._key is not None else -1
        if found >= 0:
            return found
        return 0 if new_list else min(self._place, self._rows.rowCount() - 1)

    def restore(self) -> None:
        """Restores scroll position and selection when the current row is still there."""
        if self._key is not None and self._rows.place_of(self._key) >= 0:
            self._view.verticalScrollBar().setValue(self._scroll)
            if len(self._kept) > 1:
                select_places(self._view.selectionModel(), self._rows.places_of(self._kept))
