"""Answers any question for figures: a period, its bases, a caliber, whose answers, by which dimensions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from app.base.clock import from_seconds, local_day, local_midnight
from app.base.errors import Refused
from app.desk.figures import counting
from app.desk.figures.cache import made
from app.desk.figures.counting import DIMENSIONS, TIME_DIMENSIONS, Count, Key
from app.desk.shared.context import Desk
from app.models.register.stores import Stores
from app.rules.figures.fields import Caliber, Field
from app.rules.figures.period_text import read_period
from app.rules.figures.periods import (
    DEFAULT_PERIOD_RULES,
    Period,
    cut_at,
    cut_last_year,
    cut_previous,
    last_year_name,
    period_of,
    previous_name,
)
from app.rules.figures.rates import DEFAULT_WEIGHTS, Weights
from app.rules.figures.rows import Counted, Row, changes, mean, ranked

ANSWERS = ("platform", "desk")
WHICH = ("last", "first")
_NONE = Counted()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: which period, cut where, over which tickets, whose answers, by what (no dimension, one or two)."""

    period: str
    by: tuple[str, ...] = ()
    caliber: Caliber = Caliber.GROSS
    answers: str = "platform"
    which: str = "last"
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Base:
    """A period that another is compared with; `covered` says that the register held tickets from its start on."""

    period: Period
    covered: bool


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row with its place and its bases; a base is None where there is no such period."""

    key: Key
    place: int | None
    now: Row
    previous: Row
    last_year: Row | None
    changed: Mapping[str, Mapping[Field, str | None]]


@dataclass(frozen=True, slots=True)
class Figures:
    """The answer: the total row, the mean of rows, and a row for each key that has tickets."""

    asked: Asked
    period: Period
    previous: Base
    last_year: Base | None
    weights: Weights
    total: FigureRow
    mean: Mapping[Field, Fraction | None]
    rows: tuple[FigureRow, ...]


def figures(desk: Desk, asked: Asked) -> Figures:
    """The figures of a period with its bases.

    Raises:
        Refused: the period, a dimension or the moment `until` cannot be used.

    """
    period = _period(asked)
    with desk.figures.lock, desk.register.reading() as stores:
        count = _count(desk, stores, asked)
        begins = _begins(count)
        previous = Base(_previous(period), _is_covered(begins, _previous(period)))
        earlier = _last_year(period)
        last_year = None if earlier is None else Base(earlier, _is_covered(begins, earlier))
        whole = Count(count.columns, count.caliber, count.answers)
        total = _rows(whole, period, previous, last_year)
        rows = _rows(count, period, previous, last_year) if asked.by else []
    return Figures(
        asked=asked,
        period=period,
        previous=previous,
        last_year=last_year,
        weights=DEFAULT_WEIGHTS,
        total=_without_place(total[0]),
        mean=mean(row.now for row in rows),
        rows=tuple(rows),
    )


def tickets_behind(desk: Desk, asked: Asked, field: Field, key: Sequence[str] = ()) -> list[str]:
    """The numbers of the tickets behind one figure, in the order of their ids; of a rate, those it is taken over."""
    period = _period(asked)
    if len(key) not in {0, len(asked.by)}:
        raise Refused("--key 与 --by 的个数不同", field="key", hint="每个维度写一个值，用逗号分开")
    with desk.figures.lock, desk.register.reading() as stores:
        count = _count(desk, stores, asked)
        return stores.facts.numbers(counting.tickets_of(count, period, field, key))


def differing(desk: Desk) -> list[str]:
    """The numbers of the tickets whose kept facts differ from a recount of the whole register; normally none."""
    with desk.figures.lock, desk.register.reading() as stores:
        kept = desk.figures.current(desk, stores)
        return stores.facts.numbers(kept.differing(made(stores, kept.callers.salt)))


def _period(asked: Asked) -> Period:
    unknown = [name for name in asked.by if name not in DIMENSIONS]
    if unknown or len(asked.by) > 2:
        raise Refused(f"不能按 {'、'.join(asked.by)} 分组", field="by", hint=f"可用：{'、'.join(DIMENSIONS)}，最多两个")
    period = period_of(read_period(asked.period, DEFAULT_PERIOD_RULES[-1]))
    if asked.until is None:
        return period
    if asked.until <= period.start:
        raise Refused("截止时刻早于统计期的开始", field="until", hint="请写统计期内的时刻")
    return cut_at(period, asked.until)


def _previous(period: Period) -> Period:
    return cut_previous(period_of(previous_name(period.name, period.rules)), period)


def _last_year(period: Period) -> Period | None:
    name = last_year_name(period.name)
    return None if name is None else cut_last_year(period_of(name), period)


def _count(desk: Desk, stores: Stores, asked: Asked) -> Count:
    columns = desk.figures.current(desk, stores)
    return Count(columns, asked.caliber, "desk" if asked.answers == "desk" else asked.which, asked.by)


def _begins(count: Count) -> datetime | None:
    """00:00 of the day of the register's first ticket, whatever is asked for; None in an empty register."""
    first = count.columns.begins_at
    return None if first is None else local_midnight(local_day(from_seconds(first)))


def _is_covered(begins: datetime | None, base: Period) -> bool:
    return begins is not None and begins <= base.start


def _rows(count: Count, period: Period, previous: Base, last_year: Base | None) -> list[FigureRow]:
    now = counting.counted(count, period)
    before = counting.counted(count, previous.period)
    earlier = None if last_year is None else counting.counted(count, last_year.period)
    for key in _always(count.by):
        now.setdefault(key, _NONE)
    rows = [(key, Row("\0".join(key), counts)) for key, counts in now.items()]
    places = {row.key: place for place, row in ranked([row for _key, row in rows])}
    order = [row.key for _place, row in ranked([row for _key, row in rows])]
    if count.by and count.by[0] in TIME_DIMENSIONS:
        order.sort()
    by_key = {row.key: (key, row) for key, row in rows}
    found = []
    for name in order:
        key, row = by_key[name]
        past = Row(name, before.get(key, _NONE))
        year = None if earlier is None else Row(name, earlier.get(key, _NONE))
        changed = {
            "previous": changes(row, past if previous.covered else None),
            "last_year": changes(row, year if last_year is not None and last_year.covered else None),
        }
        found.append(FigureRow(key, places[name], row, past, year, changed))
    return found


def _always(by: tuple[str, ...]) -> list[Key]:
    """The keys that have a row also without a ticket: every hour, every weekday."""
    if by == ("hour",):
        return [(f"{hour:02}",) for hour in range(24)]
    return [(str(day),) for day in range(1, 8)] if by == ("weekday",) else []


def _without_place(row: FigureRow) -> FigureRow:
    return FigureRow(row.key, None, row.now, row.previous, row.last_year, row.changed)
