"""A snapshot of a list to copy, export or print: columns and rows in the shown order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from app.base.table import Cell as Plain
from app.base.table import Column as PlainColumn
from app.base.table import Kind, Table
from app.ui.kit.table.columns import Cell, Column, Value

if TYPE_CHECKING:
    from app.desk.shared.context import Desk

_PIXELS_A_SIGN = 8


@dataclass(frozen=True, slots=True)
class Sheet:
    """A snapshot of a list; `about` describes filters and order, `rows` reads off the GUI thread."""

    title: str
    about: str
    columns: tuple[Column, ...]
    count: int
    now: datetime
    rows: Callable[[Desk], Iterable[Any]]

    def cells(self, desk: Desk) -> Iterator[list[Cell]]:
        """The cells row by row, as the screen shows them."""
        for row in self.rows(desk):
            yield [column.cell(row, self.now) for column in self.columns]

    def only(self, column: Column) -> Sheet:
        """These rows with one column."""
        return replace(self, columns=(column,))

    def table(self, desk: Desk) -> Table:
        """The list for a workbook: the typed values behind each column, streamed."""
        values = [value for column in self.columns for value in _values(column, self.now)]
        values.sort(key=attrgetter("aside"))
        columns = [PlainColumn(value.heading, value.kind, value.width) for value in values]
        return Table(self.title, columns, ([value.of(row) for value in values] for row in self.rows(desk)))


@dataclass(frozen=True, slots=True)
class KnownRows:
    """Rows that are already in memory."""

    known: tuple[Any, ...]

    def __call__(self, _desk: Desk) -> Iterable[Any]:
        """Returns the rows."""
        return self.known


def _values(column: Column, now: datetime) -> tuple[Value, ...]:
    if column.values:
        return column.values
    words = _CellWords(column, now)
    return (Value(column.heading, words, Kind.LONG_TEXT, max(10, column.width // _PIXELS_A_SIGN)),)


@dataclass(frozen=True, slots=True)
class _CellWords:
    """Both lines of a cell."""

    column: Column
    now: datetime

    def __call__(self, row: Any) -> Plain:
        cell = self.column.cell(row, self.now)
        return "\n".join(part for part in (cell.text, cell.second) if part and part != "—")
