"""The moments at which a ticket is reminded of, each named by its clock and slot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple, Protocol

from app.base.clock import from_local, local_day
from app.rules.escalation.texts import LEVEL_PEOPLE, LEVEL_SLOTS
from app.rules.law.calendar import Calendar, CalendarEnds
from app.rules.law.clock_rules import ClockRules, load_rules
from app.rules.law.clocks import CLOCK_WORDS, ClockName
from app.rules.law.ladders import BadStep, Ladder, StepKind, minutes_words, moment, read_step
from app.rules.promise.wording import slot_title
from app.rules.ticket.deadlines import Facts, day_n, deadline_day, handling_due, last_day, span_of
from app.rules.ticket.states import OPEN_STATUSES, TicketStatus

_FIFTH = 5
_STEP_NAMES = {
    ClockName.HANDLING: "办理",
    ClockName.REPORT: "到期上报",
    ClockName.RETURN: "退单答复",
    ClockName.PAPER: "报送",
}
_WHEN = attrgetter("at")


class Slot(NamedTuple):
    """One planned reminder: (clock, slot) is unique within a ticket."""

    clock: ClockName
    slot: str
    at: datetime


def slots_for(facts: Facts, rules: ClockRules, calendar: Calendar) -> tuple[Slot, ...]:
    """Every reminder the ticket still needs, sorted by time; none once it is closed or returned.

    Signing is reminded of while the ticket waits for it; day 5, the day of an imported deadline (when it is
    another day), and the deadline itself while the ticket is open. No slot of a series stands before dispatch, nor on
    the day of the deadline at or after it.
    The ladders of the rules add theirs to every clock that runs; a clock whose end cannot be counted has none.
    Tickets of the backlog have their slots too: whoever brings them in records them as cancelled.

    Raises:
        CalendarEnds: working days are counted and the count leaves the known years.

    """
    if facts.status not in OPEN_STATUSES:
        return ()
    due = handling_due(facts, rules, calendar)
    day = day_n(facts, rules.day_number, rules, calendar)
    series = _day_series(day, rules)
    if facts.binding_deadline is not None and (due_day := deadline_day(due)) != day:
        series += _series(ClockName.DUE_DAY, due_day, rules.day_times)
    start = facts.dispatched_at
    last = deadline_day(due)
    slots = [slot for slot in series if slot.at >= facts.begins_at and not _is_too_late(slot.at, due, last)]
    slots.append(Slot(ClockName.DEADLINE, "due", due))
    if _awaits_signing(facts):
        reminders = rules.of(facts.urgency).sign_reminders
        slots += [Slot(ClockName.SIGN, name, start + after) for name, after in reminders]
    for ladder in rules.ladders:
        slots += _climb(ladder, facts, rules, calendar)
    slots.sort(key=_WHEN)
    return tuple(slots)


def _is_too_late(at: datetime, due: datetime, last: date) -> bool:
    """Whether a slot stands on the day of the deadline, at or after it: then the escalation speaks."""
    return at >= due and local_day(at) == last


def relevant(clock: ClockName, facts: Facts) -> bool:
    """Whether a reminder of this clock still matters, as the ticket stands; never for the backlog."""
    return not facts.backlog and facts.status in OPEN_STATUSES and _runs(clock, facts)


def _runs(clock: ClockName, facts: Facts) -> bool:
    """Whether the clock of an open ticket still runs."""
    match clock:
        case ClockName.SIGN:
            return _awaits_signing(facts)
        case ClockName.FIRST_CONTACT:
            return facts.first_contact_at is None
        case ClockName.CALLBACK:
            return facts.status is TicketStatus.TO_CALL_BACK
        case ClockName.RETURN:
            return facts.status is TicketStatus.RETURNING and facts.return_sent_at is not None
        case ClockName.REPORT:
            return facts.reported_at is None
    return True


def _climb(ladder: Ladder, facts: Facts, rules: ClockRules, calendar: Calendar) -> list[Slot]:
    """The slots of one ladder, none before its clock begins."""
    if not _is_for(ladder, facts, rules) or not _runs(ladder.clock, facts):
        return []
    try:
        span = span_of(ladder.clock, facts, rules, calendar)
        if span is None:
            return []
        start, end = span
        found = [
            (step.name, moment(step, start, end, lambda n: last_day(start, n, rules, calendar)))
            for step in ladder.steps
        ]
    except CalendarEnds:
        return []
    return [Slot(ladder.clock, name, at) for name, at in found if at >= start]


def _is_for(ladder: Ladder, facts: Facts, rules: ClockRules) -> bool:
    urgency = facts.urgency if ladder.urgency is None else rules.of(facts.urgency).level.code
    return ladder.is_for(urgency, facts.time_class)


def settle(slots: Iterable[Slot], now: datetime) -> tuple[tuple[Slot, ...], tuple[Slot, ...]]:
    """Splits the slots of a ticket that comes in late into those still to be raised and those superseded.

    Of the slots already past, only the latest of each clock stays, so that an old ticket rings once for each
    clock and not for every moment it missed. Both parts are sorted by time.
    """
    ordered = sorted(slots, key=_WHEN)
    latest = {slot.clock: slot for slot in ordered if slot.at <= now}
    planned = tuple(slot for slot in ordered if slot.at > now or latest[slot.clock] is slot)
    superseded = tuple(slot for slot in ordered if slot.at <= now and latest[slot.clock] is not slot)
    return planned, superseded


def title_of(clock: ClockName, slot: str, rules: ClockRules | None = None, *, left: timedelta | None = None) -> str:
    """The title of a reminder, in Chinese ("第5日 16:00 提醒", "签收剩 2 分钟", "签收已超时").

    `left` is the time from the slot to the end of its clock. Without it the minutes left are counted by `rules`, or
    by the newest shipped version without them.
    """
    match clock:
        case ClockName.SIGN:
            return _sign_title(slot, rules or load_rules().versions[-1], left)
        case ClockName.DAY5:
            n, _, at = slot.rpartition("@")
            return f"第{n or (rules or load_rules().versions[-1]).day_number}日 {at} 提醒"
        case ClockName.DUE_DAY:
            return f"到期日 {slot} 提醒"
        case ClockName.DEADLINE:
            return "已到期，须上报" if slot == LEVEL_SLOTS[1] else f"已升级，须上报{LEVEL_PEOPLE[2]}"
        case ClockName.PROMISE:
            return slot_title(slot)
        case ClockName.REQUEST:
            return "退回请求到答复时限，请答复" if slot.endswith(":due") else "退回请求待我方答复，时限过半"
        case ClockName.PASSING:
            return "推诿个案到跟进时间"
        case ClockName.MEASURE:
            return "督办、挂账到跟进时间"
        case ClockName.EXCLUSION:
            return "不纳入考核申请今天截止" if slot.endswith(":due") else "不纳入考核申请还剩两天"
    return _step_title(clock, slot)


class PlannedSlot(Protocol):
    """A slot of the ledger with the end of its clock."""

    @property
    def clock(self) -> ClockName: ...  # noqa: D102

    @property
    def slot(self) -> str: ...  # noqa: D102

    @property
    def planned_at(self) -> datetime: ...  # noqa: D102

    @property
    def due_at(self) -> datetime | None: ...  # noqa: D102


def row_title(row: PlannedSlot) -> str:
    """The title of a row of the ledger; the minutes left are those of its clock, whatever rules hold now."""
    left = None if row.due_at is None else row.due_at - row.planned_at
    return title_of(row.clock, row.slot, left=left)


def _step_title(clock: ClockName, slot: str) -> str:
    try:
        step = read_step(slot)
    except BadStep:
        return f"{CLOCK_WORDS[clock]}提醒"
    name = _STEP_NAMES.get(clock, CLOCK_WORDS[clock])
    match step.kind:
        case StepKind.PERCENT:
            return f"{name}时限已用 {step.number}%"
        case StepKind.AFTER:
            return f"{name}已开始 {minutes_words(step.number)}"
        case StepKind.BEFORE:
            return f"{name}剩 {minutes_words(step.number)}"
        case StepKind.OVER:
            return f"{name}已超时 {minutes_words(step.number)}"
        case StepKind.DAY:
            return f"{name}第{step.number}日 {step.at:%H:%M} 提醒"
    return f"{name}已到时限"


def _awaits_signing(facts: Facts) -> bool:
    return facts.status is TicketStatus.TO_SIGN and facts.signed_at is None


@lru_cache(maxsize=4096)
def _series(clock: ClockName, day: date, times: Sequence[time]) -> tuple[Slot, ...]:
    return tuple(Slot(clock, f"{at:%H:%M}", from_local(datetime.combine(day, at))) for at in times)


def _day_series(day: date, rules: ClockRules) -> tuple[Slot, ...]:
    """The series of day 5; on another day the slot names carry the day, so that their titles stay true."""
    series = _series(ClockName.DAY5, day, rules.day_times)
    if rules.day_number == _FIFTH:
        return series
    return tuple(slot._replace(slot=f"{rules.day_number}@{slot.slot}") for slot in series)


def _sign_title(slot: str, rules: ClockRules, left: timedelta | None) -> str:
    if slot == "arrival":
        return "新到工单，请立即签收"
    if slot == "overdue":
        return "签收已超时"
    if not slot.removesuffix("min").isdecimal():
        return _step_title(ClockName.SIGN, slot)
    if left is not None and left > timedelta():
        return f"签收剩 {minutes_words(round(left.total_seconds() / 60))}"
    for level in rules.by_level.values():
        for name, after in level.sign_reminders:
            if name == slot:
                seconds = (level.sign_limit - after).total_seconds()
                return f"签收剩 {seconds / 60:.0f} 分钟"
    return "尚未签收，请尽快签收"
