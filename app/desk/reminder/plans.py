"""Keeps a ticket's reminder slots in step with its facts: plans new ones, cancels those that no longer matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import datetime

from app.base.people import Person
from app.desk.shared.context import Desk, TicketChanged
from app.desk.ticket.clocks import clocks_of, facts_of, rules_of, slot_end
from app.models.register.stores import Stores
from app.models.reminder.records import PlanRow, Replan, SlotRow, fingerprint
from app.models.ticket.records import Clocks, TicketRecord
from app.rules.escalation.texts import LEVEL_SLOTS
from app.rules.law.clocks import OWN_MATTERS, ClockName
from app.rules.reminder.moves import LIVE
from app.rules.reminder.slots import Slot, relevant, settle, slots_for
from app.rules.reminder.states import ReminderState
from app.rules.ticket.deadlines import Facts

Key = tuple[str, str, int | None]
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
    """Replans the slots: a clock of the ticket moved."""
    replan(desk, stores, change.after, change.reason, quiet=change.quiet)


def replan(desk: Desk, stores: Stores, ticket: TicketRecord, reason: str, *, quiet: bool = False) -> None:
    """Updates the ledger to the present state of the ticket.

    Slots that no longer matter, or whose moment has moved, are cancelled with the reason, and acknowledged ones of
    them no longer come back; missing ones are added in a new round, so that no slot is ever raised twice and none is
    lost. A past slot that a later one of its clock superseded stays superseded: a change of the ticket does not
    bring it back. An acknowledged slot whose clock runs again (a signature taken back) comes back at once. `quiet` is
    for a change of the rules: no past slot rings then, but for a signing or a deadline that nobody has answered yet.
    """
    judged = judge_replan(desk, ticket, stores.reminders.slots_of([ticket.id])[ticket.id], reason, quiet=quiet)
    stores.reminders.replan([judged], desk.now())


def judge_replan(
    desk: Desk, ticket: TicketRecord, slots: Sequence[SlotRow], reason: str, *, quiet: bool = False
) -> Replan:
    """What `replan` writes, from the ticket and all of its slots alone."""
    facts = facts_of(ticket)
    wanted = () if facts.backlog else slots_for(facts, rules_of(desk, facts), desk.calendar)
    # A promise is no clock of the ticket: its slots follow the promise alone, to the end and past the ticket's. So do
    # those of a department's request and of a buck-passing case.
    rows = [row for row in slots if row.clock not in OWN_MATTERS]
    cancelled, settled = _gone(rows, {_key_of(slot) for slot in wanted}, facts, quiet=quiet)
    planned, superseded = settle(wanted, desk.now())
    if quiet:
        asking = _PRESSING - {row.clock for row in rows if row.state == ReminderState.ACKNOWLEDGED}
        past = [slot for slot in planned if slot.at <= desk.now() and slot.clock not in asking]
        planned = tuple(slot for slot in planned if slot not in past)
        superseded = (*superseded, *past)
    ends = _ends(desk, facts, clocks_of(ticket), wanted)
    moved, back = _kept(rows, planned, ends, desk.now())
    known = {_key(row) for row in rows}
    stand = [row for row in rows if row.state != ReminderState.CANCELLED]
    # An escalation that rose to a later level does not start again at the first.
    kept = {_key(row) for row in stand} | {(row.clock, LEVEL_SLOTS[1], row.due_at) for row in stand if _is_later(row)}
    planned = tuple(slot for slot in planned if _key_of(slot) not in kept)
    superseded = tuple(slot for slot in superseded if _key_of(slot) not in known)
    number = 1 + max((row.round for row in slots), default=0)
    added = (
        *(_row(ticket.id, slot, number, ends, ReminderState.PLANNED, "") for slot in planned),
        *(_row(ticket.id, slot, number, ends, ReminderState.CANCELLED, "重排时已过") for slot in superseded),
    )
    return Replan(ticket.id, fingerprint(slots), reason, cancelled, settled, back, moved, added)


def _goes_on(row: SlotRow, moments: Set[Key]) -> bool:
    """Whether this is a later level of a present deadline; such a slot follows the report, not the facts."""
    return _is_later(row) and (row.clock, LEVEL_SLOTS[1], row.due_at) in moments


def _is_later(row: SlotRow) -> bool:
    return row.clock == ClockName.DEADLINE and row.slot != LEVEL_SLOTS[1]


def _gone(
    rows: Sequence[SlotRow], moments: Set[Key], facts: Facts, *, quiet: bool
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The slots to be cancelled, whose time no longer belongs to the ticket, and those that come back no more.

    What was acknowledged goes on asking when only the rules changed: no new slot speaks for it then.
    """
    gone = [row for row in rows if _key(row) not in moments and not _goes_on(row, moments)]
    given = [row for row in gone if row.state == ReminderState.ACKNOWLEDGED]
    settled = tuple(row.id for row in given if not (quiet and relevant(ClockName(row.clock), facts)))
    return tuple(row.id for row in gone if row.state in LIVE), settled


def _kept(
    rows: Sequence[SlotRow], slots: Sequence[Slot], ends: Ends, now: datetime
) -> tuple[tuple[tuple[int | None, tuple[int, ...]], ...], tuple[int, ...]]:
    """The new clock ends of the remaining slots, and those of them that come back since their clock runs again."""
    current = {_key_of(slot) for slot in slots}
    stay = [row for row in rows if _key(row) in current and row.state != ReminderState.CANCELLED]
    moved = []
    for clock, end in ends.items():
        second = _second(end)
        ids = tuple(row.id for row in stay if row.clock == clock and row.due_at != second)
        if ids:
            moved.append((second, ids))
    silent = [row for row in stay if row.state == ReminderState.ACKNOWLEDGED and row.returns_at is None]
    moment = int(now.timestamp())
    unsigned = tuple(row.id for row in silent if row.clock == ClockName.SIGN and row.planned_at <= moment)
    return tuple(moved), unsigned


def _key_of(slot: Slot) -> Key:
    return slot.clock.value, slot.slot, int(slot.at.timestamp())


def _key(row: SlotRow) -> Key:
    return row.clock, row.slot, row.planned_at


def _second(at: datetime | None) -> int | None:
    return None if at is None else int(at.timestamp())


def _ends(desk: Desk, facts: Facts, due: Clocks, slots: Iterable[Slot]) -> Ends:
    """The end of each clock of the slots."""
    return {clock: slot_end(desk, clock, facts, due) for clock in {slot.clock for slot in slots}}


def _row(ticket_id: int, slot: Slot, number: int, ends: Ends, state: ReminderState, reason: str) -> PlanRow:
    at, due = int(slot.at.timestamp()), _second(ends[slot.clock])
    return (ticket_id, slot.clock.value, slot.slot, number, at, due, state.value, reason)
