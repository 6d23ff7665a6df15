"""The days on which a month and an assessment period turn, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.base.clock import local_day, local_midnight
from app.rules.figures.months import add_months
from app.rules.figures.period_text import period_words
from app.rules.figures.periods import DEFAULT_PERIOD_RULES, Period, PeriodKind, PeriodName, PeriodRules, period_of
from app.rules.shared.worded import Worded

# The closing list is asked for on the last two days of the period, and reminded of at this hour.
CLOSING_DAYS = 2
REMIND_HOUR = 9
_DAY = timedelta(days=1)


class HingeKind(Worded):
    """What turns on a day."""

    CLOSING = "closing", "考核期收官"
    MONTH = "month", "新的一月"
    PERIOD = "period", "新的考核期"


@dataclass(frozen=True, slots=True)
class Hinge:
    """A reminder of a turn: when it is due, and the assessment period it is about."""

    kind: HingeKind
    at: datetime
    period: PeriodName


def running_period(day: date, rules: PeriodRules = DEFAULT_PERIOD_RULES[-1]) -> Period:
    """The assessment period in which a day lies; it is named by the month it ends in."""
    ends_in = day if day.day < rules.assessment_day else add_months(day.replace(day=1), 1)
    return period_of(PeriodName(PeriodKind.ASSESSMENT, ends_in.year, ends_in.month))


def closing_days(period: Period) -> tuple[date, ...]:
    """The days on which a period is closed: its last two."""
    last = local_day(period.end) - _DAY
    return tuple(last - _DAY * before for before in reversed(range(CLOSING_DAYS)))


def hinges_of(day: date) -> tuple[Hinge, ...]:
    """What turns on a day, each with the moment of its reminder."""
    period = running_period(day)
    kinds = []
    if day in closing_days(period):
        kinds.append(HingeKind.CLOSING)
    if day.day == 1:
        kinds.append(HingeKind.MONTH)
    if day == local_day(period.start):
        kinds.append(HingeKind.PERIOD)
    at = local_midnight(day) + timedelta(hours=REMIND_HOUR)
    return tuple(Hinge(kind, at, period.name) for kind in kinds)


def hinges_between(after: datetime, until: datetime) -> tuple[Hinge, ...]:
    """The reminders that fell due after one moment and up to another one, in their order."""
    return tuple(one for day in _days(after, until) for one in hinges_of(day) if after < one.at <= until)


def hinge_words(hinge: Hinge, *, catalogue_of: str = "") -> str:
    """What is said on the day; `catalogue_of` is the month whose catalogue of exclusion is used meanwhile, if any."""
    period = period_of(hinge.period)
    first, last = local_day(period.start), local_day(period.end) - _DAY
    words = period_words(hinge.period)
    if hinge.kind is HingeKind.CLOSING:
        left = (last - local_day(hinge.at)).days
        return f"{words}{'今天' if not left else '明天'}结束，请看收官清单"
    if hinge.kind is HingeKind.PERIOD:
        return f"{words}今天开始（{first:%m-%d} 至 {last:%m-%d}）"
    asked = f"；不纳入考核目录还用 {catalogue_of} 的，沿用还是更新" if catalogue_of else ""
    return f"{local_day(hinge.at).month} 月今天开始，按自然月统计的数从今天起{asked}"


def _days(after: datetime, until: datetime) -> Iterator[date]:
    day = local_day(after)
    while day <= local_day(until):
        yield day
        day += _DAY
