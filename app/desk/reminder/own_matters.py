"""Reminders of a matter beside a ticket's clocks (a promise, a request, a case): plans and silences them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.desk.shared.context import Desk
from app.models.register.stores import Stores
from app.models.reminder.records import PlanRow, ReminderRecord
from app.rules.law.clocks import ClockName
from app.rules.reminder.moves import LIVE
from app.rules.reminder.slots import Slot, settle
from app.rules.reminder.states import ReminderState


def plan(
    desk: Desk,
    stores: Stores,
    ticket_id: int,
    clock: ClockName,
    named: Sequence[tuple[str, datetime]],
    end: datetime,
) -> None:
    """Puts the slots (name, moment) of a matter that ends at `end` into the ledger; of those past the last rings.

    A name begins with the key of its matter and a colon.
    """
    slots, _past = settle([Slot(clock, name, at) for name, at in named], desk.now())
    number = stores.reminders.highest_round(ticket_id) + 1
    due, planned = int(end.timestamp()), ReminderState.PLANNED.value
    rows: list[PlanRow] = [
        (ticket_id, clock.value, slot.slot, number, int(slot.at.timestamp()), due, planned, "") for slot in slots
    ]
    stores.reminders.plan(rows, made_at=desk.now())


def silence(stores: Stores, ticket_id: int, clock: ClockName, key: int, reason: str) -> None:
    """Ends the slots of the matter with this key: none rings again."""
    own = slots_of(stores, ticket_id, clock, key)
    stores.reminders.cancel([slot.id for slot in own if slot.state in LIVE], reason)
    stores.reminders.settle([slot.id for slot in own if slot.state is ReminderState.ACKNOWLEDGED])


def slots_of(stores: Stores, ticket_id: int, clock: ClockName, key: int) -> list[ReminderRecord]:
    """Every slot of the matter with this key, in time order."""
    slots = stores.reminders.of_ticket(ticket_id)
    return [slot for slot in slots if slot.clock is clock and slot.slot.startswith(f"{key}:")]
