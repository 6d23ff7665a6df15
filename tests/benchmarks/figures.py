"""A measured figure against its reference within one run, and how figures are printed."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """What was measured, what it is held against, and the limit; a figure without limit is only told."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    at_least: bool = False
    note: str = ""

    @property
    def holds(self) -> bool | None:
        if self.limit is None:
            return None
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def line(self) -> str:
        told = {True: "holds", False: "DOES NOT HOLD", None: ""}[self.holds]
        limit = "" if self.limit is None else f"{'≥' if self.at_least else '≤'} {self.limit:g}"
        return f"{self.name:<52} {self.value:>10.3f} {self.unit:<6} {limit:<10} {told:<14} {self.note}"


def seconds(work: Callable[[], object], *, runs: int = 5) -> float:
    """The median of several runs after one that is not counted."""
    work()
    taken = []
    for _ in range(runs):
        gc.collect()
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def once(work: Callable[[], object]) -> float:
    """One run: for work that changes what it works on."""
    gc.collect()
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
