"""Tickets received day by day, of all kinds together and of some keys of a dimension."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from app.base.clock import from_seconds, local_day
from app.desk.figures.cache import current
from app.desk.figures.settings import book_in
from app.desk.shared.context import Desk
from app.rules.figures.rows import BLANK_KEY

_BEIJING, _DAY = 8 * 3600, 86400
_EPOCH = date(1970, 1, 1)
ByDay = Mapping[date, int]


@dataclass(frozen=True, slots=True)
class Daily:
    """Every day from `first` to `last` with its tickets, 0 too; `begins` is the first day that the register covers."""

    begins: date | None
    every: ByDay
    of_key: Mapping[str, ByDay]


def daily(desk: Desk, dimension: str, keys: Collection[str], first: date, last: date) -> Daily:
    """The tickets received on each day of a span, both ends included, whatever is excluded."""
    with desk.figures.lock, desk.register.reading() as stores:
        columns, book = current(desk, stores), book_in(stores)
        begins = columns.begins_at
        days = (columns.arrays["received"].astype(np.int64) + _BEIJING) // _DAY - (first - _EPOCH).days
        count = (last - first).days + 1
        within = (days >= 0) & (days < count)
        days = days[within]
        numbers = columns.arrays[dimension][within]
        number = {word or BLANK_KEY: place for place, word in enumerate(columns.words[dimension].words)}
        every = _by_day(np.bincount(days, minlength=count).tolist(), first)
        of_key = {
            key: _by_day(np.bincount(days[numbers == number.get(key, -1)], minlength=count).tolist(), first)
            for key in keys
        }
    covered = book.on(last).covered_from
    return Daily(None if begins is None else covered or local_day(from_seconds(begins)), every, of_key)


def keys_of(desk: Desk, dimension: str) -> list[str]:
    """Every key of a dimension that a ticket ever had, in code-point order."""
    with desk.figures.lock, desk.register.reading() as stores:
        return sorted(filter(None, current(desk, stores).words[dimension].words))


def _by_day(counts: Iterable[int], first: date) -> dict[date, int]:
    return {first + timedelta(days=place): count for place, count in enumerate(counts)}
