"""Recounts the clocks of open tickets when rules or calendar change, and previews which of them move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.base.errors import Refused
from app.base.people import Person
from app.desk.shared.context import Desk, Law
from app.desk.ticket.clocks import facts_of, rules_of
from app.desk.ticket.records import change_ticket, the_ticket
from app.models.register.stores import Stores
from app.rules.journal import JournalVerb
from app.rules.law.calendar import Calendar, CalendarEnds
from app.rules.law.clock_rules import RuleBook
from app.rules.law.clocks import CLOCK_WORDS, ClockName
from app.rules.reminder.slots import relevant, slots_for
from app.rules.shared.time_left import clock_time
from app.rules.ticket.deadlines import Facts, span_of

CLOCKS = (
    ClockName.SIGN,
    ClockName.FIRST_CONTACT,
    ClockName.HANDLING,
    ClockName.CALLBACK,
    ClockName.RETURN,
    ClockName.REPORT,
)


@dataclass(frozen=True, slots=True)
class Move:
    """A running clock of an open ticket that would end at another time; None where no end can be counted."""

    ticket_id: int
    number: str
    clock: ClockName
    was: datetime | None
    becomes: datetime | None

    def words(self) -> str:
        """The move in one line."""
        return f"{CLOCK_WORDS[self.clock]} {_moment(self.was)} → {_moment(self.becomes)}"


def late_at_once(found: Sequence[Move], now: datetime) -> tuple[Move, ...]:
    """The moves to an end that has passed already, while the present one is still to come: they ring when saved."""
    return tuple(
        move
        for move in found
        if move.becomes is not None and move.becomes <= now and (move.was is None or move.was > now)
    )


def under(desk: Desk, *, rules: RuleBook | None = None, calendar: Calendar | None = None) -> Desk:
    """A copy of the desk under other rules or another calendar; nothing is changed."""
    return replace(desk, law=Law(rules or desk.rules, calendar or desk.calendar))


def moves(desk: Desk, other: Desk, stores: Stores, *, ruled_at: datetime | None = None) -> list[Move]:
    """The moves of open tickets between a desk and its copy under another law, by present deadline.

    With `ruled_at` the open tickets are put under the rules of that instant.
    """
    found: list[Move] = []
    for row in stores.tickets.open_facts():
        facts = facts_of(row)
        found += _moves_of(desk, other, row.id, row.number, facts, _ruled(facts, ruled_at))
    return found


def recount(desk: Desk, before: Desk, stores: Stores, person: Person, *, why: str, ruled_at: datetime | None) -> int:
    """Recounts the clocks of open tickets under the present law, in the open transaction; returns how many moved.

    Each moved ticket has its line in the journal; its reminders are planned anew and none rings for the past.

    Raises:
        Refused: the deadline of an open ticket can no longer be counted.

    """
    same, moved = [], 0
    for row in stores.tickets.open_facts():
        old = facts_of(row)
        new = _ruled(old, ruled_at)
        clock_moves = _moves_of(before, desk, row.id, row.number, old, new)
        if any(move.becomes is None and move.clock is ClockName.HANDLING for move in clock_moves):
            raise Refused(f"{row.number} 的办理时限无法计算，本次没有保存", hint="请先补全日历，或改用自然日")
        if not clock_moves and _slots(before, old) == _slots(desk, new):
            same.append(row.id)
            continue
        text = "；".join([why, *(move.words() for move in clock_moves)])
        values = {"ruled_at": ruled_at} if ruled_at is not None else {}
        change_ticket(
            desk, stores, person, the_ticket(stores, row.id), values, verb=JournalVerb.RECOUNT, text=text, recount=True
        )
        moved += bool(clock_moves)
    if ruled_at is not None:
        stores.tickets.rule_anew(same, ruled_at)
    _recount_returns(desk, stores)
    return moved


def _recount_returns(desk: Desk, stores: Stores) -> None:
    """Recounts when awaited answers are due: a missing year may have been entered, or the limit has changed."""
    waiting = stores.returns.sent()
    tickets = {row.id: facts_of(row) for row in stores.tickets.open_facts()} if waiting else {}
    for row in waiting:
        facts = tickets.get(row.ticket_id)
        if facts is None:
            continue
        due = _end(desk, ClockName.RETURN, replace(facts, return_sent_at=row.sent_at))
        if due != row.due_at:
            stores.returns.change(row, due_at=due)


def _moves_of(before: Desk, after: Desk, ticket_id: int, number: str, old: Facts, new: Facts) -> list[Move]:
    running = [clock for clock in CLOCKS if relevant(clock, old)]
    ends = [(clock, _end(before, clock, old), _end(after, clock, new)) for clock in running]
    return [Move(ticket_id, number, clock, was, becomes) for clock, was, becomes in ends if was != becomes]


def _end(desk: Desk, clock: ClockName, facts: Facts) -> datetime | None:
    try:
        span = span_of(clock, facts, rules_of(desk, facts), desk.calendar)
    except CalendarEnds:
        return None
    return None if span is None else span[1]


def _slots(desk: Desk, facts: Facts) -> object:
    return slots_for(facts, rules_of(desk, facts), desk.calendar)


def _ruled(facts: Facts, at: datetime | None) -> Facts:
    return facts if at is None else replace(facts, ruled_at=at)


def _moment(at: datetime | None) -> str:
    return "未定" if at is None else clock_time(at)
