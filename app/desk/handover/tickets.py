"""The lines of a handover sheet that come from open tickets: their clocks, urgent ones, callers not reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.desk.shared.context import Desk
from app.desk.ticket.clocks import facts_of, slot_end
from app.desk.ticket.row import short_title, title_of
from app.models.handover.records import OpenOnSheet
from app.models.register.stores import Stores
from app.models.ticket.records import Clocks
from app.rules.contact.states import ATTEMPT_WORDS, AttemptOutcome
from app.rules.handover.next_step import next_step
from app.rules.handover.sheet import Line
from app.rules.law.calendar import CalendarEnds
from app.rules.law.clocks import CLOCK_WORDS, ClockName, Urgency
from app.rules.law.urgency import governed_from
from app.rules.reminder.slots import relevant
from app.rules.shared.masking import mask_text
from app.rules.shared.time_left import clock_time

AHEAD = timedelta(hours=8)
_CLOCKS = (
    ClockName.SIGN, ClockName.FIRST_CONTACT, ClockName.HANDLING, ClockName.CALLBACK, ClockName.RETURN, ClockName.REPORT,
)  # fmt: skip


@dataclass(slots=True)
class Reading:
    """What one sheet is made of: the open read, the moment, since when the shift runs, the open tickets by id."""

    desk: Desk
    stores: Stores
    now: datetime
    since: datetime
    tickets: dict[int, OpenOnSheet] = field(default_factory=dict)

    def line(self, ticket: OpenOnSheet, step: str, *, due_at: datetime | None = None, clock: str = "") -> Line:
        """A line about an open ticket."""
        return Line(ticket.id, ticket.number, mask_text(title_of(ticket)), mask_text(step), due_at, clock)

    def about(self, ticket_id: int, number: str, title: str, content: str) -> tuple[int, str, str]:
        """Ticket, number and shown title of a matter."""
        return ticket_id, number, mask_text(short_title(title, content))


def read_tickets(desk: Desk, stores: Stores, now: datetime, since: datetime) -> Reading:
    """Reads the open tickets once for every part of a sheet."""
    return Reading(desk, stores, now, since, {row.id: row for row in stores.handovers.open_tickets()})


def running(reading: Reading) -> Iterator[Line]:
    """Every clock of an open ticket that runs, with its end; the backlog has none."""
    for ticket in reading.tickets.values():
        if ticket.backlog:
            continue
        facts = facts_of(ticket)
        due: Clocks = {
            "sign_due_at": ticket.sign_due_at, "contact_due_at": ticket.contact_due_at,
            "deadline_at": ticket.deadline_at,
        }  # type: ignore[typeddict-item]  # fmt: skip  # slot_end reads only these
        for clock in _CLOCKS:
            if not relevant(clock, facts) or _has_not_begun(clock, ticket, reading.now):
                continue
            if clock is ClockName.HANDLING and facts.handled_at is not None:
                continue
            try:
                end = slot_end(reading.desk, clock, facts, due)
            except CalendarEnds:
                end = None
            if end is not None:
                yield reading.line(ticket, CLOCK_WORDS[clock], due_at=end, clock=clock.value)


def _has_not_begun(clock: ClockName, ticket: OpenOnSheet, now: datetime) -> bool:
    """Whether the report is not asked for yet: the deadline lies ahead."""
    return clock is ClockName.REPORT and (ticket.deadline_at is None or ticket.deadline_at > now)


def next_ones(clocks: Iterable[Line], now: datetime) -> tuple[Line, ...]:
    """The clocks that end within the next 8 hours, the next one first."""
    return _ordered(line for line in clocks if line.due_at is not None and now < line.due_at <= now + AHEAD)


def past_ones(clocks: Iterable[Line], now: datetime) -> tuple[Line, ...]:
    """The clocks that have ended while they ran, the longest one first."""
    return _ordered(line for line in clocks if line.due_at is not None and line.due_at <= now)


def _ordered(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: (line.due_at.timestamp() if line.due_at else 0, line.number)))


def urgent(reading: Reading) -> tuple[Line, ...]:
    """The open tickets of a level that does not wait, whatever their state, with their next step."""
    levels = reading.desk.levels
    found = []
    for ticket in reading.tickets.values():
        level = levels.of(Urgency(ticket.urgency), governed_from(ticket.dispatched_at, ticket.ruled_at))
        if level.pressing:
            found.append(reading.line(ticket, next_step(ticket, reading.now), due_at=ticket.deadline_at))
    return tuple(found)


def unreached(reading: Reading) -> tuple[Line, ...]:
    """The open tickets whose last call did not reach the caller."""
    found = []
    for ticket_id, at, outcome, tries in reading.stores.handovers.last_attempts():
        ticket = reading.tickets.get(ticket_id)
        if ticket is not None and outcome is not AttemptOutcome.REACHED:
            step = f"已联系 {tries} 次，{clock_time(at)} {ATTEMPT_WORDS[outcome]}，请再联系"
            found.append(reading.line(ticket, step))
    return tuple(found)


def muted(reading: Reading) -> list[Line]:
    """The reminders of open tickets that are silent for a while, with when they ring again."""
    found = []
    for ticket_id, clock, until, who in reading.stores.handovers.muted(reading.now):
        ticket = reading.tickets[ticket_id]
        word = CLOCK_WORDS[ClockName(clock)] if clock in set(ClockName) else clock
        found.append(reading.line(ticket, f"{word}（{who}确认）", due_at=until, clock=clock))
    return found


def once(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines without those that say the same of the same ticket."""
    return tuple({(line.ticket_id, line.key, line.text, line.step): line for line in lines}.values())
