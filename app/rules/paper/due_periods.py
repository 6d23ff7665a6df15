"""The period that a due paper covers: the last one of its kind that has ended on the day the paper is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from app.rules.figures.months import month_start
from app.rules.figures.periods import Period, PeriodKind, PeriodName, PeriodRules, period_at, previous_of


def last_ended(kind: PeriodKind, at: datetime, versions: Sequence[PeriodRules]) -> PeriodName:
    """The last period of a kind that has ended at an instant, under the rules of periods in force."""
    period = period_at(kind, at, versions)
    while period.end > at:
        period = previous_of(period, versions)
    return period.name


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
