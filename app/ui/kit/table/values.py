"""Common values, amounts and sort keys of columns, by the name of a row's attribute."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from app.base.table import Kind
from app.ui.kit.table.columns import Value

_LONG = 30


def text(heading: str, name: str, width: int = 16) -> Value:
    """A short text; identifiers stay text."""
    return Value(heading, attrgetter(name), Kind.TEXT, width)


def long_text(heading: str, name: str, width: int = _LONG) -> Value:
    """A text that may take several lines."""
    return Value(heading, attrgetter(name), Kind.LONG_TEXT, width)


def instant(heading: str, name: str) -> Value:
    """An instant, written in Beijing time."""
    return Value(heading, attrgetter(name), Kind.TIME, 20)


def due(heading: str, name: str) -> Value:
    """A deadline: its midnight is the 24:00 of the day it ends."""
    return Value(heading, attrgetter(name), Kind.DUE, 20)


def integer(heading: str, name: str, width: int = 8) -> Value:
    """A whole number."""
    return Value(heading, attrgetter(name), Kind.INTEGER, width)


def coded(heading: str, name: str, words: Mapping[Any, str], width: int = 12) -> Value:
    """A state or kind in its words."""
    return Value(heading, _Words(name, words), Kind.TEXT, width)


def made(heading: str, of: Callable[[Any], Any], kind: Kind = Kind.TEXT, width: int = 16) -> Value:
    """A value that a function computes from the row."""
    return Value(heading, of, kind, width)


def aside(value: Value) -> Value:
    """A value that a printed page can do without."""
    return replace(value, aside=True)


def rank(name: str, values: Sequence[Any]) -> Callable[[Any], int]:
    """Sorts by the place of a state among all states, not by its word."""
    return _Rank(attrgetter(name), {value: place for place, value in enumerate(values)})


@dataclass(frozen=True, slots=True)
class _Words:
    name: str
    words: Mapping[Any, str]

    def __call__(self, row: Any) -> str:
        return self.words.get(getattr(row, self.name), "")


@dataclass(frozen=True, slots=True)
class _Rank:
    of: Callable[[Any], Any]
    places: Mapping[Any, int]

    def __call__(self, row: Any) -> int:
        return self.places[self.of(row)]
