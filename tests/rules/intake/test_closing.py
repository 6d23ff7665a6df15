"""A closing cannot lie before the dispatch."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.rules.intake.closing import closing_stands
from app.rules.ticket.states import DispatchBasis

DISPATCHED = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("closed_at", "basis", "stands"),
    [
        (datetime(2026, 11, 22, 1, 59, 59, tzinfo=UTC), "", False),
        (datetime(2026, 11, 22, 2, 0, tzinfo=UTC), "", True),
        (datetime(2026, 11, 21, 16, 0, tzinfo=UTC), "", True),  # 2026-11-22 00:00 in Beijing: the day of the dispatch
        (datetime(2026, 11, 20, 16, 0, tzinfo=UTC), "", False),
        (datetime(2026, 11, 21, 17, 0, tzinfo=UTC), "", False),
        (datetime(2026, 11, 1, 2, 0, tzinfo=UTC), DispatchBasis.IMPORT, True),
        (datetime(2026, 11, 1, 2, 0, tzinfo=UTC), DispatchBasis.NUMBER, True),
        (datetime(2026, 11, 1, 2, 0, tzinfo=UTC), DispatchBasis.CALL, False),
    ],
)
def test_a_closing_stands_from_the_dispatch_on(closed_at: datetime, basis: str, *, stands: bool) -> None:
    assert closing_stands(closed_at, DISPATCHED, basis) is stands
