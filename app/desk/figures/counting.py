"""Counts a period over the columns, for all tickets or each key of one or two dimensions, and names the tickets."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.desk.figures.codes import (
    CONTACTED,
    EXCLUDED,
    MOSTLY,
    OFF_VOLUME,
    PARKED,
    PARTLY,
    RETURNED,
    SATISFIED,
    SOLVED,
    URGENT,
    VALID,
)
from app.desk.figures.columns import CALLER, TEXT_DIMENSIONS, Columns, Whole
from app.rules.figures.fields import Caliber, Field
from app.rules.figures.periods import Period
from app.rules.figures.rows import BLANK_KEY, COUNTS, Counted

Places = NDArray[np.intp]
Keys = NDArray[np.int64]
Key = tuple[str, ...]

TIME_DIMENSIONS = ("hour", "weekday", "month")
DIMENSIONS = (*TEXT_DIMENSIONS, *TIME_DIMENSIONS)
_BEIJING = 8 * 3600
_HOUR, _DAY = 3600, 86400
# 1970-01-01 was a Thursday; Monday is 0.
_THURSDAY = 3

_FLAG_BITS = 5
_PATTERNS = 1 << (_FLAG_BITS + 6)
# So many keys at most are counted together with their patterns in one table.
_MOST_PATTERNED = 2000
# Counts of the tickets received: the bits of the pattern they look at, and which of them must be set.
_MARKS = {
    "in_volume": (OFF_VOLUME, 0),
    "urgent": (URGENT, URGENT),
    "excluded": (EXCLUDED, EXCLUDED),
    "parked": (PARKED, PARKED),
    "off_volume": (OFF_VOLUME, OFF_VOLUME),
    **{
        name: (bit << _FLAG_BITS, bit << _FLAG_BITS)
        for name, bit in (
            ("valid", VALID),
            ("contacted", CONTACTED),
            ("solved", SOLVED),
            ("partly", PARTLY),
            ("satisfied", SATISFIED),
            ("mostly", MOSTLY),
        )
    },
}
# For each pattern, 1 for every count that a ticket with this pattern belongs to.
_HAS_MARK = np.array(
    [[(one & bits) == expected for bits, expected in _MARKS.values()] for one in range(_PATTERNS)], float
)
_OTHERS = ("closed", "closed_in_time", "closed_late", "open_at_end", "overdue_open")
# Of a rate, the tickets that it is taken over.
_BASES = {
    Field.IN_TIME_RATE: "closed",
    Field.RESPONSE: "valid",
    Field.RESOLUTION: "valid",
    Field.SATISFACTION: "valid",
    Field.SCORE: "valid",
    Field.REPEAT_CALLERS: "repeat_tickets",
}


@dataclass(frozen=True, slots=True)
class Placed:
    """The tickets of one period in the columns: the places of those received and closed in it, and open at its end."""

    columns: Columns
    answers: str
    end: int
    received: Places
    closed: Places
    still: Places

    def found(self, name: str) -> Places:
        """The places of the tickets of one count, but for repeated callers."""
        arrays = self.columns.arrays
        if name in _MARKS:
            bits, expected = _MARKS[name]
            has_mark: NDArray[np.bool_] = (self.pattern() & bits) == expected
            return self.received[has_mark]
        if name == "received":
            return self.received
        if name == "open_at_end":
            return self.still
        if name == "overdue_open":
            return self.still[arrays["deadline"][self.still] < self.end]
        if name == "closed":
            return self.closed
        in_time = arrays["closed"][self.closed] <= arrays["deadline"][self.closed]
        return self.closed[in_time if name == "closed_in_time" else ~in_time]

    def pattern(self) -> Keys:
        """The marks and the answers of each ticket received, as the bits of one number below 2,048."""
        arrays = self.columns.arrays
        pattern: Keys = (
            arrays["flags"][self.received] | arrays[self.answers][self.received].astype(np.int64) << _FLAG_BITS
        )
        return pattern


@dataclass(frozen=True, slots=True)
class Dimension:
    """The number of a ticket's key in a dimension, by its place in the columns, and the name of each number."""

    number: Callable[[Places], Keys]
    names: Sequence[str]


