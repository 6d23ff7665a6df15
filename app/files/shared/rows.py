"""The output of every reader: named sheets of numbered rows, to be iterated once and in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

# After so many rows without a value a sheet counts as ended: formatting goes on to row 1,048,576, tickets do not.
BLANK_ROWS_THAT_END_A_SHEET = 200

Row = tuple[int, Sequence[object]]


class BrokenRow(list[object]):
    """The cells of a row that could not be read as it was written; `reason` says what was seen."""

    __slots__ = ("reason",)

    def __init__(self, cells: Iterable[object], reason: str) -> None:
        super().__init__(cells)
        self.reason = reason


@dataclass(slots=True)
class Sheet:
    """One sheet; `rows` yields (row number as the file counts, from 1; cell values) once.

    Cells are str, float, int, bool, datetime, date, time, timedelta or None; an empty cell is "" or None.
    Rows of one sheet must be iterated, or left, before the next sheet is requested.
    """

    name: str
    rows: Iterator[Row]


def until_blank(rows: Iterator[Row]) -> Iterator[Row]:
    """The rows up to a run of 200 blank ones."""
    blank = 0
    for row in rows:
        if any(value not in ("", None) for value in row[1]):
            blank = 0
        else:
            blank += 1
            if blank >= BLANK_ROWS_THAT_END_A_SHEET:
                return
        yield row
