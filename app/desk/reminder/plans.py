"""Keeps a ticket's reminder slots in step with its facts: plans new ones, cancels those that no longer matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import datetime

from app.base.people import Person
from app.desk.shared.context import Desk, TicketChanged
from app.desk.ticket.clocks import clocks_of, facts_of, rules_of, slot_end
from app.models.register.stores import Stores
from app.models.reminder.records import PlanRow, ReminderRecord
from app.models.ticket.records import Clocks, TicketRecord
from app.rules.escalation.texts import LEVEL_SLOTS
from app.rules.law.clocks import OWN_MATTERS, ClockName
from app.rules.reminder.moves import LIVE
from app.rules.reminder.slots import Slot, relevant, settle, slots_for
from app.rules.reminder.states import ReminderState
from app.rules.ticket.deadlines import Facts

Key = tuple[ClockName, str, datetime | None]
Ends = Mapping[ClockName, datetime | None]
# What only the ticket's state ends: a change of the rules does not silence it.
_PRESSING = frozenset({ClockName.SIGN, ClockName.DEADLINE})


def first_plan(desk: Desk, ticket_id: int, facts: Facts, due: Clocks, now: datetime) -> list[PlanRow]:
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


def follow(desk: Desk, stores: Stores, _person: Person, change: TicketChanged) -> None:
    """Replans the slots when a clock of the ticket moved."""
    if change.moves_clock:
        replan(desk, stores, change.after, change.reason, quiet=change.quiet)


def replan(desk: Desk, stores: Stores, ticket: TicketRecord, reason: str, *, quiet: bool = False) -> None:
    """Updates the ledger to the present state of the ticket.

    Slots that no longer matter, or whose moment has moved, are cancelled with the reason, and acknowledged ones of
    them no longer come back; missing ones are added in a new round, so that no slot is ever raised twice and none is
    lost. A past slot that a later one of its clock superseded stays superseded: a change of the ticket does not
    bring it back. An acknowledged slot whose clock runs again (a signature taken back) comes back at once. `quiet` is
    for a change of the rules: no past slot rings then, but for a signing or a deadline that nobody has answered yet.
    """
    facts, ticket_id = facts_of(ticket), ticket.id
    wanted = () if facts.backlog else slots_for(facts, rules_of(desk, facts), desk.calendar)
    # A promise is no clock of the ticket: its slots follow the promise alone, to the end and past the ticket's. So do
    # those of a department's request and of a buck-passing case.
    rows = [row for row in stores.reminders.of_ticket(ticket_id) if row.clock not in OWN_MATTERS]
    _drop(stores, rows, {_key_of(slot) for slot in wanted}, facts, reason, quiet=quiet)
    planned, superseded = settle(wanted, desk.now())
    if quiet:
        asking = _PRESSING - {row.clock for row in rows if row.state is ReminderState.ACKNOWLEDGED}
        past = [slot for slot in planned if slot.at <= desk.now() and slot.clock not in asking]
        planned = tuple(slot for slot in planned if slot not in past)
        superseded = (*superseded, *past)
    ends = _ends(desk, facts, clocks_of(ticket), wanted)
    _keep(stores, rows, planned, ends, desk.now())
    known = {_key(row) for row in rows}
    stand = [row for row in rows if row.state is not ReminderState.CANCELLED]
    # An escalation that rose to a later level does not start again at the first.
    kept = {_key(row) for row in stand} | {(row.clock, LEVEL_SLOTS[1], row.due_at) for row in stand if _is_later(row)}
    planned = tuple(slot for slot in planned if _key_of(slot) not in kept)
    superseded = tuple(slot for slot in superseded if _key_of(slot) not in known)
    if planned or superseded:
        number = stores.reminders.highest_round(ticket_id) + 1
        stores.reminders.plan(
            [
                *(_row(ticket_id, slot, number, ends, ReminderState.PLANNED, "") for slot in planned),
                *(_row(ticket_id, slot, number, ends, ReminderState.CANCELLED, "重排时已过") for slot in superseded),
            ],
            made_at=desk.now(),
        )


def _goes_on(row: ReminderRecord, moments: Set[Key]) -> bool:
    """Whether this is a later level of a present deadline; such a slot follows the report, not the facts."""
    return _is_later(row) and (row.clock, LEVEL_SLOTS[1], row.due_at) in moments


def _is_later(row: ReminderRecord) -> bool:
    return row.clock is ClockName.DEADLINE and row.slot != LEVEL_SLOTS[1]


def _drop(
    stores: Stores, rows: Sequence[ReminderRecord], moments: Set[Key], facts: Facts, reason: str, *, quiet: bool
) -> None:
    """Cancels the slots whose time no longer belongs to the ticket.

    What was acknowledged goes on asking when only the rules changed: no new slot speaks for it then.
    """
    gone = [row for row in rows if _key(row) not in moments and not _goes_on(row, moments)]
    stores.reminders.cancel([row.id for row in gone if row.state in LIVE], reason)
    given = [row for row in gone if row.state is ReminderState.ACKNOWLEDGED]
    stores.reminders.settle([row.id for row in given if not (quiet and relevant(row.clock, facts))])


def _keep(stores: Stores, rows: Sequence[ReminderRecord], slots: Sequence[Slot], ends: Ends, now: datetime) -> None:
    """Updates the clock end of the remaining slots, and brings back those whose clock runs again."""
    current = {_key_of(slot) for slot in slots}
    stay = [row for row in rows if _key(row) in current and row.state is not ReminderState.CANCELLED]
    for clock, end in ends.items():
        stores.reminders.move_end([row.id for row in stay if row.clock is clock and row.due_at != end], end)
    silent = [row for row in stay if row.state is ReminderState.ACKNOWLEDGED and row.returns_at is None]
    unsigned = [row.id for row in silent if row.clock is ClockName.SIGN and row.planned_at <= now]
    stores.reminders.come_back(unsigned, now)


def _key_of(slot: Slot) -> Key:
    return slot.clock, slot.slot, slot.at


def _key(row: ReminderRecord) -> Key:
    return row.clock, row.slot, row.planned_at


def _ends(desk: Desk, facts: Facts, due: Clocks, slots: Iterable[Slot]) -> Ends:
    """The end of each clock of the slots."""
    return {clock: slot_end(desk, clock, facts, due) for clock in {slot.clock for slot in slots}}


def _row(ticket_id: int, slot: Slot, number: int, ends: Ends, state: ReminderState, reason: str) -> PlanRow:
    at, end = int(slot.at.timestamp()), ends[slot.clock]
    due = None if end is None else int(end.timestamp())
    return (ticket_id, slot.clock.value, slot.slot, number, at, due, state.value, reason)
