"""Turns a ticket's facts into the instants the register keeps and the clocks a person reads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.desk.context import Desk
from app.desk.rows import ClockRow
from app.models.tables import NEVER
from app.rules.deadlines import (
    Facts,
    clock_state,
    explain_contact,
    explain_handling,
    explain_sign,
    first_contact_due,
    handling_due,
    sign_due,
)
from app.rules.states import OPEN_STATUSES, ClockName, TicketStatus, TimeClass, Urgency

# Told by table instead of by Enum call: an import asks for every row.
_URGENCIES = {value.value: value for value in Urgency}
_CLASSES = {value.value: value for value in TimeClass}
_STATUSES = {value.value: value for value in TicketStatus}


def facts_of(values: Mapping[str, Any]) -> Facts:
    """The facts that decide a ticket's clocks, from its columns."""
    return Facts(
        urgency=_URGENCIES[values["urgency"]],
        time_class=_CLASSES[values["time_class"]],
        dispatched_at=values["dispatched_at"],
        dispatched_basis=values["dispatched_basis"],
        imported_deadline=values["imported_deadline"],
        signed_at=values["signed_at"],
        first_contact_at=values["first_contact_at"],
        closed_at=values["closed_at"],
        backlog=bool(values["backlog"]),
        status=_STATUSES[values["status"]],
    )


def derived(desk: Desk, facts: Facts) -> dict[str, Any]:
    """The columns that follow from the facts: due instants, whether it is open, and the clock that is next."""
    rules = desk.rules_for(facts.dispatched_at)
    due = handling_due(facts, rules, desk.calendar)
    sign = sign_due(facts, rules)
    is_open = facts.status in OPEN_STATUSES
    clock, next_due = "", NEVER
    if is_open and not facts.backlog:
        to_sign = facts.status is TicketStatus.TO_SIGN
        clock = ClockName.SIGN.value if to_sign else ClockName.HANDLING.value
        next_due = int((sign if to_sign else due).timestamp())
    return {
        "sign_due_at": sign,
        "contact_due_at": first_contact_due(facts, rules),
        "deadline_at": due,
        "is_open": int(is_open),
        "next_clock": clock,
        "next_due": next_due,
    }


def clock_rows(desk: Desk, values: Mapping[str, Any], now: datetime) -> tuple[ClockRow, ...]:
    """The clocks of one ticket, each with its sum step by step."""
    facts = facts_of(values)
    rules = desk.rules_for(facts.dispatched_at)
    is_open = facts.status in OPEN_STATUSES
    signed_elsewhere = facts.signed_at is None and facts.status is not TicketStatus.TO_SIGN
    told = (
        (ClockName.SIGN, values["sign_due_at"], facts.signed_at, explain_sign(facts, rules), not signed_elsewhere),
        (
            ClockName.FIRST_CONTACT,
            values["contact_due_at"],
            facts.first_contact_at,
            explain_contact(facts, rules),
            is_open,
        ),
        (
            ClockName.HANDLING,
            values["deadline_at"],
            facts.closed_at,
            explain_handling(facts, rules, desk.calendar),
            is_open,
        ),
    )
    return tuple(
        ClockRow(
            name=name,
            started_at=facts.dispatched_at,
            due_at=due,
            ended_at=ended,
            state=clock_state(due, ended, now, open=running and is_open, backlog=facts.backlog),
            explanation=tuple(steps),
        )
        for name, due, ended, steps, running in told
    )
