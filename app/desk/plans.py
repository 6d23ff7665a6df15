"""Keeps a ticket's reminder slots in step with its facts: plans new ones, cancels those that no longer matter."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import datetime
from typing import Any

from app.desk.clocks import facts_of
from app.desk.context import Desk
from app.models.register import Stores
from app.rules.deadlines import Facts
from app.rules.escalation import LEVEL_SLOTS
from app.rules.slots import Slot, relevant, settle, slots_for
from app.rules.states import ClockName, ReminderState

PlanRow = tuple[int, str, str, int, int, int | None, str, str]
_LIVE = frozenset({ReminderState.PLANNED, ReminderState.RAISED, ReminderState.SHOWN})


def first_plan(desk: Desk, ticket_id: int, facts: Facts, due: Mapping[str, Any], now: datetime) -> list[PlanRow]:
    """The slots of a ticket that has just come in.

    Of the slots already past, only the latest of each clock is left to be raised; backlog slots are cancelled.
    """
    slots = slots_for(facts, desk.rules_for(facts.dispatched_at), desk.calendar)
    if facts.backlog:
        return [_row(ticket_id, slot, 1, due, ReminderState.CANCELLED, "补录历史") for slot in slots]
    planned, superseded = settle(slots, now)
    return [
        *(_row(ticket_id, slot, 1, due, ReminderState.PLANNED, "") for slot in planned),
        *(_row(ticket_id, slot, 1, due, ReminderState.CANCELLED, "导入时已过") for slot in superseded),
    ]


def replan(desk: Desk, stores: Stores, ticket_id: int, values: Mapping[str, Any], reason: str) -> None:
    """Makes the ledger fit the ticket as it now stands.

    Slots that no longer matter, or whose moment has moved, are cancelled with the reason; missing ones are added
    in a new round, so that no slot is ever raised twice and none is lost. A past slot that a later one of its
    clock superseded stays superseded: a change of the ticket does not bring it back.
    """
    facts = facts_of(values)
    kept: set[tuple[str, str, datetime]] = set()
    known: set[tuple[str, str, datetime]] = set()
    gone: list[int] = []
    settled: list[int] = []
    wanted = slots_for(facts, desk.rules_for(facts.dispatched_at), desk.calendar)
    moments = {(slot.clock.value, slot.slot, slot.at) for slot in wanted}
    for row in stores.reminders.of_ticket(ticket_id):
        key = (row.clock, row.slot, row.planned_at)
        known.add(key)
        live = ReminderState(row.state) in _LIVE
        if live and key not in moments and not _goes_on(row, moments):
            gone.append(row.id)
        elif row.state == ReminderState.ACKNOWLEDGED and not relevant(ClockName(row.clock), facts):
            settled.append(row.id)
        if row.state != ReminderState.CANCELLED and key in moments:
            kept.add(key)
    stores.reminders.cancel(gone, reason)
    stores.reminders.settle(settled)
    planned, superseded = settle(wanted, desk.now())
    planned = tuple(slot for slot in planned if (slot.clock.value, slot.slot, slot.at) not in kept)
    superseded = tuple(slot for slot in superseded if (slot.clock.value, slot.slot, slot.at) not in known)
    if (planned or superseded) and not facts.backlog:
        number = stores.reminders.highest_round(ticket_id) + 1
        stores.reminders.plan(
            [
                *(_row(ticket_id, slot, number, values, ReminderState.PLANNED, "") for slot in planned),
                *(_row(ticket_id, slot, number, values, ReminderState.CANCELLED, "重排时已过") for slot in superseded),
            ]
        )


def _goes_on(row: Any, moments: Set[tuple[str, str, datetime]]) -> bool:
    """Whether this is a later level of a deadline that still stands; such a slot follows the report, not the facts."""
    later = row.clock == ClockName.DEADLINE and row.slot != LEVEL_SLOTS[1]
    return later and (row.clock, LEVEL_SLOTS[1], row.due_at) in moments


def _row(ticket_id: int, slot: Slot, number: int, due: Mapping[str, Any], state: ReminderState, reason: str) -> PlanRow:
    end = due["sign_due_at"] if slot.clock is ClockName.SIGN else due["deadline_at"]
    at = int(slot.at.timestamp())
    return (ticket_id, slot.clock.value, slot.slot, number, at, int(end.timestamp()), state.value, reason)
