"""Sorts the rows of a list by one column, and words the order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.ui.kit.table.columns import Column

SORT_LIMIT = 5_000


@dataclass(frozen=True, slots=True)
class Order:
    """The order of a list: by the column at this place."""

    column: int
    descending: bool = False


def next_order(order: Order | None, column: int) -> Order | None:
    """The order after one more click on a heading: ascending, descending, then the default (None)."""
    if order is None or order.column != column:
        return Order(column)
    return None if order.descending else Order(column, descending=True)


def order_words(columns: Sequence[Column], order: Order | None, count: int) -> str:
    """The order of the list in words."""
    if order is None:
        return "按本页次序" if count <= SORT_LIMIT else f"超过 {SORT_LIMIT:,} 行，按本页次序"
    return f"按“{columns[order.column].heading}”{direction_words(descending=order.descending)}"


def direction_words(*, descending: bool) -> str:
    """降序 or 升序."""
    return "降序" if descending else "升序"


def sorted_rows(
    rows: Sequence[Any], column: Column, now: datetime, *, descending: bool = False, pinned: int = 0
) -> list[Any]:
    """The rows by this column: a stable sort, rows without a value last, the first `pinned` rows stay on top."""
    key = key_of(column, now)
    top, rest = list(rows[:pinned]), list(rows[pinned:])
    keys = [key(row) for row in rest]
    known = [place for place, value in enumerate(keys) if value is not None and value != ""]
    known.sort(key=keys.__getitem__, reverse=descending)
    missing = [row for row, value in zip(rest, keys, strict=True) if value is None or value == ""]
    return [*top, *(rest[place] for place in known), *missing]


def key_of(column: Column, now: datetime) -> Callable[[Any], Any]:
    """The sort key of a column: `sort_key`, else its first typed value, else the words of its cell."""
    if column.sort_key is not None:
        return column.sort_key
    if column.values:
        return column.values[0].of
    return _Words(column, now)


@dataclass(frozen=True, slots=True)
class _Words:
    """A row's sort key by the words of one cell."""

    column: Column
    now: datetime

    def __call__(self, row: Any) -> str:
        return self.column.cell(row, self.now).words()
