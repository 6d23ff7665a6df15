"""The period that a due paper covers: the last one of its kind that has ended on the day the paper is due."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from app.rules.figures.months import month_start
from app.rules.figures.periods import (
    DEFAULT_PERIOD_RULES,
    Period,
    PeriodKind,
    PeriodName,
    PeriodRules,
    period_of,
    previous_name,
    week_of,
)

_RULES = DEFAULT_PERIOD_RULES[-1]
_MONTHS = {PeriodKind.QUARTER: 3, PeriodKind.HALF: 6}


def last_ended(kind: PeriodKind, day: date, at: datetime) -> PeriodName:
    """The last period of a kind that has ended at an instant of this day (Beijing)."""
    name = name_on(kind, day, _RULES)
    while period_of(name).end > at:
        name = previous_name(name, _RULES)
    return name


def name_on(kind: PeriodKind, day: date, rules: PeriodRules = _RULES) -> PeriodName:
    """The period of a kind in which a day lies, by its name.

    Raises:
        ValueError: ranges are named by their own days.

    """
    match kind:
        case PeriodKind.DAY | PeriodKind.DATE:
            return PeriodName(kind, day.year, first=day, last=day)
        case PeriodKind.WEEK:
            return week_of(day)
        case PeriodKind.MONTH:
            return PeriodName(kind, day.year, day.month)
        case PeriodKind.ASSESSMENT | PeriodKind.CYCLE:
            ends = month_start(day.year, day.month + (day.day >= rules.assessment_day))
            if kind is PeriodKind.ASSESSMENT:
                return PeriodName(kind, ends.year, ends.month)
            return PeriodName(kind, ends.year, (ends.month - 1) // rules.cycle_months + 1)
        case PeriodKind.QUARTER | PeriodKind.HALF:
            return PeriodName(kind, day.year, (day.month - 1) // _MONTHS[kind] + 1)
        case PeriodKind.YEAR:
            return PeriodName(kind, day.year)
    raise ValueError(f"{kind} is not named by one day")


def short_words(period: Period) -> str:
    """The period as a list shows it beside the kind: 12月8日, 第50周, 11月, 10.19–11.18, 2026年."""
    name = period.name
    if name.kind in {PeriodKind.DAY, PeriodKind.DATE}:
        first, _ = name.days
        return f"{first.month} 月 {first.day} 日"
    if name.kind is PeriodKind.RANGE:
        first, last = name.days
        return f"{first.month}.{first.day}–{last.month}.{last.day}"
    if name.kind is PeriodKind.WEEK:
        return f"第 {name.number} 周"
    if name.kind is PeriodKind.MONTH:
        return f"{name.number} 月"
    if name.kind is PeriodKind.ASSESSMENT:
        first = month_start(name.year, name.number - 1).replace(day=period.rules.assessment_day)
        last = month_start(name.year, name.number).replace(day=period.rules.assessment_day) - timedelta(days=1)
        return f"{first.month}.{first.day}–{last.month}.{last.day}"
    if name.kind is PeriodKind.QUARTER:
        return f"第 {name.number} 季度"
    if name.kind is PeriodKind.HALF:
        return "上半年" if name.number == 1 else "下半年"
    if name.kind is PeriodKind.CYCLE:
        return f"第 {name.number} 周期"
    return f"{name.year} 年"
