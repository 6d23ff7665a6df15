"""The tickets behind figures by id: those that cost points, and those of repeated callers."""

from __future__ import annotations

import numpy as np

from app.desk.figures.asked import Asked, placed_for
from app.desk.figures.codes import CONTACTED, SATISFIED, SOLVED, VALID
from app.desk.figures.columns import CALLER
from app.desk.figures.counting import Placed
from app.desk.shared.context import Desk

_WHOLE = VALID | CONTACTED | SOLVED | SATISFIED


def losing_ids(desk: Desk, asked: Asked) -> list[int]:
    """The ids of the tickets of V that cost points: not contacted, not solved, or not satisfied in full."""

    def losing(placed: Placed) -> list[int]:
        answers = placed.columns.arrays[placed.answers][placed.received]
        lost = ((answers & VALID) != 0) & ((answers & _WHOLE) != _WHOLE)
        return [int(one) for one in placed.columns.arrays["ids"][placed.received[lost]]]

    return placed_for(desk, asked, losing)


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
