"""The ends of a ticket's clocks, as pure functions of its facts and the rules in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from app.base.clock import local_day, local_midnight
from app.rules.law.calendar import Calendar
from app.rules.law.clock_rules import CalendarMode, ClockRules, DayCounting, Limit
from app.rules.law.clocks import ClockName, TimeClass, Urgency
from app.rules.ticket.states import ClockState, TicketStatus

# From when to when; None while it lasts.
Span = tuple[datetime, datetime | None]
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts that a ticket's clocks depend on; all instants aware.

    `dispatched_basis` names what an estimated dispatch time was taken from, empty when the file gave it. `ruled_at`
    is when the open ticket was put under newer rules; what had ended by then stays under those of its dispatch.
    `reworked_at` is when the ticket last went back into handling (二次办理): from then on contact and handling are
    counted anew, signing is not.
    """

    urgency: Urgency
    time_class: TimeClass
    dispatched_at: datetime
    dispatched_basis: str = ""
    imported_deadline: datetime | None = None
    signed_at: datetime | None = None
    first_contact_at: datetime | None = None
    feedback_at: datetime | None = None
    closed_at: datetime | None = None
    backlog: bool = False
    status: TicketStatus = TicketStatus.TO_SIGN
    ruled_at: datetime | None = None
    callback_since: datetime | None = None
    return_sent_at: datetime | None = None
    reported_at: datetime | None = None
    reworked_at: datetime | None = None

    @property
    def handled_at(self) -> datetime | None:
        """The end of the handling clock: when the platform took the feedback, else when the ticket was closed."""
        return self.closed_at if self.feedback_at is None else self.feedback_at

    @property
    def begins_at(self) -> datetime:
        """The start of the clocks of contact and handling: the last rework, else the dispatch."""
        return self.dispatched_at if self.reworked_at is None else self.reworked_at

    @property
    def binding_deadline(self) -> datetime | None:
        """The imported deadline, unless it had passed when the ticket was reworked: then the new clock runs."""
        given, again = self.imported_deadline, self.reworked_at
        return None if given is not None and again is not None and given <= again else given


def ruled_by(facts: Facts, ended_at: datetime | None = None) -> datetime:
    """The instant whose rules govern a clock of the ticket; `ended_at` is when that clock ended, None while it runs."""
    again = facts.reworked_at is not None and (ended_at is None or ended_at > facts.reworked_at)
    begin = facts.begins_at if again else facts.dispatched_at
    if facts.ruled_at is None or (ended_at is not None and ended_at <= facts.ruled_at):
        return begin
    return max(begin, facts.ruled_at)


def sign_due(facts: Facts, rules: ClockRules) -> datetime:
    """The last instant at which signing for the ticket is in time; round the clock, from dispatch."""
    return facts.dispatched_at + rules.of(facts.urgency).sign_limit


def signed_late(facts: Facts, due: datetime) -> bool:
    """Whether the time that decides the signing lies after `due`; an unknown time and the backlog are never late."""
    return facts.signed_at is not None and facts.signed_at > due and not facts.backlog


def outage_of(due: datetime, outages: Iterable[Span]) -> Span | None:
    """The outage of the platform in which a limit ran out; None when it was up. One without an end lasts."""
    return next(((since, until) for since, until in outages if since <= due and (until is None or due < until)), None)


def first_contact_due(facts: Facts, rules: ClockRules) -> datetime:
    """The last instant at which the first contact with the caller is in time; round the clock, from dispatch."""
    return facts.begins_at + rules.of(facts.urgency).first_contact_limit


def handling_due(facts: Facts, rules: ClockRules, calendar: Calendar) -> datetime:
    """The ticket's deadline: the imported one as it was read, else dispatch and the limit of its class.

    A bare date is read as the 24:00 of its day where files come in.

    Raises:
        CalendarEnds: working days are counted and the count leaves the known years.

    """
    given, begin = facts.binding_deadline, facts.begins_at
    if given is not None:
        return given
    limit = rules.handling[facts.time_class]
    days = limit.days or limit.working_days
    if not days:
        return begin + limit.span
    working = counts_working_days(limit, rules)
    last = last_day(begin, days, rules, calendar, working=working)
    if rules.day_counting is DayCounting.EXACT and _counts(local_day(begin), calendar, working=working):
        return local_midnight(last) + _time_of_day(begin)
    return _end_of(last)


def callback_due(facts: Facts, rules: ClockRules, calendar: Calendar) -> datetime | None:
    """The deadline for calling the caller back; None where no such clock runs.

    Raises:
        CalendarEnds: working days are counted and the count leaves the known years.

    """
    limit = rules.of(facts.urgency).callback
    if limit is None or facts.callback_since is None:
        return None
    return limit_end(facts.callback_since, limit, calendar)


