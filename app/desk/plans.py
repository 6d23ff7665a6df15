"""Keeps a ticket's reminder slots in step with its facts: plans new ones, cancels those that no longer matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from datetime import datetime
from typing import Any

from app.desk.clocks import facts_of, rules_of, slot_end
from app.desk.context import Desk
from app.models.register import Stores
from app.rules.deadlines import Facts
from app.rules.escalation import LEVEL_SLOTS
from app.rules.slots import Slot, relevant, settle, slots_for
from app.rules.states import ClockName, ReminderState

PlanRow = tuple[int, str, str, int, int, int | None, str, str]
# What only the ticket's state ends: a change of the rules does not silence it.
_PRESSING = frozenset({ClockName.SIGN, ClockName.DEADLINE})
_LIVE = frozenset({ReminderState.PLANNED, ReminderState.RAISED, ReminderState.SHOWN})


def first_plan(desk: Desk, ticket_id: int, facts: Facts, due: Mapping[str, Any], now: datetime) -> list[PlanRow]:
    """The slots of a ticket that has just come in.

    Of the slots already past, only the latest of each clock is left to be raised; backlog slots are cancelled.
    """
    slots = slots_for(facts, rules_of(desk, facts), desk.calendar)
    ends = _ends(desk, facts, due, slots)
    if facts.backlog:
        return [_row(ticket_id, slot, 1, ends, ReminderState.CANCELLED, "补录历史") for slot in slots]
    planned, superseded = settle(slots, now)
    return [
        *(_row(ticket_id, slot, 1, ends, ReminderState.PLANNED, "") for slot in planned),
        *(_row(ticket_id, slot, 1, ends, ReminderState.CANCELLED, "导入时已过") for slot in superseded),
    ]


def replan(
    desk: Desk, stores: Stores, ticket_id: int, values: Mapping[str, Any], reason: str, *, quiet: bool = False
) -> None:
    """Makes the ledger fit the ticket as it now stands.

    Slots that no longer matter, or whose moment has moved, are cancelled with the reason; missing ones are added
    in a new round, so that no slot is ever raised twice and none is lost. A past slot that a later one of its
    clock superseded stays superseded: a change of the ticket does not bring it back. `quiet` is for a change of the
    rules: no past slot rings then, but for a signing or a deadline that nobody has answered yet.
    """
    facts = facts_of(values)
    wanted = slots_for(facts, rules_of(desk, facts), desk.calendar)
    moments = {_key(slot) for slot in wanted}
    rows = stores.reminders.of_ticket(ticket_id)
    known = {(row.clock, row.slot, row.planned_at) for row in rows}
    kept = {(row.clock, row.slot, row.planned_at) for row in rows if row.state != ReminderState.CANCELLED} & moments
    given = [row for row in rows if row.state == ReminderState.ACKNOWLEDGED]
    live = [row for row in rows if ReminderState(row.state) in _LIVE and not _goes_on(row, moments)]
    stores.reminders.cancel([row.id for row in live if (row.clock, row.slot, row.planned_at) not in moments], reason)
    stores.reminders.settle([row.id for row in given if not relevant(ClockName(row.clock), facts)])
    planned, superseded = settle(wanted, desk.now())
    if quiet:
        asking = _PRESSING - {ClockName(row.clock) for row in given}
        past = [slot for slot in planned if slot.at <= desk.now() and slot.clock not in asking]
        planned = tuple(slot for slot in planned if slot not in past)
        superseded = (*superseded, *past)
    planned = tuple(slot for slot in planned if _key(slot) not in kept)
    superseded = tuple(slot for slot in superseded if _key(slot) not in known)
    if (planned or superseded) and not facts.backlog:
        number = stores.reminders.highest_round(ticket_id) + 1
        ends = _ends(desk, facts, values, (*planned, *superseded))
        stores.reminders.plan(
            [
                *(_row(ticket_id, slot, number, ends, ReminderState.PLANNED, "") for slot in planned),
                *(_row(ticket_id, slot, number, ends, ReminderState.CANCELLED, "重排时已过") for slot in superseded),
            ]
        )


def _goes_on(row: Any, moments: Set[tuple[str, str, datetime]]) -> bool:
    """Whether this is a later level of a deadline that still stands; such a slot follows the report, not the facts."""
    later = row.clock == ClockName.DEADLINE and row.slot != LEVEL_SLOTS[1]
    return later and (row.clock, LEVEL_SLOTS[1], row.due_at) in moments


def _key(slot: Slot) -> tuple[str, str, datetime]:
    return (slot.clock.value, slot.slot, slot.at)


def _ends(desk: Desk, facts: Facts, due: Mapping[str, Any], slots: Iterable[Slot]) -> dict[ClockName, int | None]:
    """When each clock of the slots ends, in seconds."""
    ends = {slot.clock: slot_end(desk, slot.clock, facts, due) for slot in slots}
    return {clock: None if end is None else int(end.timestamp()) for clock, end in ends.items()}


def _row(
    ticket_id: int,
    slot: Slot,
    number: int,
    ends: Mapping[ClockName, int | None],
    state: ReminderState,
    reason: str,
) -> PlanRow:
    at = int(slot.at.timestamp())
    return (ticket_id, slot.clock.value, slot.slot, number, at, ends[slot.clock], state.value, reason)
