"""The output of every reader: named sheets of numbered rows, to be iterated once and in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

# After so many rows without a value a sheet counts as ended: formatting goes on to row 1,048,576, tickets do not.
BLANK_ROWS_THAT_END_A_SHEET = 200

# More merged areas than any table has.
_MERGES_AT_MOST = 200_000

Row = tuple[int, Sequence[object]]


class Unvalued(str):
    """What a cell shows (#REF!) or holds (=A1+1) in place of a value."""

    __slots__ = ()

    @property
    def is_formula(self) -> bool:
        """Whether it is a formula that nobody calculated, and no error."""
        return self.startswith("=")


# Cells that show no value, by their row: their column and what they show (#REF!) or hold (=A1+1).
OddCells = dict[int, list[tuple[int, str]]]


class BrokenRow(list[object]):
    """The cells of a row that could not be read as it was written; `reason` says what was seen."""

    __slots__ = ("reason",)

    def __init__(self, cells: Iterable[object], reason: str) -> None:
        super().__init__(cells)
        self.reason = reason


class Merges:
    """The cells of one sheet that are merged downwards; a reader may still add to them while rows are read."""

    def __init__(self) -> None:
        self._starts: dict[int, list[tuple[int, int]]] = {}
        self._open: dict[int, tuple[int, object]] = {}

    def __bool__(self) -> bool:
        return bool(self._starts)

    def add(self, top: int, column: int, bottom: int) -> None:
        """Takes one merged area: its rows, numbered as the sheet's, and the place of its first column."""
        if bottom > top and len(self._starts) < _MERGES_AT_MOST:
            self._starts.setdefault(top, []).append((column, bottom))

    def filled(self, row: int, cells: Sequence[object], *, but: int) -> Sequence[object]:
        """The cells of the next row, each blank one with the value that is merged down to it.

        Column `but` is never filled, and a row that is blank there is part of the row above.
        """
        if not self._open and row not in self._starts:
            return cells
        if isinstance(cells, BrokenRow):
            return cells
        for column, (bottom, _) in list(self._open.items()):
            if row > bottom:
                del self._open[column]
        filled = list(cells)
        if but < len(filled) and filled[but] not in ("", None):
            for column, (_, value) in self._open.items():
                if column != but and column < len(filled) and filled[column] in ("", None):
                    filled[column] = value
        for column, bottom in self._starts.get(row, ()):
            if column < len(filled):
                self._open[column] = (bottom, filled[column])
        return filled


@dataclass(slots=True)
class Sheet:
    """One sheet; `rows` yields (row number as the file counts, from 1; cell values) once.

    Cells are str, float, int, bool, datetime, date, time, timedelta or None; an empty cell is "" or None.
    Rows of one sheet must be iterated, or left, before the next sheet is requested. A cell that shows no value is
    `Unvalued`; `may_be_unvalued` is whether there may be one.
    """

    name: str
    rows: Iterator[Row]
    merges: Merges = field(default_factory=Merges)
    may_be_unvalued: bool = False


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


def with_odd(rows: Iterator[Row], odd: OddCells) -> Iterator[Row]:
    """The rows with what their cells show instead of a value."""
    for number, cells in rows:
        if number not in odd:
            yield number, cells
            continue
        shown = list(cells)
        for column, text in odd[number]:
            shown.extend([""] * (column + 1 - len(shown)))
            shown[column] = Unvalued(text) if shown[column] in ("", None) else shown[column]
        yield number, shown
