"""What rings: every slot with its clock, and the words of the tickets that are listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.base.clock import from_seconds
from app.desk.reminder.rows import ReminderRow, reminder_row
from app.desk.shared.context import Desk
from app.rules.law.clocks import ClockName
from app.rules.law.urgency import SHIPPED_LEVELS, governed_from
from app.rules.reminder.states import ReminderState

_NO_LEVEL = SHIPPED_LEVELS[-1]


def slots(desk: Desk) -> list[ReminderRow]:
    """Every slot that was raised and nobody has acknowledged, by time left; without the words of its ticket.

    After an absence thousands ring: a slot costs a fifth of one with its ticket. Its level is the plain one until
    `words` or `with_levels` reads it.
    """
    with desk.register.reading() as stores:
        found = stores.reminders.ringing_slots()
    moments = {second: from_seconds(second) for row in found for second in (row[4], row[5]) if second is not None}
    clocks, states = {str(name): name for name in ClockName}, {str(state): state for state in ReminderState}
    return [
        ReminderRow(
            number, ticket_id, "", "", "", _NO_LEVEL, clocks[clock], slot, moments[planned],
            None if due is None else moments[due], states[state], None, None, times, None, "", None, "",
        )
        for number, ticket_id, clock, slot, planned, due, state, times in found
    ]  # fmt: skip


def words(desk: Desk, ids: Sequence[int]) -> dict[int, ReminderRow]:
    """These slots with the words and levels of their tickets, by id."""
    with desk.register.reading() as stores:
        return {row.id: reminder_row(row, desk.levels) for row in stores.reminders.by_id(ids)}


def with_levels(desk: Desk, rows: Sequence[ReminderRow]) -> dict[int, ReminderRow]:
    """These slots with the levels of their tickets, by id."""
    with desk.register.reading() as stores:
        found = stores.reminders.urgency_of(sorted({row.ticket_id for row in rows}))
    levels = {
        ticket_id: desk.levels.of(urgency, governed_from(dispatched_at, ruled_at))
        for ticket_id, urgency, dispatched_at, ruled_at in found
    }
    return {row.id: replace(row, level=levels[row.ticket_id]) for row in rows if row.ticket_id in levels}