def place(columns: Columns, period: Period, caliber: Caliber, answers: str) -> Placed:
    """Finds the tickets of a period; `answers` are "last", "first" (the platform's) or "desk"."""
    received, closed, flags = (columns.arrays[name] for name in ("received", "closed", "flags"))
    start, end = int(period.start.timestamp()), int(period.end.timestamp())
    taken = (flags & EXCLUDED) == 0 if caliber is Caliber.NET else None

    def where(condition: NDArray[np.bool_]) -> Places:
        return np.flatnonzero(condition if taken is None else condition & taken)

    begun = received < end
    return Placed(
        columns,
        answers,
        end,
        received=where(begun & (received >= start)),
        closed=where((closed >= start) & (closed < end)),
        still=where(begun & (closed >= end) & ((flags & RETURNED) == 0)),
    )


def narrowed(placed: Placed, only: Sequence[tuple[str, str]]) -> Placed:
    """Of the tickets of a period those with these keys, given as (dimension, key)."""
    for name, word in only:
        key = _dimension(placed.columns, name)
        number = key.names.index(word) if word in key.names else -1
        placed = replace(
            placed,
            received=_with_key(placed.received, key, number),
            closed=_with_key(placed.closed, key, number),
            still=_with_key(placed.still, key, number),
        )
    return placed


def with_answers(placed: Placed, wanted: NDArray[np.bool_]) -> Placed:
    """Of the tickets received those whose answers, as bits, are wanted; none closed, none open."""
    none = np.zeros(0, np.intp)
    kept = placed.received[wanted[placed.pattern() >> _FLAG_BITS]]
    return replace(placed, received=kept, closed=none, still=none)


def answers_of(placed: Placed) -> dict[int, int]:
    """The answers, as bits, of each ticket received, by its id, in the order of the ids."""
    ids = placed.columns.arrays["ids"][placed.received]
    return dict(zip(ids.tolist(), (placed.pattern() >> _FLAG_BITS).tolist(), strict=True))


def _with_key(places: Places, key: Dimension, number: int) -> Places:
    kept: Places = places[key.number(places) == number]
    return kept


def counted(placed: Placed, by: Sequence[str] = ()) -> dict[Key, Counted]:
    """The counts of each key that has any; without a dimension the key () alone."""
    keys = [_dimension(placed.columns, name) for name in by]
    size = math.prod(len(key.names) for key in keys)
    code = _code(keys, placed.received)
    tables = {name: np.bincount(_code(keys, placed.found(name)), minlength=size) for name in _OTHERS}
    tables["received"] = np.bincount(code, minlength=size)
    tables |= _marked(placed, code, size)
    tables["repeat_callers"], tables["repeat_tickets"] = _repeated(placed, code, size)
    standing = np.flatnonzero(tables["received"] + tables["closed"] + tables["open_at_end"]) if keys else (0,)
    return {_key(keys, int(one)): Counted(**{name: int(tables[name][one]) for name in COUNTS}) for one in standing}


def _marked(placed: Placed, code: Keys, size: int) -> dict[str, Keys]:
    """For each key, how many of the tickets received have each mark and each answer."""
    pattern = placed.pattern()
    if size <= _MOST_PATTERNED:
        table = np.bincount(code * _PATTERNS + pattern, minlength=size * _PATTERNS).reshape(size, _PATTERNS)
        # Whole numbers below 2^53 are exact as floats, which are multiplied several times faster.
        counts = (table.astype(np.float64) @ _HAS_MARK).astype(np.int64)
        return dict(zip(_MARKS, counts.T, strict=True))
    return {
        name: np.bincount(code[(pattern & bits) == expected], minlength=size)
        for name, (bits, expected) in _MARKS.items()
    }


def tickets_of(placed: Placed, field: Field, by: Sequence[str] = (), key: Sequence[str] = ()) -> list[int]:
    """The ids of the tickets behind one figure of one key; of a rate, those that it is taken over."""
    name = _BASES.get(field, str(field))
    found = placed.received if name == "repeat_tickets" else placed.found(name)
    if key:
        keys = [_dimension(placed.columns, name) for name in by]
        found = found[_code(keys, found) == _code_of(keys, key)]
    if name == "repeat_tickets":
        found = found[_calls_again(placed.columns.arrays[CALLER][found])]
    return [int(ticket_id) for ticket_id in placed.columns.arrays["ids"][found]]


