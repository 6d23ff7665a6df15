"""A neutral table: reports build it and writers write it, without importing each other."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime


class Kind(enum.Enum):
    """The format of a column: identifiers are TEXT even when they look like numbers.

    TIME is an instant to the second; DUE is a deadline, whose midnight is the 24:00 of the day it ends; DAY is a day
    alone.
    """

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    PERCENT = "percent"
    TIME = "time"
    DUE = "due"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with a format of its own, in a column that holds figures of several kinds."""

    value: float
    kind: Kind


Cell = str | int | float | datetime | Figure | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its kind and its width in characters."""

    heading: str
    kind: Kind = Kind.TEXT
    width: int = 14


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the first table of a workbook: its title, and lines that say whose, of when, by whom."""

    title: str
    lines: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table whose rows may be streamed once; instants are aware and are written in Beijing time.

    Columns stand in the order of their weight: a printed page takes as many of the first ones as can be read on it.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    notes: Sequence[str] = field(default=())
