"""Reads of merchants: as they stand, and as they stood at an instant."""

from __future__ import annotations

from datetime import datetime

from app.models.register.stores import Stores
from app.rules.merchant.folding import Folded, fold


def folded_at(stores: Stores, until: datetime) -> Folded:
    """The merchants and proposals, judged with the tickets received by `until` and the decisions of persons."""
    return fold(stores.merchants.all_mentions(until), stores.merchants.index.decisions(), ids=stores.merchants.ids())


def folded_now(stores: Stores) -> Folded:
    """The merchants and proposals as the register keeps them."""
    return Folded(stores.merchants.all(), stores.merchants.proposals(open_only=False))
