"""When papers are due: rules that an office writes line by line, in force from a day on, and what falls due by them."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from app.base.clock import from_local, local_day
from app.rules.figures.periods import PeriodKind, PeriodName, PeriodRules
from app.rules.law.calendar import Calendar, CalendarEnds
from app.rules.law.ladders import Step, StepKind, moment
from app.rules.paper.due_periods import last_ended
from app.rules.paper.kinds import PaperKind

_ONE_DAY = timedelta(days=1)
# The longest way that a rest day can push a due day: the longest holiday and its weekends.
_LONGEST_SHIFT = 15


class Every(enum.Enum):
    """How often a paper is due, and how many months lie between two of them; 0 for days and weeks."""

    DAY = 0
    WEEK = -1
    MONTH = 1
    QUARTER = 3
    HALF = 6
    YEAR = 12


@dataclass(frozen=True, slots=True)
class DueRule:
    """One line: a paper of this kind is due on every such day at `at`, and covers the last period that has ended.

    `day` is the weekday (1 Monday … 7) of a week, or the day of the first month of a longer span; a shorter month has
    its last day instead. Where `shifts`, a day of rest puts it to the next working day, make-up days included.
    """

    kind: PaperKind
    every: Every
    day: int
    at: time
    covers: PeriodKind
    shifts: bool = False


@dataclass(frozen=True, slots=True)
class DuePaper:
    """A paper that is due: its kind, the period it covers, and by when; `catch_up` for a month before the signing."""

    kind: PaperKind
    period: PeriodName
    due_at: datetime
    catch_up: bool = False


@dataclass(frozen=True, slots=True)
class Schedule:
    """What is due from a day on.

    `moved` puts what falls due on a day to another one at the same hour; `once` are papers that are due a single time;
    `steps` are the ladder of the reminders, counted from the day a paper is due at 00:00 to its hour.
    """

    since: date
    rules: tuple[DueRule, ...]
    moved: Mapping[date, date] = field(default_factory=dict)
    once: tuple[DuePaper, ...] = ()
    steps: tuple[Step, ...] = ()


SHIPPED = Schedule(
    since=date(2000, 1, 1),
    rules=(
        DueRule(PaperKind.DAILY, Every.DAY, 1, time(13), PeriodKind.DAY),
        DueRule(PaperKind.WEEKLY, Every.WEEK, 1, time(18), PeriodKind.WEEK),
        DueRule(PaperKind.MONTHLY, Every.MONTH, 1, time(18), PeriodKind.MONTH),
        DueRule(PaperKind.MONTHLY, Every.MONTH, 19, time(18), PeriodKind.ASSESSMENT),
        DueRule(PaperKind.RATES, Every.MONTH, 19, time(18), PeriodKind.ASSESSMENT),
        DueRule(PaperKind.COUNTERMEASURES, Every.MONTH, 20, time(18), PeriodKind.ASSESSMENT, shifts=True),
        DueRule(PaperKind.SURVEY, Every.MONTH, 22, time(18), PeriodKind.ASSESSMENT, shifts=True),
        DueRule(PaperKind.EXCLUSION, Every.MONTH, 22, time(18), PeriodKind.ASSESSMENT, shifts=True),
        DueRule(PaperKind.QUARTERLY, Every.QUARTER, 5, time(18), PeriodKind.QUARTER, shifts=True),
        DueRule(PaperKind.HALF_YEAR, Every.HALF, 10, time(18), PeriodKind.HALF, shifts=True),
        DueRule(PaperKind.ANNUAL, Every.YEAR, 15, time(18), PeriodKind.YEAR, shifts=True),
    ),
    steps=(Step(StepKind.BEFORE, 180), Step(StepKind.BEFORE, 60), Step(StepKind.BEFORE, 15), Step(StepKind.END)),
)


def due_between(
    schedules: Sequence[Schedule],
    start: datetime,
    end: datetime,
    calendar: Calendar,
    versions: Sequence[PeriodRules],
) -> tuple[DuePaper, ...]:
    """What falls due in [start, end), by time.

    `schedules` are sorted by their first day, and rule a day each; `versions` say where periods start (see period_of).
    """
    found: list[DuePaper] = []
    day = local_day(start) - _LONGEST_SHIFT * _ONE_DAY
    last = local_day(end)
    while day <= last:
        schedule = in_force(schedules, day)
        found += [
            paper for rule in schedule.rules if (paper := _due_on(rule, day, schedule, calendar, versions)) is not None
        ]
        day += _ONE_DAY
    if schedules:
        found += schedules[-1].once
    inside = {(one.kind, one.period, one.catch_up): one for one in found if start <= one.due_at < end}
    return tuple(sorted(inside.values(), key=lambda one: (one.due_at, list(PaperKind).index(one.kind))))


def next_of_each(
    schedules: Sequence[Schedule], after: datetime, calendar: Calendar, versions: Sequence[PeriodRules]
) -> tuple[DuePaper, ...]:
    """The next paper of every line that falls due at or after an instant, by time; a year ahead at most."""
    schedule = in_force(schedules, local_day(after))
    found: list[DuePaper] = []
    for rule in schedule.rules:
        day = local_day(after) - _LONGEST_SHIFT * _ONE_DAY
        for _ in range(400):
            paper = _due_on(rule, day, schedule, calendar, versions)
            if paper is not None and paper.due_at >= after:
                found.append(paper)
                break
            day += _ONE_DAY
    return tuple(sorted(found, key=lambda one: (one.due_at, list(PaperKind).index(one.kind))))


def in_force(schedules: Sequence[Schedule], day: date) -> Schedule:
    """The schedule of a day: the last one whose first day is not later; the shipped one before any."""
    return next((one for one in reversed(schedules) if one.since <= day), SHIPPED)


def slots_of(paper: DuePaper, steps: Sequence[Step]) -> Iterator[tuple[str, datetime]]:
    """The reminders of a due paper, by time: (name, moment); all lie before it is late but those after its end."""
    start = paper.due_at - _ONE_DAY
    day = local_day(start)
    found = [(step.name, moment(step, start, paper.due_at, lambda n: day + (n - 1) * _ONE_DAY)) for step in steps]
    yield from sorted(found, key=lambda one: one[1])


def _due_on(
    rule: DueRule, day: date, schedule: Schedule, calendar: Calendar, versions: Sequence[PeriodRules]
) -> DuePaper | None:
    """The paper that a rule names for this day; None on other days. Its due day may be a later one."""
    if not _names(rule, day):
        return None
    named = _at(day, rule.at)
    period = last_ended(rule.covers, named, versions)
    due = schedule.moved.get(day)
    if due is None:
        due = _worked(day, calendar) if rule.shifts else day
    return DuePaper(rule.kind, period, _at(due, rule.at))


def _names(rule: DueRule, day: date) -> bool:
    match rule.every:
        case Every.DAY:
            return True
        case Every.WEEK:
            return day.isoweekday() == rule.day
    if (day.month - 1) % rule.every.value:
        return False
    ends = (day + _ONE_DAY).month != day.month
    return day.day == rule.day or (ends and day.day < rule.day)


def _worked(day: date, calendar: Calendar) -> date:
    """The day itself, or the next working day; the day itself where the year's holidays are not known."""
    try:
        for _ in range(_LONGEST_SHIFT):
            if calendar.is_working_day(day):
                return day
            day += _ONE_DAY
    except CalendarEnds:
        return day
    return day


def _at(day: date, at: time) -> datetime:
    """A wall time of a day; 00:00 is written 24:00 and means the end of the day."""
    wall = datetime.combine(day, at)
    return from_local(wall if at != time(0) else wall + _ONE_DAY)
