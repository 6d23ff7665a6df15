"""How long an acknowledgement lives: when an answered slot comes back, and what a handover brings back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from app.desk.context import Desk
from app.models.handover import Given, bring_back, given_before
from app.models.register import Stores
from app.rules.states import ClockName, EscalationState, TicketStatus, Urgency

SERIES = frozenset({ClockName.DAY5, ClockName.DUE_DAY})


def returns_at(desk: Desk, stores: Stores, row: Any, now: datetime, minutes: int | None) -> datetime | None:
    """When an answered slot comes back; None when its next slot speaks for it.

    A snoozed slot (`minutes`) comes back after its minutes. An acknowledged one comes back after the life that the
    rules give it (urgent 3 minutes, others 15) while nobody has signed, or while the escalation of its deadline is
    not recorded; a slot of the day's series waits for the next of the series. None sleeps past the end of its clock.
    """
    if minutes is None and not _runs_on(stores, row):
        return None
    rules = desk.rules_for(row.planned_at)
    life = timedelta(minutes=minutes) if minutes is not None else rules.acknowledgement_life[Urgency(row.urgency)]
    back = now + life
    if row.due_at is not None and now < row.due_at < back:
        back = row.due_at
    return back


def hand_over(stores: Stores, *, to: str, now: datetime) -> int:
    """Brings back what others than `to` acknowledged, as far as the tickets still need it; tells how many.

    Of each open ticket the newest slot of the signing and of the handling speaks, once; what rings already is left
    as it rings. The next tick raises them all together.
    """
    newest: dict[tuple[int, bool], Given] = {}
    for row in given_before(stores.connection):
        newest[row.ticket_id, row.clock == ClockName.SIGN] = row
    back = [row.id for row in newest.values() if row.acknowledged_by not in {"", to} and _still_asks(row)]
    bring_back(stores.connection, back, now)
    return len(back)


def _still_asks(row: Given) -> bool:
    if row.clock == ClockName.SIGN:
        return row.status == TicketStatus.TO_SIGN
    return row.clock in SERIES or row.escalated


def _runs_on(stores: Stores, row: Any) -> bool:
    if row.clock == ClockName.SIGN:
        return row.signed_at is None and row.status == TicketStatus.TO_SIGN
    if row.clock == ClockName.DEADLINE and row.is_open:
        return any(each.state == EscalationState.OPEN for each in stores.escalations.of_ticket(row.ticket_id))
    return False