def ids_by_key(placed: Placed, by: Sequence[str]) -> dict[Key, tuple[int, ...]]:
    """The ids of the tickets received, in order, by their keys."""
    keys = [_dimension(placed.columns, name) for name in by]
    code, ids = _code(keys, placed.received), placed.columns.arrays["ids"][placed.received]
    order = np.argsort(code, kind="stable")
    begins = np.flatnonzero(np.diff(code[order], prepend=-1))
    parts = np.split(ids[order], begins[1:])
    return {
        _key(keys, int(code[order[begin]])): tuple(part.tolist()) for begin, part in zip(begins, parts, strict=False)
    }


def _dimension(columns: Columns, name: str) -> Dimension:
    if name in TEXT_DIMENSIONS:
        codes = columns.arrays[name]
        return Dimension(lambda places: codes[places], [word or BLANK_KEY for word in columns.words[name].words])
    received = columns.arrays["received"]

    def local(places: Places) -> Keys:
        moments: Keys = received[places].astype(np.int64) + _BEIJING
        return moments

    if name == "hour":
        return Dimension(lambda places: local(places) % _DAY // _HOUR, [f"{hour:02}" for hour in range(24)])
    if name == "weekday":
        return Dimension(lambda places: (local(places) // _DAY + _THURSDAY) % 7, [str(day) for day in range(1, 8)])
    months, of_day, first_day = _calendar(received)
    return Dimension(lambda places: of_day[local(places) // _DAY - first_day], months)


def _calendar(received: Whole) -> tuple[list[str], Keys, int]:
    """The months of the columns by name, the number of the month of each day, and the first of these days."""
    days = (np.array([received.min(), received.max()] if len(received) else [0, 0], np.int64) + _BEIJING) // _DAY
    every = np.arange(days[0], days[1] + 1)
    months, of_day = np.unique(every.astype("datetime64[D]").astype("datetime64[M]"), return_inverse=True)
    return [str(month) for month in months], of_day.astype(np.int64), int(days[0])


def _code(keys: Sequence[Dimension], places: Places) -> Keys:
    code: Keys = np.zeros(len(places), np.int64)
    for key in keys:
        code = code * len(key.names) + key.number(places)
    return code


def _code_of(keys: Sequence[Dimension], words: Sequence[str]) -> int:
    """The code of a key; -1, which no ticket has, where the register knows no such key."""
    code = 0
    for key, word in zip(keys, words, strict=True):
        if word not in key.names:
            return -1
        code = code * len(key.names) + key.names.index(word)
    return code


def _key(keys: Sequence[Dimension], code: int) -> Key:
    words = []
    for key in reversed(keys):
        code, number = divmod(code, len(key.names))
        words.append(key.names[number])
    return tuple(reversed(words))


def _repeated(placed: Placed, code: Keys, size: int) -> tuple[Keys, Keys]:
    """For each key: the callers with two tickets or more in the period, and their tickets."""
    caller = placed.columns.arrays[CALLER][placed.received]
    # Only callers with two tickets anywhere in the period can have two under one key.
    often = _calls_again(caller)
    names = len(placed.columns.callers)
    pairs, times = np.unique(code[often] * names + caller[often], return_counts=True)
    again = times > 1
    row = pairs[again] // names
    return np.bincount(row, minlength=size), np.bincount(row, times[again], minlength=size).astype(np.int64)


def _calls_again(caller: Whole) -> NDArray[np.bool_]:
    """Which of these tickets have a known caller who stands there twice or more."""
    again: NDArray[np.bool_] = (np.bincount(caller, minlength=1)[caller] > 1) & (caller > 0)
    return again


def key_words(key: Key) -> str | list[str] | None:
    """A key as commands print it: one word, a list of two, or None for all tickets together."""
    return None if not key else key[0] if len(key) == 1 else list(key)
