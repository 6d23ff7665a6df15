"""The line under a list: how many rows, how many selected, the sums of the selection, and by what it is sorted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.kit.labels import ElidedLabel, label
from app.ui.kit.table.columns import Amount
from app.ui.kit.table.table_view import TableView


class SelectionFoot(QWidget):
    """Follows one table. `amounts` are summed over the selection once it has two rows; `row_at` gives its rows."""

    def __init__(
        self, view: TableView, amounts: Sequence[Amount] = (), row_at: Callable[[int], Any] | None = None
    ) -> None:
        super().__init__()
        self._view = view
        self._amounts = tuple(amounts)
        self._row_at = row_at
        self.words = ElidedLabel("", "second")
        self.order = label("", "second")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 2, 12, 6)
        row.setSpacing(12)
        row.addWidget(self.words, 1)
        row.addWidget(self.order)
        view.selectionModel().selectionChanged.connect(self.show_now)
        view.model().modelReset.connect(self.show_now)
        view.sorted_anew.connect(self.show_now)
        self.show_now()

    def show_now(self, *_: object) -> None:
        """Updates counts and sums."""
        rows, chosen = self._view.model().rowCount(), self._view.selected_count()
        parts = [f"所列 {rows:,} 行"]
        if chosen > 1:
            parts.append(f"已选 {chosen:,} 行")
            parts.extend(self._sums())
        self.words.setText(" · ".join(parts))
        self.order.setText(f"{self._view.order_words()} ")
        self.setVisible(rows > 0)

    def _sums(self) -> list[str]:
        if not self._amounts or self._row_at is None:
            return []
        rows = [self._row_at(place) for place in self._view.selected_places()]
        words = []
        for amount in self._amounts:
            numbers = [number for row in rows if (number := amount.of(row)) is not None]
            words.append(f"{amount.name} {amount.words(sum(numbers))}")
        return words
