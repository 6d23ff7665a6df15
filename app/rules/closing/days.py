"""The days on which a month and an assessment period turn, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.base.clock import local_day, local_midnight
from app.rules.figures.period_text import period_words
from app.rules.figures.periods import Period, PeriodKind, PeriodRules, period_at
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
    period: Period


def running_period(day: date, versions: Sequence[PeriodRules]) -> Period:
    """The assessment period in which a day lies; `versions` say where periods start (see period_of).

    Where their start day moves later, a day between two periods counts to the one that comes.
    """
    return period_at(PeriodKind.ASSESSMENT, local_midnight(day), versions)


def closing_days(period: Period) -> tuple[date, ...]:
    """The days on which a period is closed: its last two."""
    last = local_day(period.end) - _DAY
    return tuple(last - _DAY * before for before in reversed(range(CLOSING_DAYS)))


def hinges_of(day: date, versions: Sequence[PeriodRules]) -> tuple[Hinge, ...]:
    """What turns on a day, each with the moment of its reminder."""
    period = running_period(day, versions)
    kinds = []
    if day in closing_days(period):
        kinds.append(HingeKind.CLOSING)
    if day.day == 1:
        kinds.append(HingeKind.MONTH)
    if day == local_day(period.start):
        kinds.append(HingeKind.PERIOD)
    at = local_midnight(day) + timedelta(hours=REMIND_HOUR)
    return tuple(Hinge(kind, at, period) for kind in kinds)


def hinges_between(after: datetime, until: datetime, versions: Sequence[PeriodRules]) -> tuple[Hinge, ...]:
    """The reminders that fell due after one moment and up to another one, in their order."""
    return tuple(one for day in _days(after, until) for one in hinges_of(day, versions) if after < one.at <= until)


def hinge_words(hinge: Hinge, *, catalogue_of: str = "") -> str:
    """What is said on the day; `catalogue_of` is the month whose catalogue of exclusion is used meanwhile, if any."""
    period = hinge.period
    first, last = local_day(period.start), local_day(period.end) - _DAY
    words = period_words(period.name)
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
