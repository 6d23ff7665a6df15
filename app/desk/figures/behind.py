"""Callers: who called again, and about whom the most of them call."""

from __future__ import annotations

import numpy as np

from app.desk.figures.asked import Asked, placed_for
from app.desk.figures.columns import CALLER
from app.desk.figures.counting import Placed
from app.desk.shared.context import Desk

MERCHANT = "merchant"


def most_called_merchant(desk: Desk, asked: Asked) -> tuple[str, int]:
    """The named merchant whose tickets received in the period come from the most callers, and how many; ("", 0)."""

    def merchant(placed: Placed) -> tuple[str, int]:
        names, callers = (placed.columns.arrays[name][placed.received] for name in (MERCHANT, CALLER))
        pairs = np.unique(np.stack((names, callers), axis=1)[(names > 0) & (callers > 0)], axis=0)
        words = placed.columns.words[MERCHANT].words
        counts = np.bincount(pairs[:, 0], minlength=len(words)) if len(pairs) else np.zeros(len(words), np.int64)
        named = [(-int(count), words[number]) for number, count in enumerate(counts) if count and words[number]]
        return (min(named)[1], -min(named)[0]) if named else ("", 0)

    return placed_for(desk, asked, merchant)


def repeated_callers(desk: Desk, asked: Asked, most: int) -> list[list[int]]:
    """The tickets of each of the callers with the most tickets received in the period, those with two at least."""

    def callers(placed: Placed) -> list[list[int]]:
        caller = placed.columns.arrays[CALLER][placed.received]
        ids = placed.columns.arrays["ids"][placed.received]
        known, first, times = np.unique(caller, return_index=True, return_counts=True)
        again = (times > 1) & (known > 0)
        # The most tickets first; of equal ones, who called first.
        order = np.lexsort((first[again], -times[again]))[:most]
        return [[int(one) for one in ids[caller == number]] for number in known[again][order]]

    return placed_for(desk, asked, callers)
