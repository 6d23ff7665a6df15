"""The reminders of a matter that lives beside a ticket's clocks: planned with it, silenced when it ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.desk.context import Desk
from app.models.stores import Stores
from app.rules.slots import Slot, settle
from app.rules.states import ClockName, ReminderState

_RINGS = frozenset({ReminderState.PLANNED, ReminderState.RAISED, ReminderState.SHOWN})


def plan(
    desk: Desk,
    stores: Stores,
    ticket_id: int,
    clock: ClockName,
    named: Sequence[tuple[str, datetime]],
    end: datetime,
) -> None:
    """Puts the slots (name, moment) of a matter that ends at `end` into the ledger; of those past the last rings."""
    slots, _past = settle([Slot(clock, name, at) for name, at in named], desk.now())
    number = stores.reminders.highest_round(ticket_id) + 1
    due, planned = int(end.timestamp()), ReminderState.PLANNED.value
    rows = [(ticket_id, clock.value, slot.slot, number, int(slot.at.timestamp()), due, planned, "") for slot in slots]
    stores.reminders.plan(rows, made_at=desk.now())


def silence(stores: Stores, ticket_id: int, clock: ClockName, key: int, reason: str) -> None:
    """Ends the slots of the matter with this key: none rings again."""
    own = [
        slot
        for slot in stores.reminders.of_ticket(ticket_id)
        if slot.clock == clock and slot.slot.startswith(f"{key}:")
    ]
    stores.reminders.cancel([slot.id for slot in own if slot.state in _RINGS], reason)
    stores.reminders.settle([slot.id for slot in own if slot.state == ReminderState.ACKNOWLEDGED])
