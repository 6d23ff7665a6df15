"""Which merchants are one case: those that an open proposal with a shared place or phone joins, as 疑似."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Joined:
    """One case: the merchant it is named after, and those that belong to it by open proposals only."""

    main: int
    doubtful: tuple[int, ...] = ()


def joined(tickets: Mapping[int, int], pairs: Iterable[tuple[int, int]]) -> list[Joined]:
    """The cases of merchants with their numbers of tickets, under open pairs; named after the largest, then the first.

    A merchant that only a chain of pairs joins to the main one belongs to the case too.
    """
    top = {one: one for one in tickets}
    for first, second in pairs:
        if first in top and second in top:
            top[_root(top, first)] = _root(top, second)
    groups: dict[int, list[int]] = {}
    for one in sorted(tickets):
        groups.setdefault(_root(top, one), []).append(one)
    found = []
    for group in groups.values():
        main = min(group, key=lambda one: (-tickets[one], one))
        found.append(Joined(main, tuple(one for one in group if one != main)))
    return sorted(found, key=lambda case: case.main)


def _root(top: dict[int, int], one: int) -> int:
    while top[one] != one:
        top[one] = top[top[one]]
        one = top[one]
    return one
