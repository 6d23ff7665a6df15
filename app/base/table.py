"""A neutral table: reports build it and writers write it, without importing each other."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

Cell = str | int | float | datetime | None


class Kind(enum.Enum):
    """The format of a column: identifiers are TEXT even when they look like numbers."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    PERCENT = "percent"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its kind and its width in characters."""

    heading: str
    kind: Kind = Kind.TEXT
    width: int = 14


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table whose rows may be streamed once; instants are aware and are written in Beijing time."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    notes: Sequence[str] = field(default=())
