"""Counts a period over the columns, for all tickets or each key of one or two dimensions, and names the tickets."""

from __future__ import annotations

from collections.abc import Sequence
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
# 1970-01-01 was a Thursday, the fourth day of the week.
_FIRST_WEEKDAY = 3
# More cells than this are counted by sorting instead of in one table.
_MOST_CELLS = 20_000_000

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
class Count:
    """What is counted: the columns, which tickets of them, whose answers ("last", "first" or "desk"), by what."""

    columns: Columns
    caliber: Caliber = Caliber.GROSS
    answers: str = "last"
    by: tuple[str, ...] = ()


def counted(count: Count, period: Period) -> dict[Key, Counted]:
    """The counts of each key that has any; without a dimension the key () alone."""
    places = _places(count, period)
    keys = _keys(count)
    size = int(np.prod([len(names) for _codes, names in keys], dtype=np.int64)) if keys else 1
    tables = {name: np.bincount(_code(keys, found), minlength=size) for name, found in places.items()}
    tables["repeat_callers"], tables["repeat_tickets"] = _repeated(count, keys, places["received"], size)
    standing = np.flatnonzero(tables["received"] + tables["closed"] + tables["open_at_end"])
    rows = {_key(keys, int(code)): Counted(**{name: int(tables[name][code]) for name in COUNTS}) for code in standing}
    return rows if keys else {(): rows.get((), Counted())}


def tickets_of(count: Count, period: Period, field: Field, key: Sequence[str] = ()) -> list[int]:
    """The ids of the tickets behind one figure of one key; of a rate, those that it is taken over."""
    name = _BASES.get(field, str(field))
    places = _places(count, period)
    found = places["received"] if name == "repeat_tickets" else places[name]
    keys = _keys(count)
    if key:
        found = found[_code(keys, found) == _code_of(keys, key)]
    if name == "repeat_tickets":
        found = found[_is_repeated(count, found)]
    return [int(ticket_id) for ticket_id in count.columns.arrays["ids"][found]]


def _places(count: Count, period: Period) -> dict[str, Places]:
    """Where the tickets of each count stand in the columns."""
    arrays = count.columns.arrays
    start, end = int(period.start.timestamp()), int(period.end.timestamp())
    flags = arrays["flags"]
    taken = (flags & EXCLUDED) == 0 if count.caliber is Caliber.NET else None

    def where(condition: NDArray[np.bool_]) -> Places:
        return np.flatnonzero(condition if taken is None else condition & taken)

    received = where((arrays["received"] >= start) & (arrays["received"] < end))
    closed = where((arrays["closed"] >= start) & (arrays["closed"] < end))
    still = where((arrays["received"] < end) & (arrays["closed"] >= end) & ((flags & RETURNED) == 0))
    in_time = arrays["closed"][closed] <= arrays["deadline"][closed]
    places = {
        "received": received,
        "in_volume": received[(flags[received] & OFF_VOLUME) == 0],
        "closed": closed,
        "closed_in_time": closed[in_time],
        "closed_late": closed[~in_time],
        "open_at_end": still,
        "overdue_open": still[arrays["deadline"][still] < end],
    }
    places |= {name: received[(flags[received] & bit) != 0] for name, bit in _FLAGS.items()}
    answers = arrays[count.answers][received]
    places |= {name: received[(answers & bit) != 0] for name, bit in _ANSWERS.items()}
    return places


def _keys(count: Count) -> list[tuple[Keys, Sequence[str]]]:
    """For each dimension the code of every ticket, and the name of every code."""
    return [_dimension(count.columns, name) for name in count.by]


def _dimension(columns: Columns, name: str) -> tuple[Keys, Sequence[str]]:
    if name in TEXT_DIMENSIONS:
        return columns.arrays[name], [word or BLANK_KEY for word in columns.words[name].words]
    local = columns.arrays["received"] + _BEIJING
    if name == "hour":
        return local % _DAY // _HOUR, [f"{hour:02}" for hour in range(24)]
    if name == "weekday":
        return (local // _DAY + _FIRST_WEEKDAY) % 7, [str(day) for day in range(1, 8)]
    months = local.astype("datetime64[s]").astype("datetime64[M]")
    first = months.min() if len(months) else np.datetime64("1970-01", "M")
    codes = (months - first).astype(np.int64)
    return codes, [str(first + step) for step in range(int(codes.max()) + 1 if len(codes) else 1)]


def _code(keys: Sequence[tuple[Keys, Sequence[str]]], places: Places) -> Keys:
    code: Keys = np.zeros(len(places), np.int64)
    for codes, names in keys:
        code = code * len(names) + codes[places]
    return code


def _code_of(keys: Sequence[tuple[Keys, Sequence[str]]], key: Sequence[str]) -> int:
    """The code of a key; -1, which no ticket has, where the register knows no such key."""
    code = 0
    for (_codes, names), word in zip(keys, key, strict=True):
        if word not in names:
            return -1
        code = code * len(names) + names.index(word)
    return code


def _key(keys: Sequence[tuple[Keys, Sequence[str]]], code: int) -> Key:
    words = []
    for _codes, names in reversed(keys):
        code, place = divmod(code, len(names))
        words.append(names[place])
    return tuple(reversed(words))


def _repeated(
    count: Count, keys: Sequence[tuple[Keys, Sequence[str]]], received: Places, size: int
) -> tuple[Keys, Keys]:
    """For each key: the callers with two tickets or more in the period, and their tickets."""
    callers, times = _calls(count, keys, received)
    again = times > 1
    row = callers[again] // len(count.columns.callers.words)
    return np.bincount(row, minlength=size), np.bincount(row, times[again], minlength=size).astype(np.int64)


def _calls(count: Count, keys: Sequence[tuple[Keys, Sequence[str]]], received: Places) -> tuple[Keys, Keys]:
    """Every pair of key and caller that occurs, as one number, and how often."""
    caller = count.columns.arrays[CALLER][received].astype(np.int64)
    known = caller > 0
    names = len(count.columns.callers.words)
    pairs = _code(keys, received[known]) * names + caller[known]
    if not len(pairs):
        return pairs, pairs
    if int(pairs.max()) < _MOST_CELLS:
        table = np.bincount(pairs)
        found = np.flatnonzero(table)
        return found.astype(np.int64), table[found].astype(np.int64)
    found, times = np.unique(pairs, return_counts=True)
    return found, times.astype(np.int64)


def _is_repeated(count: Count, found: Places) -> NDArray[np.bool_]:
    caller = count.columns.arrays[CALLER][found].astype(np.int64)
    table = np.bincount(caller, minlength=1)
    result: NDArray[np.bool_] = (table[caller] > 1) & (caller > 0)
    return result


def key_words(key: Key) -> str | list[str] | None:
    """A key as commands print it: one word, a list of two, or None for all tickets together."""
    return None if not key else key[0] if len(key) == 1 else list(key)
