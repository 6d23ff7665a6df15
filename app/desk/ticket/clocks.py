"""Computes the deadlines the register stores and the clocks a person reads, from the facts of a ticket."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, TypedDict, cast

from app.desk.shared.context import Desk
from app.desk.ticket.rows import ClockRow
from app.models.ticket.lines import NEVER
from app.models.ticket.ready import NewTicket
from app.models.ticket.records import Clocks, OpenTicket, TicketChange, TicketRecord
from app.rules.law.calendar import Calendar, CalendarEnds
from app.rules.law.clock_rules import ClockRules
from app.rules.law.clocks import ClockName, TimeClass, Urgency
from app.rules.ticket.deadlines import (
    Facts,
    clock_state,
    first_contact_due,
    handling_due,
    ruled_by,
    sign_due,
    signed_late,
    span_of,
)
from app.rules.ticket.explanations import (
    explain_callback,
    explain_contact,
    explain_handling,
    explain_report,
    explain_return,
    explain_sign,
)
from app.rules.ticket.states import OPEN_STATUSES, ClockState, TicketStatus
from app.rules.upkeep.stored import StoredCodes

_OWN_ENDS = frozenset({ClockName.CALLBACK, ClockName.RETURN, ClockName.REPORT})

# A table instead of Enum calls, since an import looks up every row.
_CLASSES = StoredCodes({value.value: value for value in TimeClass})
_STATUSES = StoredCodes({value.value: value for value in TicketStatus})
_KINDS: Mapping[str, Callable[[str], object]] = {"urgency": Urgency, "time_class": TimeClass, "status": TicketStatus}
# The columns that the clocks depend on.
FACT_NAMES = frozenset(one.name for one in fields(Facts))


def facts_of(ticket: TicketRecord | OpenTicket) -> Facts:
    """The facts that decide a ticket's clocks."""
    return Facts(
        urgency=Urgency(ticket.urgency),
        time_class=_CLASSES[ticket.time_class],
        dispatched_at=ticket.dispatched_at,
        dispatched_basis=ticket.dispatched_basis,
        imported_deadline=ticket.imported_deadline,
        signed_at=ticket.signed_at,
        first_contact_at=ticket.first_contact_at,
        feedback_at=ticket.feedback_at,
        closed_at=ticket.closed_at,
        backlog=ticket.backlog,
        status=_STATUSES[ticket.status],
        ruled_at=ticket.ruled_at,
        callback_since=ticket.callback_since,
        return_sent_at=ticket.return_sent_at,
        reported_at=ticket.reported_at,
        reworked_at=ticket.reworked_at,
    )


def facts_after(ticket: TicketRecord, changed: TicketChange) -> Facts:
    """The facts as they stand after a change; cheaper than making the changed ticket first."""
    moved: dict[str, Any] = {name: value for name, value in changed.items() if name in FACT_NAMES}
    for name in _KINDS.keys() & moved.keys():
        moved[name] = _KINDS[name](moved[name])
    return replace(facts_of(ticket), **moved)


class _NewFacts(TypedDict):
    urgency: str
    time_class: str
    dispatched_at: datetime
    dispatched_basis: str
    imported_deadline: datetime | None
    signed_at: datetime | None
    first_contact_at: datetime | None
    feedback_at: datetime | None
    closed_at: datetime | None
    backlog: bool
    status: str
    callback_since: datetime | None


def facts_of_new(ticket: NewTicket) -> Facts:
    """The facts of a new ticket: what the platform says of it, since nothing has happened to it at the desk."""
    values = cast("_NewFacts", ticket)
    return Facts(
        urgency=Urgency(values["urgency"]),
        time_class=_CLASSES[values["time_class"]],
        dispatched_at=values["dispatched_at"],
        dispatched_basis=values["dispatched_basis"],
        imported_deadline=values["imported_deadline"],
        signed_at=values["signed_at"],
        first_contact_at=values["first_contact_at"],
        feedback_at=values["feedback_at"],
        closed_at=values["closed_at"],
        backlog=values["backlog"],
        status=_STATUSES[values["status"]],
        callback_since=values["callback_since"],
    )


def derived(desk: Desk, facts: Facts) -> Clocks:
    """The columns that follow from the facts.

    Raises:
        CalendarEnds: working days are counted and the count leaves the known years.

    """
    running = rules_of(desk, facts)
    # Of a ticket that was neither ruled anew nor reworked one version of the rules governs every clock.
    alone = facts.ruled_at is None and facts.reworked_at is None
    handling, signing, contact = (
        running if alone else rules_of(desk, facts, ended)
        for ended in (facts.handled_at, facts.signed_at, facts.first_contact_at)
    )
    due = handling_due(facts, handling, desk.calendar)
    sign = sign_due(facts, signing)
    is_open = facts.status in OPEN_STATUSES
    clock, next_due = "", NEVER
    if is_open and not facts.backlog:
        to_sign = facts.status is TicketStatus.TO_SIGN
        clock = ClockName.SIGN.value if to_sign else ClockName.HANDLING.value
        next_due = int((sign if to_sign else due).timestamp())
    return {
        "sign_due_at": sign,
        "sign_late": signed_late(facts, sign),
        "contact_due_at": first_contact_due(facts, contact),
        "deadline_at": due,
        "is_open": is_open,
        "next_clock": clock,
        "next_due": next_due,
    }


