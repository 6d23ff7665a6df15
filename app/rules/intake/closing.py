"""Whether a closing that a file names can be that of its ticket."""

from __future__ import annotations

from datetime import datetime

from app.base.clock import local_day, local_midnight
from app.rules.ticket.states import DispatchBasis

# Estimates that no closing can lie before; the others say nothing certain.
_EARLIEST = frozenset({"", DispatchBasis.CITY_DISPATCH, DispatchBasis.CALL, DispatchBasis.CREATED})


def closing_stands(closed_at: datetime, dispatched_at: datetime, basis: str) -> bool:
    """Whether a closing is not before the dispatch; a mere date (00:00) counts for the whole of its day.

    `basis` is what an estimated dispatch was taken from; beside a mere guess every closing stands.
    """
    if basis not in _EARLIEST or closed_at >= dispatched_at:
        return True
    day = local_day(closed_at)
    return closed_at == local_midnight(day) and day == local_day(dispatched_at)
