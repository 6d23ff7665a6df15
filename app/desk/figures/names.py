"""Periods that people ask for, by their written names and in words."""

from __future__ import annotations

from app.desk.figures.settings import book_in
from app.desk.shared.context import Desk
from app.rules.figures.period_text import period_words, write_period
from app.rules.figures.periods import PeriodKind, period_at, previous_of

_OFFERED = {
    PeriodKind.ASSESSMENT: 14,
    PeriodKind.CYCLE: 7,
    PeriodKind.MONTH: 13,
    PeriodKind.QUARTER: 5,
    PeriodKind.HALF: 3,
    PeriodKind.YEAR: 3,
}


def recent(desk: Desk) -> dict[str, str]:
    """The latest periods, the running ones too: written name → words, kind by kind, the newest first."""
    now, found = desk.now(), {}
    with desk.register.reading() as stores:
        versions = book_in(stores).periods
    for kind, count in _OFFERED.items():
        period = period_at(kind, now, versions)
        for _ in range(count):
            found[write_period(period.name)] = period_words(period.name)
            period = previous_of(period, versions)
    return found
