"""What can still be done about what rings."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest

from app.rules.reminder.triage import JUST_RUN_OUT, Hope, hope_of

NOW = datetime(2026, 12, 8, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Slot(NamedTuple):
    planned_at: datetime
    due_at: datetime | None


def slot(due: float | None, planned: float = -1000) -> Slot:
    return Slot(NOW + planned * HOUR, None if due is None else NOW + due * HOUR)


@pytest.mark.parametrize(
    ("slots", "hope"),
    [
        ([slot(0.01)], Hope.SAVABLE),
        ([slot(None)], Hope.SAVABLE),
        ([], Hope.SAVABLE),
        ([slot(-900), slot(5)], Hope.SAVABLE),
        ([slot(0)], Hope.JUST_OVER),
        ([slot(-12)], Hope.JUST_OVER),
        ([slot(-900), slot(-3)], Hope.JUST_OVER),
        ([slot(-12.01)], Hope.LONG_OVER),
        ([slot(-960), slot(-961)], Hope.LONG_OVER),
        # The second level of a report rings after the deadline: it counts from its own moment.
        ([slot(-24, planned=-1)], Hope.JUST_OVER),
    ],
)
def test_a_ticket_can_be_saved_has_just_run_out_or_ran_out_long_ago(slots: list[Slot], hope: Hope) -> None:
    assert hope_of(slots, NOW) is hope


def test_a_ticket_that_came_in_old_stays_old_whatever_rings_for_it_later() -> None:
    assert hope_of([slot(-960, planned=-1)], NOW, came_old=True) is Hope.LONG_OVER
    assert hope_of([slot(-960, planned=-1), slot(3)], NOW, came_old=True) is Hope.SAVABLE


def test_what_has_just_run_out_stays_so_for_one_shift() -> None:
    assert JUST_RUN_OUT == 12 * HOUR