def clocks_of(ticket: TicketRecord) -> Clocks:
    """The clocks as the ticket's columns have them."""
    return {
        "sign_due_at": ticket.sign_due_at,
        "sign_late": ticket.sign_late,
        "contact_due_at": ticket.contact_due_at,
        "deadline_at": ticket.deadline_at,
        "is_open": ticket.is_open,
        "next_clock": ticket.next_clock,
        "next_due": ticket.next_due,
    }


def rules_of(desk: Desk, facts: Facts, ended_at: datetime | None = None) -> ClockRules:
    """The rules that govern a clock of the ticket; `ended_at` is when that clock ended, None while it runs."""
    return desk.rules_for(ruled_by(facts, ended_at))


def clock_rows(desk: Desk, ticket: TicketRecord, now: datetime) -> tuple[ClockRow, ...]:
    """The clocks of one ticket with their calculation step by step; callback, return and report only where they run."""
    facts = facts_of(ticket)
    is_open = facts.status in OPEN_STATUSES
    signed_elsewhere = facts.signed_at is None and facts.status is not TicketStatus.TO_SIGN
    signing, contact = rules_of(desk, facts, facts.signed_at), rules_of(desk, facts, facts.first_contact_at)
    handling = rules_of(desk, facts, facts.handled_at)
    clocks = [
        _Told(
            ClockName.SIGN, facts.dispatched_at, ticket.sign_due_at, facts.signed_at, signing,
            explain_sign(facts, signing), runs=is_open and not signed_elsewhere,
        ),
        _Told(
            ClockName.FIRST_CONTACT, facts.begins_at, ticket.contact_due_at, facts.first_contact_at, contact,
            explain_contact(facts, contact), runs=is_open,
        ),
        _Told(
            ClockName.HANDLING, facts.begins_at, ticket.deadline_at, facts.handled_at, handling,
            _explained_or_why_not(explain_handling, facts, handling, desk.calendar), runs=is_open,
        ),
        *_further(desk, facts, handling, now),
    ]  # fmt: skip
    return tuple(clock.row(now, backlog=facts.backlog) for clock in clocks)


@dataclass(frozen=True, slots=True)
class _Told:
    name: ClockName
    started_at: datetime
    due: datetime | None
    ended: datetime | None
    rules: ClockRules
    steps: tuple[str, ...]
    runs: bool

    def row(self, now: datetime, *, backlog: bool) -> ClockRow:
        since = self.rules.effective_from
        state = self._state(now, backlog=backlog)
        return ClockRow(self.name, self.started_at, self.due, self.ended, state, self.steps, since)

    def _state(self, now: datetime, *, backlog: bool) -> ClockState:
        if self.due is None:
            return ClockState.RUNNING if self.runs and self.ended is None else ClockState.STOPPED
        return clock_state(self.due, self.ended, now, open=self.runs, backlog=backlog)


def _further(desk: Desk, facts: Facts, rules: ClockRules, now: datetime) -> Iterator[_Told]:
    """The clocks that only some tickets have."""
    closed = facts.closed_at if facts.status is TicketStatus.CLOSED else None
    expired = _expired_at(desk, facts, rules, now)
    for name, started, ended, explain in (
        (ClockName.CALLBACK, facts.callback_since, closed, explain_callback),
        (ClockName.RETURN, facts.return_sent_at, None, explain_return),
        (ClockName.REPORT, expired, facts.reported_at, explain_report),
    ):
        if started is None:
            continue
        steps = _explained_or_why_not(explain, facts, rules, desk.calendar)
        if steps:
            due, runs = _end(desk, name, facts, rules), facts.status in OPEN_STATUSES
            yield _Told(name, started, due, ended, rules, steps, runs)


def _expired_at(desk: Desk, facts: Facts, rules: ClockRules, now: datetime) -> datetime | None:
    if rules.of(facts.urgency).report is None or (facts.status not in OPEN_STATUSES and facts.reported_at is None):
        return None
    due = handling_due(facts, rules, desk.calendar)
    return due if due <= now else None


def _end(desk: Desk, name: ClockName, facts: Facts, rules: ClockRules) -> datetime | None:
    try:
        span = span_of(name, facts, rules, desk.calendar)
    except CalendarEnds:
        return None
    return None if span is None else span[1]


def _explained_or_why_not(
    explain: Callable[[Facts, ClockRules, Calendar], tuple[str, ...]],
    facts: Facts,
    rules: ClockRules,
    calendar: Calendar,
) -> tuple[str, ...]:
    try:
        return explain(facts, rules, calendar)
    except CalendarEnds as error:
        return (error.message, f"→ 暂无时限，{error.hint}")


def slot_end(desk: Desk, clock: ClockName, facts: Facts, due: Clocks) -> datetime | None:
    """When the clock of a reminder slot ends."""
    if clock is ClockName.SIGN:
        end = due["sign_due_at"]
    elif clock is ClockName.FIRST_CONTACT:
        end = due["contact_due_at"]
    elif clock in _OWN_ENDS:
        end = _end(desk, clock, facts, rules_of(desk, facts))
    else:
        end = due["deadline_at"]
    return end
