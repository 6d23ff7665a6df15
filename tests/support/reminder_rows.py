"""Ringing reminders with valid defaults, made up."""

from __future__ import annotations

from datetime import UTC, datetime

from app.desk.reminder.rows import ReminderRow
from app.rules.law.clocks import ClockName
from app.rules.law.urgency import UrgencyLevel
from app.rules.reminder.states import ReminderState
from tests.support.levels import GENERAL_LEVEL

_NOW = datetime(2026, 11, 22, 18, 41, tzinfo=UTC)


def a_row(
    number: int,
    *,
    ticket: int | None = None,
    clock: ClockName = ClockName.SIGN,
    slot: str = "8min",
    due: datetime | None = _NOW,
    planned: datetime = _NOW,
    level: UrgencyLevel = GENERAL_LEVEL,
    state: ReminderState = ReminderState.RAISED,
    title: str = "健身房闭店，年卡无法退费",
) -> ReminderRow:
    """One slot that was raised and not acknowledged; its ticket has the slot's own number unless one is given."""
    return ReminderRow(
        id=number,
        ticket_id=number if ticket is None else ticket,
        ticket_number=f"热线-261123-{number if ticket is None else ticket:06}",
        ticket_title=title,
        street="回龙观街道",
        level=level,
        clock=clock,
        slot=slot,
        planned_at=planned,
        due_at=due,
        state=state,
        raised_at=planned,
        shown_at=None,
        times_raised=1,
        acknowledged_at=None,
        acknowledged_by="",
        returns_at=None,
        reason="",
    )
