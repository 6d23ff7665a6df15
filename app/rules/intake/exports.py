"""What changed between two exports of the same kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """How many tickets are new since the last export, have another state, and are missing now."""

    new: int
    status: int
    gone: int


def compare_exports(last: Mapping[str, str], now: Mapping[str, str]) -> Told | None:
    """What changed, each export as number → state; None when fewer than half of the last one's are in this one.

    Then it is another selection, not a later state of the same list. A state that one of them lacks never differs.
    """
    both = last.keys() & now.keys()
    if 2 * len(both) < len(last):
        return None
    status = sum(bool(last[number] and now[number] and last[number] != now[number]) for number in both)
    return Told(len(now) - len(both), status, len(last) - len(both))