def return_due(facts: Facts, rules: ClockRules, calendar: Calendar) -> datetime | None:
    """The deadline for the answer to the return that was sent; None where none is under way.

    Raises:
        CalendarEnds: working days are counted and the count leaves the known years.

    """
    if facts.return_sent_at is None:
        return None
    return limit_end(facts.return_sent_at, rules.of(facts.urgency).return_answer, calendar)


def report_due(facts: Facts, rules: ClockRules, calendar: Calendar) -> datetime | None:
    """The deadline for reporting an expired ticket; None where the rules give no time for it.

    Raises:
        CalendarEnds: working days are counted and the count leaves the known years.

    """
    limit = rules.of(facts.urgency).report
    return None if limit is None else limit_end(handling_due(facts, rules, calendar), limit, calendar)


def limit_end(start: datetime, limit: Limit, calendar: Calendar) -> datetime:
    """The end of a limit outside handling.

    A span runs round the clock. Days do not count the day of `start` and end at 24:00 of the last (Civil Code
    art. 201); they are natural ones unless the limit says working days.

    Raises:
        CalendarEnds: working days are counted and the count leaves the known years.

    """
    if limit.working_days:
        return _end_of(calendar.add_working_days(local_day(start), limit.working_days))
    if limit.days:
        return _end_of(local_day(start) + limit.days * _ONE_DAY)
    return start + limit.span


def span_of(clock: ClockName, facts: Facts, rules: ClockRules, calendar: Calendar) -> tuple[datetime, datetime] | None:
    """The start and the end of a clock; None where it does not run.

    Raises:
        CalendarEnds: working days are counted and the count leaves the known years.

    """
    start: datetime | None = facts.begins_at
    end: datetime | None
    match clock:
        case ClockName.SIGN:
            start, end = facts.dispatched_at, sign_due(facts, rules)
        case ClockName.FIRST_CONTACT:
            end = first_contact_due(facts, rules)
        case ClockName.CALLBACK:
            start, end = facts.callback_since, callback_due(facts, rules, calendar)
        case ClockName.RETURN:
            start, end = facts.return_sent_at, return_due(facts, rules, calendar)
        case ClockName.REPORT:
            start, end = handling_due(facts, rules, calendar), report_due(facts, rules, calendar)
        case _:
            end = handling_due(facts, rules, calendar)
    return None if start is None or end is None else (start, end)


def day_n(facts: Facts, n: int, rules: ClockRules | None = None, calendar: Calendar | None = None) -> date:
    """The day in Beijing that is day `n` of the ticket.

    The day of dispatch, or of the rework, is not counted, the next is day 1 (Civil Code art. 201), unless `rules`
    count otherwise;
    working days are counted when `rules` say so and a `calendar` is given.
    """
    if rules is None:
        return local_day(facts.begins_at) + n * _ONE_DAY
    return last_day(facts.begins_at, n, rules, calendar)


def deadline_day(due: datetime) -> date:
    """The day in Beijing to which a deadline belongs; 24:00 belongs to the day it ends."""
    return local_day(due - timedelta.resolution)


def clock_state(
    due: datetime,
    ended_at: datetime | None,
    now: datetime,
    open: bool,  # noqa: A002 - the field's own word; no file is opened here
    backlog: bool,
) -> ClockState:
    """The state of a clock: work done at the very end of a limit is in time, work not done then is overdue.

    `open` is whether the ticket's clocks still run; tickets of the backlog show their clocks as history.
    """
    if backlog:
        return ClockState.HISTORY
    if ended_at is not None:
        return ClockState.MET if ended_at <= due else ClockState.MET_LATE
    if not open:
        return ClockState.STOPPED
    return ClockState.OVERDUE if now >= due else ClockState.RUNNING


@lru_cache(maxsize=4096)
def _end_of(day: date) -> datetime:
    return local_midnight(day + _ONE_DAY)


def counts_working_days(limit: Limit, rules: ClockRules) -> bool:
    """Whether a limit of handling counts working days only."""
    return bool(limit.working_days) or rules.calendar_mode is CalendarMode.WORKING


def last_day(
    at: datetime, n: int, rules: ClockRules, calendar: Calendar | None, *, working: bool | None = None
) -> date:
    """The `n`-th day of a limit that runs from `at`, as the rules count days; `working` overrides their mode.

    Raises:
        CalendarEnds: working days are counted and the count leaves the known years.

    """
    if working is None:
        working = rules.calendar_mode is CalendarMode.WORKING
    first = local_day(at)
    if rules.day_counting is DayCounting.DISPATCH_DAY_IS_1 and _counts(first, calendar, working=working):
        n -= 1
    if not working or calendar is None:
        return first + n * _ONE_DAY
    return calendar.add_working_days(first, n)


def _counts(day: date, calendar: Calendar | None, *, working: bool) -> bool:
    return not working or calendar is None or calendar.is_working_day(day)


def _time_of_day(at: datetime) -> timedelta:
    return at - local_midnight(local_day(at))
