"""The cells and columns of a list, and how its columns share a given width."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.base.table import Cell as Plain
from app.base.table import Kind
from app.ui.kit.table.choices import ColumnChoices

LEAST = 40
_NOTHING_CHOSEN = ColumnChoices()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: a first line and a second one, or a chip when it has a tone (red, amber, green, blue, neutral).

    What is `pale` stands in the colour of second lines: it cannot be acted on.
    """

    text: str
    second: str = ""
    tone: str = ""
    icon: str = ""
    bold: bool = False
    pale: bool = False

    def words(self) -> str:
        """The cell in the words of a screen reader."""
        return " ".join(part for part in (self.text, self.second) if part and part != "—")


def ticket_cell(title: str, *parts: str) -> Cell:
    """The cell of a ticket: its title, and below it the number and whatever else is known."""
    return Cell(title, " · ".join(filter(None, parts)), bold=True)


@dataclass(frozen=True, slots=True)
class Value:
    """One typed value behind a column: a column of an exported or printed list, `width` in characters.

    What is `aside` stands behind all others, where a printed page has no room left for it.
    """

    heading: str
    of: Callable[[Any], Plain]
    kind: Kind = Kind.TEXT
    width: int = 16
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that the foot of a list sums over the selected rows; `words` writes the sum."""

    name: str
    of: Callable[[Any], float | None]
    words: Callable[[float], str] = "{:,.0f}".format


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `width` is in pixels at 100 %, the least one when it grows.

    When room is short, the column with the highest `leaves` is left out first; 0 stays always. A list is exported with
    the `values`, or with the words of the cell when there are none, and sorted by `sort_key`, else by the first value,
    else by the words. A sort key of None or "" comes last in both directions.
    """

    heading: str
    cell: Callable[[Any, datetime], Cell]
    width: int
    grows: bool = False
    leaves: int = 0
    values: tuple[Value, ...] = ()
    sort_key: Callable[[Any], Any] | None = None
    amount: Amount | None = None
    right: bool = False


def fit(columns: Sequence[Column], room: int, scale: int, choices: ColumnChoices = _NOTHING_CHOSEN) -> list[int]:
    """The width of each column in pixels at this font scale, 0 for one that is left out.

    The growing columns share the remaining width equally; where nothing grows, the last shown one takes it. When even
    the permanent columns have no room, the growing ones shrink, so that nothing is cut at the edge. Columns that a
    person resized, hid or showed keep that; the sum may then exceed the room.
    """
    least = [choices.widths.get(column.heading, column.width) * scale // 100 for column in columns]
    shown = {place for place, column in enumerate(columns) if choices.shown.get(column.heading, True)}
    for place in sorted(shown, key=lambda place: columns[place].leaves, reverse=True):
        if sum(least[kept] for kept in shown) <= room or not columns[place].leaves:
            break
        if columns[place].heading not in choices.shown:
            shown.discard(place)
    spare = room - sum(least[place] for place in shown)
    growing = _growing(columns, shown, choices)
    widths = [least[place] if place in shown else 0 for place in range(len(columns))]
    if columns[growing[-1]].heading in choices.widths:
        spare = max(0, spare)
    for place in growing:
        widths[place] = max(LEAST, widths[place] + spare // len(growing))
    widths[growing[-1]] += max(0, spare) % len(growing)
    return widths


def _growing(columns: Sequence[Column], shown: set[int], choices: ColumnChoices) -> list[int]:
    """The columns that take the remaining width: never a resized one, unless it is the last column."""
    free = [place for place in sorted(shown) if columns[place].heading not in choices.widths]
    visual = choices.arranged([column.heading for column in columns])
    last = max(shown, key=lambda place: visual.index(columns[place].heading), default=0)
    return [place for place in free if columns[place].grows] or [last]
