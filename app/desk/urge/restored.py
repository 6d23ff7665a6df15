"""Urge rounds that an undo restores: none is sent again by itself where a later one of its unit speaks for it."""

from __future__ import annotations

from collections.abc import Sequence

from app.desk.urge.records import change_round
from app.models.register.stores import Stores


def settle_restored(stores: Stores, round_ids: Sequence[int]) -> None:
    """Takes the time of the next urging from restored rounds after which another one of the unit was opened."""
    for row in stores.urges.many(list(round_ids)):
        if row.next_at is None:
            continue
        if any((later.slot, later.part) > (row.slot, row.part) for later in stores.urges.open_of(row.unit)):
            change_round(stores, row, next_at=None)
