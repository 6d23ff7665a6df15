"""How busy each kind of day is: weekdays, public holidays and make-up days, learned from all series together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.rules.law.calendar import Calendar

HOLIDAY, MAKE_UP = 7, 8
KINDS = 9
_WORKDAYS = range(5)
# What is expected of a kind of day before it has been seen: two days less busy, holidays quiet, as the hotline's
# own numbers have it. It weighs as much as so many days.
_BEFORE = (1.0, 1.0, 1.0, 1.0, 1.0, 0.55, 0.55, 0.35, 1.0)
_WEIGHT = 3.0
_ROUNDS = 3


def kind_of(calendar: Calendar, day: date) -> int:
    """The kind of a day: 0 to 6 from Monday, HOLIDAY or MAKE_UP; in an unknown year only the weekday counts."""
    if calendar.is_make_up(day):
        return MAKE_UP
    return HOLIDAY if calendar.name_of(day) else day.weekday()


def factors(kinds: Sequence[int], totals: Sequence[float | None]) -> list[float]:
    """The factor of each kind of day, from the daily totals of all series; workdays average 1.

    A kind that was seen rarely stays near what is usual for it. Days without a total are left out.
    """
    known = [(kind, total) for kind, total in zip(kinds, totals, strict=True) if total is not None]
    days, sums = [0] * KINDS, [0.0] * KINDS
    for kind, total in known:
        days[kind] += 1
        sums[kind] += total
    found = list(_BEFORE)
    if sum(sums) <= 0:
        return found
    for _ in range(_ROUNDS):
        level = sum(sums) / sum(days[kind] * found[kind] for kind in range(KINDS))
        found = [
            (sums[kind] + _WEIGHT * level * _BEFORE[kind]) / (level * (days[kind] + _WEIGHT)) for kind in range(KINDS)
        ]
    workdays = sum(days[kind] for kind in _WORKDAYS)
    scale = sum(found[kind] * days[kind] for kind in _WORKDAYS) / workdays if workdays else 1.0
    return [value / scale for value in found]
