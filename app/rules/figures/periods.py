"""The periods of figures and papers: their names, starts and ends in Beijing time, and what each is compared with."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from app.base.clock import from_local, local_midnight, to_local
from app.rules.figures.months import add_months, month_start, same_day_of_month

_ONE_DAY = timedelta(days=1)


class PeriodKind(enum.StrEnum):
    """The kinds of periods, by the word before the colon of their names."""

    DAY = "day"
    DATE = "date"
    WEEK = "week"
    ASSESSMENT = "assess"
    CYCLE = "cycle"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class PeriodRules:
    """What decides where a period starts: settings in force from a day on.

    `day_hour` is the hour at which a report day begins on the day before; `assessment_day` the first day of an
    assessment period; `cycle_months` how many assessment periods the city counts together (a divisor of 12).
    """

    since: date = date(2000, 1, 1)
    day_hour: int = 12
    assessment_day: int = 19
    cycle_months: int = 2


DEFAULT_PERIOD_RULES = (PeriodRules(),)
# Under these any number of a cycle can be read; how many a year has depends on the rules of that year.
ANY_CYCLE = PeriodRules(cycle_months=1)


@dataclass(frozen=True, slots=True)
class PeriodName:
    """A period by name: its kind, and the numbers of its text (year and month, or the first and the last day)."""

    kind: PeriodKind
    year: int
    number: int = 0
    first: date | None = None
    last: date | None = None

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day of a period that is named by days."""
        if self.first is None or self.last is None:
            raise ValueError(f"{self.kind} is not named by days")
        return self.first, self.last


@dataclass(frozen=True, slots=True)
class Period:
    """One period, [start, end): `end` is earlier than the period's own end where it was cut."""

    name: PeriodName
    start: datetime
    end: datetime
    rules: PeriodRules
    cut: bool = False

    def holds(self, at: datetime) -> bool:
        """Whether an instant lies in the period."""
        return self.start <= at < self.end


def period_of(name: PeriodName, versions: Sequence[PeriodRules] = DEFAULT_PERIOD_RULES) -> Period:
    """The period of a name under the rules in force at its end; `versions` are sorted by their first day."""
    for rules in reversed(versions[1:]):
        if name.kind is PeriodKind.CYCLE and name.number > _in_a_year(name.kind, rules):
            continue  # these rules know no such cycle
        period = _under(name, rules)
        if local_midnight(rules.since) < period.end:
            return period
    return _under(name, versions[0])


def previous_name(name: PeriodName, rules: PeriodRules) -> PeriodName:
    """The period before of the same kind; before a range lie as many days."""
    if name.first is not None and name.last is not None:
        days = name.last - name.first + _ONE_DAY
        return replace(name, year=(name.first - days).year, first=name.first - days, last=name.last - days)
    if name.kind is PeriodKind.WEEK:
        return week_of(_monday(name) - _ONE_DAY)
    in_a_year = _in_a_year(name.kind, rules)
    if name.kind is PeriodKind.YEAR:
        return replace(name, year=name.year - 1)
    if name.number > 1:
        return replace(name, number=name.number - 1)
    return replace(name, year=name.year - 1, number=in_a_year)


def previous_of(period: Period, versions: Sequence[PeriodRules] = DEFAULT_PERIOD_RULES) -> Period:
    """The period before of the same kind, under the rules in force at its own end, not cut."""
    found = period_of(previous_name(period.name, period.rules), versions)
    if period.name.kind is PeriodKind.CYCLE and period.name.number == 1:
        # A year whose cycles were of another length ends with another number.
        last = _in_a_year(PeriodKind.CYCLE, found.rules)
        return found if found.name.number == last else period_of(replace(found.name, number=last), versions)
    return found


def last_year_name(name: PeriodName) -> PeriodName | None:
    """The same name a year earlier; None where last year has none (29 February, week 53).

    A range moves both of its days; 29 February becomes the 28th.
    """
    earlier = replace(name, year=name.year - 1)
    if name.kind is PeriodKind.RANGE:
        first, last = (same_day_of_month(day.year - 1, day.month, day.day) for day in name.days)
        return replace(earlier, first=first, last=last)
    if name.first is not None:
        if (name.first.month, name.first.day) == (2, 29):
            return None
        day = name.first.replace(year=name.first.year - 1)
        return replace(earlier, first=day, last=day)
    if name.kind is PeriodKind.WEEK and name.number > weeks_of(earlier.year):
        return None
    return earlier


def cut_at(period: Period, until: datetime) -> Period:
    """The period up to an instant; unchanged when it has ended by then, empty before its start."""
    if until >= period.end:
        return period
    return replace(period, end=max(period.start, until), cut=True)


