"""The periods that lists are narrowed to, in Beijing time, and the row of buttons that offers them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.base.clock import from_local, local_day, local_midnight, to_local
from app.rules.figures.periods import DEFAULT_PERIOD_RULES, PeriodKind, PeriodRules, period_at, previous_of
from app.ui.frame.shell import Shell
from app.ui.kit.filters import ChoiceRow

SHIFT_BEGINS, SHIFT_ENDS = time(8), time(20)
TODAY, YESTERDAY, WEEK, MONTH = "今天", "昨天", "近 7 天", "本月"
ASSESSMENT, ASSESSMENT_BEFORE = "本考核期", "上一考核期"
ALL_TIME, UNLIMITED = "全部时间", "不限"
# Whole days that a list of tickets is narrowed to by its dispatch day.
DAY_PERIODS = (UNLIMITED, TODAY, YESTERDAY, WEEK, MONTH, ASSESSMENT, ASSESSMENT_BEFORE)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A period from an instant up to but excluding another, None for no limit; whole days name first and last too."""

    words: str
    start: datetime | None = None
    end: datetime | None = None
    first: date | None = None
    last: date | None = None


def days(words: str, first: date, last: date) -> Period:
    """The period of whole days, both included."""
    return Period(words, local_midnight(first), local_midnight(last + _DAY), first, last)


def shift(now: datetime) -> Period:
    """The shift on duty: 08:00–20:00, or 20:00–08:00 over midnight."""
    local = to_local(now)
    by_day = SHIFT_BEGINS <= local.time() < SHIFT_ENDS
    first = local.date() if local.time() >= SHIFT_BEGINS else local.date() - _DAY
    begin, end = (SHIFT_BEGINS, SHIFT_ENDS) if by_day else (SHIFT_ENDS, SHIFT_BEGINS)
    last = first if by_day else first + _DAY
    return Period("本班", from_local(datetime.combine(first, begin)), from_local(datetime.combine(last, end)))


def month(now: datetime) -> Period:
    """The calendar month."""
    first = local_day(now).replace(day=1)
    return days(MONTH, first, (first + timedelta(days=31)).replace(day=1) - _DAY)


def named_periods(now: datetime, versions: Sequence[PeriodRules] = DEFAULT_PERIOD_RULES) -> dict[str, Period]:
    """The periods with a button, by their words; `versions` tell where assessment periods begin."""
    today = local_day(now)
    assessed = period_at(PeriodKind.ASSESSMENT, now, versions)
    before = previous_of(assessed, versions)
    known = (
        days(TODAY, today, today),
        shift(now),
        days(YESTERDAY, today - _DAY, today - _DAY),
        days("明天", today + _DAY, today + _DAY),
        days(WEEK, today - 6 * _DAY, today),
        days("近 31 天", today - 30 * _DAY, today),
        days("今后 7 天", today, today + 6 * _DAY),
        month(now),
        days(ASSESSMENT, local_day(assessed.start), local_day(assessed.end) - _DAY),
        days(ASSESSMENT_BEFORE, local_day(before.start), local_day(before.end) - _DAY),
        Period(ALL_TIME),
        Period(UNLIMITED),
    )
    return {period.words: period for period in known}


def period_words(first: date | None, last: date | None) -> str:
    """The words of a period on a button, empty when it is not limited."""
    if first is None and last is None:
        return ""
    if first == last and first is not None:
        return f"{first:%m-%d}"
    return f"{first:%m-%d}—{last:%m-%d}" if first and last else f"{first:%m-%d} 起" if first else f"至 {last:%m-%d}"


class PeriodRow(ChoiceRow):
    """Offers periods by their words, then further choices of the page."""

    def __init__(
        self, shell: Shell, offered: Sequence[str], first: str, *, words: str = "时段", more: Sequence[str] = ()
    ) -> None:
        super().__init__(words, [(word, word) for word in (*offered, *more)])
        self._shell = shell
        self.show_value(first)

    @property
    def period(self) -> Period:
        """The chosen period, counted from now."""
        return named_periods(self._shell.now(), self._shell.period_rules)[self.value]
