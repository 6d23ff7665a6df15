"""Which rows of an import are history."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.rules.intake.age import is_history
from app.rules.ticket.states import TicketStatus

NOW = datetime(2026, 12, 8, 8, 0, tzinfo=UTC)
OPEN, CLOSED, RETURNED = TicketStatus.HANDLING, TicketStatus.CLOSED, TicketStatus.RETURNED


@pytest.mark.parametrize(
    ("status", "closed", "deadline", "history"),
    [
        (OPEN, None, 1, False),
        (OPEN, None, -7, False),
        (OPEN, None, -7.01, True),
        (CLOSED, -7, -30, False),
        (CLOSED, -7.01, 30, True),
        (CLOSED, None, -8, True),
        (CLOSED, None, -6, False),
        (RETURNED, None, -8, True),
        (CLOSED, None, None, False),
    ],
)
def test_a_row_is_history_when_its_end_lies_more_than_so_many_days_back(
    status: TicketStatus, closed: float | None, deadline: float | None, history: bool
) -> None:
    def at(days: float | None) -> datetime | None:
        return None if days is None else NOW + timedelta(days=days)

    found = is_history(status=status, closed_at=at(closed), deadline=at(deadline), now=NOW, after_days=7)
    assert found is history
