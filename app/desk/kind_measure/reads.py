"""Reads measures against kinds of problems, and compares what came in before and since."""

from __future__ import annotations

from datetime import date, timedelta

from app.base.clock import local_day
from app.desk.figures.daily import Daily, daily, keys_of
from app.desk.kind_measure.rows import Compared, KindMeasureRow
from app.desk.shared.context import Desk
from app.models.kind_measure.records import KindMeasureRecord
from app.rules.decline import (
    FEWEST_TICKETS,
    LONGEST_DAYS,
    Count,
    Spans,
    day_weights,
    ratio_change,
    seasonal_change,
    spans_of,
)
from app.rules.law.calendar import Calendar
from app.rules.obligation.service import read_day
from app.rules.shared.masking import mask_text

_DIMENSION = "category2"
_ONE = timedelta(days=1)


def listing(desk: Desk, *, last: date | None = None) -> list[KindMeasureRow]:
    """Every measure that holds, with the comparison up to a day; without one up to yesterday, the last whole day."""
    with desk.register.reading() as stores:
        found = stores.kind_measures.listing()
    if not found:
        return []
    end = min(last or date.max, local_day(desk.now()) - _ONE)
    since = [_day(one) for one in found]
    first = min(since) - timedelta(days=LONGEST_DAYS) - timedelta(weeks=52)
    counted = daily(desk, _DIMENSION, {one.kind for one in found}, first, max(end, first))
    return [row_of(one, counted, end, desk.calendar) for one in found]


def kinds(desk: Desk) -> list[str]:
    """The kinds of problems that the register knows."""
    return keys_of(desk, _DIMENSION)


def row_of(one: KindMeasureRecord, counted: Daily, end: date, calendar: Calendar) -> KindMeasureRow:
    """A measure with its comparison."""
    spans = None if counted.begins is None else spans_of(_day(one), end, counted.begins)
    return KindMeasureRow(
        id=one.id,
        kind=one.kind,
        since=_day(one),
        text=mask_text(one.text),
        paper=one.paper,
        made_at=one.made_at,
        made_by=one.made_by,
        version=one.version,
        compared=None if spans is None else _compared(one.kind, spans, counted, calendar),
    )


def _compared(kind: str, spans: Spans, counted: Daily, calendar: Calendar) -> Compared:
    def sort_of(day: date) -> str:
        return _sort(calendar, day)

    own, year = counted.of_key[kind], spans.year_before()
    # One register has one week: all kinds together tell how busy a Sunday is.
    begins = counted.begins or spans.before[0]
    weights = day_weights({day: count for day, count in counted.every.items() if day >= begins}, sort_of)

    def count(span: tuple[date, date]) -> Count:
        days = [span[0] + place * _ONE for place in range((span[1] - span[0]).days + 1)]
        return Count(sum(own.get(day, 0) for day in days), sum(weights.get(sort_of(day), 1.0) for day in days))

    after, before = count(spans.after), count(spans.before)
    past = (count(year.after), count(year.before)) if begins <= year.before[0] else None
    if past is not None and not (past[0].tickets + past[1].tickets):
        past = None  # the kind is new: there is no season to take out
    if after.tickets + before.tickets < FEWEST_TICKETS:
        return Compared(spans, after, before, past, None)
    change = ratio_change(after, before) if past is None else seasonal_change(after, before, *past)
    return Compared(spans, after, before, past, change)


def _sort(calendar: Calendar, day: date) -> str:
    """The sort of a day: a holiday, a weekend day that is worked, else its weekday."""
    if calendar.is_make_up(day):
        return "make-up"
    return "holiday" if calendar.name_of(day) else str(day.weekday())


def _day(one: KindMeasureRecord) -> date:
    return read_day(one.since, "since")
