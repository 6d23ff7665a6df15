"""The moments at which a ticket is reminded of, each named by its clock and slot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from app.base.clock import from_local
from app.rules.calendar import Calendar
from app.rules.clock_rules import ClockRules, load_rules
from app.rules.deadlines import Facts, day_n, deadline_day, handling_due
from app.rules.escalation import LEVEL_PEOPLE, LEVEL_SLOTS
from app.rules.states import OPEN_STATUSES, ClockName, TicketStatus

_WHEN = attrgetter("at")


class Slot(NamedTuple):
    """One reminder to be: (clock, slot) is unique within a ticket."""

    clock: ClockName
    slot: str
    at: datetime


def slots_for(facts: Facts, rules: ClockRules, calendar: Calendar) -> tuple[Slot, ...]:
    """Every reminder the ticket still needs, sorted by time; none once it is closed or returned.

    Signing is reminded of while the ticket waits for it; day 5, the day of an imported deadline (when it is
    another day), and the deadline itself while the ticket is open. No slot of a series stands before dispatch.
    Tickets of the backlog have their slots too: whoever brings them in records them as cancelled.

    Raises:
        CalendarEnds: working days are counted and the count leaves the known years.

    """
    if facts.status not in OPEN_STATUSES:
        return ()
    due = handling_due(facts, rules, calendar)
    day = day_n(facts, rules.day_number, rules, calendar)
    series = _series(ClockName.DAY5, day, rules.day_times)
    if facts.imported_deadline is not None and (due_day := deadline_day(due)) != day:
        series += _series(ClockName.DUE_DAY, due_day, rules.day_times)
    start = facts.dispatched_at
    slots = [slot for slot in series if slot.at >= start]
    slots.append(Slot(ClockName.DEADLINE, "due", due))
    if _awaits_signing(facts):
        slots += [Slot(ClockName.SIGN, name, start + after) for name, after in rules.sign_reminders[facts.urgency]]
    slots.sort(key=_WHEN)
    return tuple(slots)


def relevant(clock: ClockName, facts: Facts) -> bool:
    """Whether a reminder of this clock still matters, as the ticket stands; never for the backlog."""
    if facts.backlog:
        return False
    if clock is ClockName.SIGN:
        return _awaits_signing(facts)
    return facts.status in OPEN_STATUSES


def settle(slots: Iterable[Slot], now: datetime) -> tuple[tuple[Slot, ...], tuple[Slot, ...]]:
    """Parts the slots of a ticket that comes in late: those still to be raised, and those superseded.

    Of the slots already past, only the latest of each clock stays, so that an old ticket rings once for each
    clock and not for every moment it missed. Both parts are sorted by time.
    """
    ordered = sorted(slots, key=_WHEN)
    latest = {slot.clock: slot for slot in ordered if slot.at <= now}
    planned = tuple(slot for slot in ordered if slot.at > now or latest[slot.clock] is slot)
    superseded = tuple(slot for slot in ordered if slot.at <= now and latest[slot.clock] is not slot)
    return planned, superseded


def title_of(clock: ClockName, slot: str, rules: ClockRules | None = None) -> str:
    """What a reminder says first, in Chinese ("第5日 16:00 提醒", "签收剩 2 分钟", "签收已超时").

    The minutes left are counted by `rules`, or by the newest shipped version without them.
    """
    rules = rules or load_rules().versions[-1]
    match clock:
        case ClockName.SIGN:
            return _sign_title(slot, rules)
        case ClockName.DAY5:
            return f"第{rules.day_number}日 {slot} 提醒"
        case ClockName.DUE_DAY:
            return f"到期日 {slot} 提醒"
        case _:
            return "已到期，须上报" if slot == LEVEL_SLOTS[1] else f"已升级，须上报{LEVEL_PEOPLE[2]}"


def _awaits_signing(facts: Facts) -> bool:
    return facts.status is TicketStatus.TO_SIGN and facts.signed_at is None


@lru_cache(maxsize=4096)
def _series(clock: ClockName, day: date, times: Sequence[time]) -> tuple[Slot, ...]:
    return tuple(Slot(clock, f"{at:%H:%M}", from_local(datetime.combine(day, at))) for at in times)


def _sign_title(slot: str, rules: ClockRules) -> str:
    if slot == "arrival":
        return "新到工单，请立即签收"
    if slot == "overdue":
        return "签收已超时"
    for urgency, reminders in rules.sign_reminders.items():
        for name, after in reminders:
            if name == slot:
                left = (rules.sign_limits[urgency] - after).total_seconds()
                return f"签收剩 {left / 60:.0f} 分钟"
    return "尚未签收，请尽快签收"
