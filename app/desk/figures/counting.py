"""Counts a period over the columns, for all tickets or each key of one or two dimensions, and names the tickets."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

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
from app.desk.figures.columns import CALLER, TEXT_DIMENSIONS, Columns
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

_FLAGS = {"urgent": URGENT, "excluded": EXCLUDED, "parked": PARKED, "off_volume": OFF_VOLUME}
_ANSWERS = {
    "valid": VALID,
    "contacted": CONTACTED,
    "solved": SOLVED,
    "partly": PARTLY,
    "satisfied": SATISFIED,
    "mostly": MOSTLY,
}
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
    """Where the tickets of each count stand in the columns, for one period, caliber and choice of answers."""

    columns: Columns
    places: Mapping[str, Places]


@dataclass(frozen=True, slots=True)
class Dimension:
    """The number of a ticket's key in a dimension, by its place in the columns, and the name of each number."""

    number: Callable[[Places], Keys]
    names: Sequence[str]


def place(columns: Columns, period: Period, caliber: Caliber, answers: str) -> Placed:
    """Finds the tickets of each count; `answers` are "last", "first" (the platform's) or "desk"."""
    arrays = columns.arrays
    start, end = int(period.start.timestamp()), int(period.end.timestamp())
    flags = arrays["flags"]
    taken = (flags & EXCLUDED) == 0 if caliber is Caliber.NET else None

    def where(condition: NDArray[np.bool_]) -> Places:
        return np.flatnonzero(condition if taken is None else condition & taken)

    received = where((arrays["received"] >= start) & (arrays["received"] < end))
    closed = where((arrays["closed"] >= start) & (arrays["closed"] < end))
    still = where((arrays["received"] < end) & (arrays["closed"] >= end) & ((flags & RETURNED) == 0))
    in_time = arrays["closed"][closed] <= arrays["deadline"][closed]
    marks, said = flags[received], arrays[answers][received]
    places = {
        "received": received,
        "in_volume": received[(marks & OFF_VOLUME) == 0],
        "closed": closed,
        "closed_in_time": closed[in_time],
        "closed_late": closed[~in_time],
        "open_at_end": still,
        "overdue_open": still[arrays["deadline"][still] < end],
    }
    places |= {name: received[(marks & bit) != 0] for name, bit in _FLAGS.items()}
    places |= {name: received[(said & bit) != 0] for name, bit in _ANSWERS.items()}
    return Placed(columns, places)


def counted(placed: Placed, by: Sequence[str] = ()) -> dict[Key, Counted]:
    """The counts of each key that has any; without a dimension the key () alone."""
    keys = [_dimension(placed.columns, name) for name in by]
    if not keys:
        return {(): _total(placed)}
    size = math.prod(len(key.names) for key in keys)
    tables = {name: np.bincount(_code(keys, found), minlength=size) for name, found in placed.places.items()}
    tables["repeat_callers"], tables["repeat_tickets"] = _repeated(placed, keys, size)
    standing = np.flatnonzero(tables["received"] + tables["closed"] + tables["open_at_end"])
    return {_key(keys, int(code)): Counted(**{name: int(tables[name][code]) for name in COUNTS}) for code in standing}


def tickets_of(placed: Placed, field: Field, by: Sequence[str] = (), key: Sequence[str] = ()) -> list[int]:
    """The ids of the tickets behind one figure of one key; of a rate, those that it is taken over."""
    name = _BASES.get(field, str(field))
    found = placed.places["received" if name == "repeat_tickets" else name]
    if key:
        keys = [_dimension(placed.columns, name) for name in by]
        found = found[_code(keys, found) == _code_of(keys, key)]
    if name == "repeat_tickets":
        caller = placed.columns.arrays[CALLER][found]
        found = found[(np.bincount(caller, minlength=1)[caller] > 1) & (caller > 0)]
    return [int(ticket_id) for ticket_id in placed.columns.arrays["ids"][found]]


def _total(placed: Placed) -> Counted:
    callers, tickets = _repeated(placed, [], 1)
    counts = {name: len(found) for name, found in placed.places.items()}
    return Counted(**counts, repeat_callers=int(callers[0]), repeat_tickets=int(tickets[0]))


def _dimension(columns: Columns, name: str) -> Dimension:
    if name in TEXT_DIMENSIONS:
        codes = columns.arrays[name]
        return Dimension(lambda places: codes[places], [word or BLANK_KEY for word in columns.words[name].words])
    received = columns.arrays["received"]

    def local(places: Places) -> Keys:
        moments: Keys = received[places] + _BEIJING
        return moments

    if name == "hour":
        return Dimension(lambda places: local(places) % _DAY // _HOUR, [f"{hour:02}" for hour in range(24)])
    if name == "weekday":
        return Dimension(lambda places: (local(places) // _DAY + _THURSDAY) % 7, [str(day) for day in range(1, 8)])
    begins = columns.begins_at or 0
    months = np.arange(_month(begins), _month(int(received.max()) if len(received) else 0) + 1)
    starts = months.astype("datetime64[s]").astype(np.int64)
    return Dimension(lambda places: np.searchsorted(starts, local(places), "right") - 1, [str(one) for one in months])


def _month(moment: int) -> np.datetime64:
    return np.datetime64(moment + _BEIJING, "s").astype("datetime64[M]")  # type: ignore[no-any-return]


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


def _repeated(placed: Placed, keys: Sequence[Dimension], size: int) -> tuple[Keys, Keys]:
    """For each key: the callers with two tickets or more in the period, and their tickets."""
    received = placed.places["received"]
    caller = placed.columns.arrays[CALLER][received]
    # Only callers with two tickets anywhere in the period can have two under one key.
    often = (np.bincount(caller, minlength=1)[caller] > 1) & (caller > 0)
    names = len(placed.columns.callers.words)
    pairs, times = np.unique(_code(keys, received[often]) * names + caller[often], return_counts=True)
    again = times > 1
    row = pairs[again] // names
    return np.bincount(row, minlength=size), np.bincount(row, times[again], minlength=size).astype(np.int64)


def key_words(key: Key) -> str | list[str] | None:
    """A key as commands print it: one word, a list of two, or None for all tickets together."""
    return None if not key else key[0] if len(key) == 1 else list(key)
