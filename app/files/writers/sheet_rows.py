"""Writes rows into a sheet: past XlsxWriter's cell calls where its version is known, else cell by cell.

Only this module uses private names of XlsxWriter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import xlsxwriter

from app.base.table import Cell, Column, Figure, Kind
from app.files.writers.row_marks import (
    COLUMNS_AT_MOST,
    RowMarks,
    as_midnight,
    as_number,
    as_text,
    ends_day,
    is_text,
    row_height,
    wrapped_columns,
)

# The version of XlsxWriter whose private names are used below.
KNOWN_VERSION = "3.3.1"


class SheetRows(Protocol):
    """Takes the rows of one sheet, each with its number counted from 1, in order."""

    def add(self, number: int, cells: Sequence[Cell]) -> None:
        """Adds one row; empty cells are left out, surplus ones are plain text."""

    def flush(self) -> None:
        """Writes the buffered rows."""

    def end(self, count: int) -> None:
        """Writes the rest and records how far the sheet reaches; `count` rows were added."""


@dataclass(frozen=True, slots=True)
class Looks:
    """The formats of a workbook by kind, and the one of a deadline at the end of a day."""

    by_kind: Mapping[Kind, Any]
    midnight: Any


def rows_of(sheet: Any, columns: Sequence[Column], looks: Looks, *, heading: int) -> SheetRows:
    """The row writer of a sheet with these columns; its heading is written in row `heading`, from 0."""
    if xlsxwriter.__version__ == KNOWN_VERSION:
        return MarkedRows(sheet, columns, looks, heading=heading)
    return CellRows(sheet, columns, looks)


def close_sheets(book: Any) -> None:
    """Closes the scratch files of a workbook, also of one that could not be written."""
    for sheet in book.worksheets():
        close = getattr(sheet, "_opt_close", None)
        if close is not None:
            close()


class MarkedRows:
    """Writes whole rows into the sheet's own file: a third of the time of the cell calls."""

    def __init__(self, sheet: Any, columns: Sequence[Column], looks: Looks, *, heading: int) -> None:
        self._sheet = sheet
        kinds, widths = [column.kind for column in columns], [column.width for column in columns]
        numbers = {kind: look._get_xf_index() for kind, look in looks.by_kind.items()}
        self._marks = RowMarks(kinds, numbers, looks.midnight._get_xf_index(), widths)
        self._heading = heading
        self._ready: list[str] = []
        sheet._write_single_row(heading + 1)  # the heading is out before the rows follow it into the file

    def add(self, number: int, cells: Sequence[Cell]) -> None:
        """Adds one row."""
        self._ready.append(self._marks.row(number, cells))

    def flush(self) -> None:
        """Writes the rows that are ready."""
        self._sheet.fh.write("".join(self._ready))
        self._ready.clear()

    def end(self, count: int) -> None:
        """Writes the rest."""
        self.flush()
        if count:
            self._sheet._check_dimensions(self._heading + count, max(self._marks.width, 1) - 1)


class CellRows:
    """Writes cell by cell through XlsxWriter's public calls; the same cells, more slowly."""

    def __init__(self, sheet: Any, columns: Sequence[Column], looks: Looks) -> None:
        self._sheet = sheet
        self._kinds = [column.kind for column in columns]
        self._wrapped = wrapped_columns(self._kinds, [column.width for column in columns])
        self._looks = looks

    def add(self, number: int, cells: Sequence[Cell]) -> None:
        """Adds one row."""
        height = row_height(cells, self._wrapped)
        if height:
            self._sheet.set_row(number - 1, height)
        for at, value in enumerate(cells[:COLUMNS_AT_MOST]):
            if value is None or value == "":
                continue
            kind, known = (self._kinds[at], True) if at < len(self._kinds) else (Kind.TEXT, False)
            look = self._looks.by_kind[kind] if known else None
            if isinstance(value, Figure):
                self._sheet.write_number(number - 1, at, as_number(value.value), self._looks.by_kind[value.kind])
            elif kind is Kind.DUE and ends_day(value):
                self._sheet.write_number(number - 1, at, as_midnight(value), self._looks.midnight)
            elif is_text(kind, value):
                self._sheet.write_string(number - 1, at, as_text(value), look)
            else:
                self._sheet.write_number(number - 1, at, as_number(value), look)

    def flush(self) -> None:
        """Does nothing: no rows are buffered."""

    def end(self, count: int) -> None:
        """Does nothing: all rows are written."""
