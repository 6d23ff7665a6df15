"""The lifetime of acknowledgements: when an answered slot comes back, and which ones a handover brings back."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.desk.escalation.levels import open_for_ticket
from app.desk.shared.context import Desk
from app.desk.ticket.clocks import facts_of, rules_of
from app.desk.ticket.records import the_ticket
from app.models.register.stores import Stores
from app.models.reminder.handover import Given, bring_back, given_before
from app.models.reminder.records import ReminderRecord
from app.rules.law.clocks import OWN_MATTERS, ClockName
from app.rules.promise.wording import LAST_SLOTS
from app.rules.reminder.slots import relevant
from app.rules.reminder.states import ReminderState
from app.rules.ticket.states import TicketStatus

SERIES = frozenset({ClockName.DAY5, ClockName.DUE_DAY, ClockName.HANDLING})
_HANDLING = SERIES | {ClockName.DEADLINE}
# Finding out whether a promise was kept or a department has answered takes a call: it rings once an hour.
_OWN_LIFE = timedelta(hours=1)


def returns_at(desk: Desk, stores: Stores, row: ReminderRecord, now: datetime, minutes: int | None) -> datetime | None:
    """When an answered slot comes back; None when a later slot replaces it.

    A snoozed slot (`minutes`) comes back after its minutes. An acknowledged one comes back after the life that the
    rules give its level (as shipped: 紧急 3 minutes, 一般 15) while nobody has signed, while the escalation of its
    deadline is not recorded, or while another clock runs that has no slot to come; after an hour while a promise that
    fell due has not ended. A slot of the handling's series waits for the next of the series, at last for the deadline.
    None sleeps past the end of its clock.
    """
    if minutes is None and not _runs_on(stores, row):
        return None
    if minutes is not None:
        life = timedelta(minutes=minutes)
    elif row.clock in OWN_MATTERS:
        life = _OWN_LIFE
    else:
        facts = facts_of(the_ticket(stores, row.ticket_id))
        life = rules_of(desk, facts).of(facts.urgency).acknowledgement_life
    back = now + life
    if row.due_at is not None and now < row.due_at < back:
        back = row.due_at
    if row.clock is ClockName.EXCLUSION and row.due_at is not None and back >= row.due_at:
        return None  # the time limit is over: nothing is left to be handed in
    return back


def hand_over(stores: Stores, *, to: str, now: datetime) -> int:
    """Brings back slots acknowledged by others than `to` that the tickets still need; returns how many.

    Of each open ticket the newest slot of the handling and of each other clock speaks, once; what rings already is
    left as it rings. The next tick raises them all together.
    """
    newest: dict[tuple[int, ClockName | None], Given] = {}
    for row in given_before(stores.connection):
        newest[row.ticket_id, None if row.clock in _HANDLING else row.clock] = row
    back = [row.id for row in newest.values() if row.acknowledged_by not in {"", to} and _still_asks(stores, row)]
    bring_back(stores.connection, back, now)
    return len(back)


def _still_asks(stores: Stores, row: Given) -> bool:
    if row.clock in SERIES:
        return True
    if row.clock is ClockName.SIGN:
        return row.status is TicketStatus.TO_SIGN
    if row.clock is ClockName.DEADLINE:
        return row.escalated
    if row.clock in OWN_MATTERS:
        return False  # it comes back by itself within the hour
    return relevant(row.clock, facts_of(the_ticket(stores, row.ticket_id)))


def _runs_on(stores: Stores, row: ReminderRecord) -> bool:
    clock = row.clock
    if clock is ClockName.SIGN:
        return row.signed_at is None and row.status == TicketStatus.TO_SIGN
    if clock in OWN_MATTERS:
        return row.slot.rpartition(":")[2] in LAST_SLOTS
    if clock is ClockName.DEADLINE:
        return row.is_open and bool(open_for_ticket(stores, row.ticket_id))
    return clock not in SERIES and not any(
        other.clock is clock and other.state is ReminderState.PLANNED
        for other in stores.reminders.of_ticket(row.ticket_id)
    )