def cut_previous(previous: Period, period: Period) -> Period:
    """The period before, cut as far along as `period` is.

    Months, assessment periods and what is made of them are cut at the same day and hour so many months before, the last
    day of a shorter month standing for those it lacks; days, weeks and ranges at the same distance from their start.
    """
    months = _MONTHS_OF.get(period.name.kind)
    if period.name.kind is PeriodKind.CYCLE:
        months = period.rules.cycle_months
    return _cut_alike(previous, period, months)


def cut_last_year(last_year: Period, period: Period) -> Period:
    """The same period a year earlier, cut at the same day and hour; days, weeks and ranges by their distance."""
    by_month = period.name.kind in _MONTHS_OF or period.name.kind is PeriodKind.CYCLE
    return _cut_alike(last_year, period, 12 if by_month else None)


def period_at(kind: PeriodKind, at: datetime, versions: Sequence[PeriodRules] = DEFAULT_PERIOD_RULES) -> Period:
    """The period of a kind in which an instant lies; of a range, its day.

    Where the start day of assessment periods moves, the first period that ends after the instant.
    """
    day = to_local(at).date()
    if kind in {PeriodKind.DAY, PeriodKind.DATE, PeriodKind.RANGE}:
        found = [period_of(PeriodName(kind, one.year, first=one, last=one), versions) for one in (day, day + _ONE_DAY)]
        return found[0] if at < found[0].end else found[1]
    if kind is PeriodKind.WEEK:
        return period_of(week_of(day), versions)
    rules = period_of(PeriodName(PeriodKind.DATE, day.year, first=day, last=day), versions).rules
    a_year = _in_a_year(kind, rules)
    names = (PeriodName(kind, day.year + number // a_year, number % a_year + 1) for number in range(a_year + 1))
    if kind is PeriodKind.YEAR:
        names = (PeriodName(kind, day.year) for _ in range(1))
    periods = [period_of(name, versions) for name in names]
    return next((one for one in periods if at < one.end), periods[-1])


def week_of(day: date) -> PeriodName:
    """The ISO week in which a day lies."""
    year, week, _weekday = day.isocalendar()
    return PeriodName(PeriodKind.WEEK, year, week)


def weeks_of(year: int) -> int:
    """How many ISO weeks a year has: 52 or 53."""
    return date(year, 12, 28).isocalendar().week


_MONTHS_OF = {
    PeriodKind.ASSESSMENT: 1,
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF: 6,
    PeriodKind.YEAR: 12,
}


def _in_a_year(kind: PeriodKind, rules: PeriodRules) -> int:
    months = rules.cycle_months if kind is PeriodKind.CYCLE else _MONTHS_OF[kind]
    return 12 // months


def _under(name: PeriodName, rules: PeriodRules) -> Period:
    start, end = _bounds(name, rules)
    return Period(name, start, end, rules)


def _bounds(name: PeriodName, rules: PeriodRules) -> tuple[datetime, datetime]:
    if name.first is not None and name.last is not None:
        shift = timedelta(hours=rules.day_hour) - _ONE_DAY if name.kind is PeriodKind.DAY else timedelta()
        return local_midnight(name.first) + shift, local_midnight(name.last + _ONE_DAY) + shift
    if name.kind is PeriodKind.WEEK:
        monday = _monday(name)
        return local_midnight(monday), local_midnight(monday + timedelta(days=7))
    months = 12 // _in_a_year(name.kind, rules)
    first = max(0, name.number - 1) * months
    if name.kind not in {PeriodKind.ASSESSMENT, PeriodKind.CYCLE}:
        return _midnights(month_start(name.year, first + 1), month_start(name.year, first + months + 1))
    # An assessment period is named by the month it ends in; it begins on the same day of the month before.
    begin, end = month_start(name.year, first), month_start(name.year, first + months)
    day = rules.assessment_day
    return _midnights(begin.replace(day=day), end.replace(day=day))


def _midnights(first: date, last: date) -> tuple[datetime, datetime]:
    return local_midnight(first), local_midnight(last)


def _monday(name: PeriodName) -> date:
    return date.fromisocalendar(name.year, name.number, 1)


def _cut_alike(other: Period, period: Period, months: int | None) -> Period:
    if not period.cut:
        return other
    if months is None:
        return cut_at(other, other.start + (period.end - period.start))
    wall = to_local(period.end).replace(tzinfo=None)
    day = add_months(wall.date(), -months)
    return cut_at(other, from_local(datetime.combine(day, wall.time())))
