"""The tickets of the callers who called again."""

from __future__ import annotations

import numpy as np

from app.desk.figures.asked import Asked, placed_for
from app.desk.figures.columns import CALLER
from app.desk.figures.counting import Placed
from app.desk.shared.context import Desk


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
