"""What a cell says, what a column is, and how wide the columns of a list stand at a given width."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

LEAST = 40


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: a first line and a second one, or a chip when it has a tone (red, amber, green, blue, neutral)."""

    text: str
    second: str = ""
    tone: str = ""
    icon: str = ""
    bold: bool = False

    def words(self) -> str:
        """The cell as a screen reader says it."""
        return " ".join(part for part in (self.text, self.second) if part and part != "—")


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `width` is in pixels at 100 %, the least one when it grows.

    When room is short, the column with the highest `leaves` goes first; 0 stays always.
    """

    heading: str
    cell: Callable[[Any, datetime], Cell]
    width: int
    grows: bool = False
    leaves: int = 0


def fit(columns: Sequence[Column], room: int, scale: int) -> list[int]:
    """The width of each column in pixels at this font scale, 0 for one that is left out.

    What remains goes to the growing columns in equal parts; where nothing grows, to the last one shown. When even
    those that stay have no room, the growing ones give way, so that nothing is cut at the edge.
    """
    least = [column.width * scale // 100 for column in columns]
    shown = set(range(len(columns)))
    for place in sorted(shown, key=lambda place: columns[place].leaves, reverse=True):
        if sum(least[kept] for kept in shown) <= room or not columns[place].leaves:
            break
        shown.discard(place)
    growing = [place for place in sorted(shown) if columns[place].grows] or [max(shown)]
    spare = room - sum(least[place] for place in shown)
    widths = [least[place] if place in shown else 0 for place in range(len(columns))]
    for place in growing:
        widths[place] = max(LEAST, widths[place] + spare // len(growing))
    widths[growing[-1]] += spare % len(growing)
    return widths
