"""The selected rows of a table: Qt's ranges as places from top to bottom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex


def selected_ranges(model: QItemSelectionModel) -> list[tuple[int, int]]:
    """First and last row of every run of selected rows, from top to bottom; Qt may hold overlapping ranges."""
    ranges = model.selection()
    runs: list[tuple[int, int]] = []
    for top, bottom in sorted((ranges.at(i).top(), ranges.at(i).bottom()) for i in range(ranges.count())):
        if runs and top <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], max(bottom, runs[-1][1]))
        else:
            runs.append((top, bottom))
    return runs


def selected_places(model: QItemSelectionModel) -> list[int]:
    """The selected rows from top to bottom."""
    return [place for top, bottom in selected_ranges(model) for place in range(top, bottom + 1)]


def selected_count(model: QItemSelectionModel) -> int:
    """The number of selected rows."""
    return sum(bottom - top + 1 for top, bottom in selected_ranges(model))


def select_places(model: QItemSelectionModel, places: Iterable[int]) -> None:
    """Selects further rows, given from top to bottom, with as few ranges as possible."""
    rows = model.model()
    chosen = QItemSelection()
    for top, bottom in _runs(places):
        chosen.select(rows.index(top, 0, QModelIndex()), rows.index(bottom, 0, QModelIndex()))
    flags = QItemSelectionModel.SelectionFlag
    model.select(chosen, flags.Select | flags.Rows)


def _runs(places: Iterable[int]) -> Iterator[tuple[int, int]]:
    first = last = -1
    for place in places:
        if place == last + 1 and first >= 0:
            last = place
            continue
        if first >= 0:
            yield first, last
        first = last = place
    if first >= 0:
        yield first, last
