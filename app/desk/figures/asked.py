"""Answers any question for figures: a period, its bases, a caliber, whose answers, by which dimensions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import TypeVar

from app.base.clock import from_seconds, local_day, local_midnight
from app.base.errors import Refused
from app.desk.figures import counting
from app.desk.figures.cache import current, made
from app.desk.figures.columns import Columns
from app.desk.figures.counting import DIMENSIONS, TIME_DIMENSIONS, Key, Placed
from app.desk.shared.context import Desk
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
Result = TypeVar("Result")


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
    period = period_asked(asked)
    earlier = _last_year(period)
    with desk.figures.lock, desk.register.reading() as stores:
        columns = current(desk, stores)
        begins = _begins(columns)
        previous = Base(_previous(period), _is_covered(begins, _previous(period)))
        last_year = None if earlier is None else Base(earlier, _is_covered(begins, earlier))
        placed = [_place(columns, asked, one) for one in (period, previous.period, earlier) if one is not None]
        (total,) = _rows(placed, (), previous, last_year)
        rows = _rows(placed, asked.by, previous, last_year) if asked.by else []
    return Figures(
        asked=asked,
        period=period,
        previous=previous,
        last_year=last_year,
        weights=DEFAULT_WEIGHTS,
        total=replace(total, place=None),
        mean=mean(row.now for row in rows),
        rows=tuple(rows),
    )


def tickets_behind(desk: Desk, asked: Asked, field: Field, key: Sequence[str] = ()) -> list[str]:
    """The numbers of the tickets behind one figure, in the order of their ids; of a rate, those it is taken over."""
    period = period_asked(asked)
    if len(key) not in {0, len(asked.by)}:
        raise Refused("--key 与 --by 的个数不同", field="key", hint="每个维度写一个值，用逗号分开")
    with desk.figures.lock, desk.register.reading() as stores:
        placed = _place(current(desk, stores), asked, period)
        return stores.facts.numbers(counting.tickets_of(placed, field, asked.by, key))


def placed_for(desk: Desk, asked: Asked, use: Callable[[Placed], Result]) -> Result:
    """What `use` makes of the tickets of a period in the columns, which it may read while it runs and no longer."""
    period = period_asked(asked)
    with desk.figures.lock, desk.register.reading() as stores:
        return use(_place(current(desk, stores), asked, period))


def differing(desk: Desk) -> list[str]:
    """The numbers of the tickets whose kept facts differ from a recount of the whole register; normally none."""
    with desk.figures.lock, desk.register.reading() as stores:
        kept = current(desk, stores)
        return stores.facts.numbers(kept.differing(made(stores, kept.callers.salt)))


def period_asked(asked: Asked) -> Period:
    """The period of a question, cut where it says so.

    Raises:
        Refused: the period, a dimension or the moment `until` cannot be used.

    """
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


def _place(columns: Columns, asked: Asked, period: Period) -> Placed:
    return counting.place(columns, period, asked.caliber, "desk" if asked.answers == "desk" else asked.which)


def _begins(columns: Columns) -> datetime | None:
    """00:00 of the day of the register's first ticket, whatever is asked for; None in an empty register."""
    first = columns.begins_at
    return None if first is None else local_midnight(local_day(from_seconds(first)))


def _is_covered(begins: datetime | None, base: Period) -> bool:
    return begins is not None and begins <= base.start


def _rows(placed: Sequence[Placed], by: tuple[str, ...], previous: Base, last_year: Base | None) -> list[FigureRow]:
    """The rows in rank order, those of a time in its order; `placed` are the period and its bases."""
    now, before, *earlier = (counting.counted(one, by) for one in placed)
    for key in _always(by):
        now.setdefault(key, _NONE)
    keys = {_name(key): key for key in now}
    order = ranked([Row(name, now[key]) for name, key in keys.items()])
    if by and by[0] in TIME_DIMENSIONS:
        order.sort(key=lambda one: one[1].key)
    found = []
    for place, row in order:
        key = keys[row.key]
        past = Row(row.key, before.get(key, _NONE))
        year = Row(row.key, earlier[0].get(key, _NONE)) if earlier else None
        changed = {
            "previous": changes(row, past if previous.covered else None),
            "last_year": changes(row, year if last_year is not None and last_year.covered else None),
        }
        found.append(FigureRow(key, place, row, past, year, changed))
    return found


def _name(key: Key) -> str:
    """The words of a key in one text, which orders keys as their words do."""
    return "\0".join(key)


def _always(by: tuple[str, ...]) -> list[Key]:
    """The keys that have a row also without a ticket: every hour, every weekday."""
    if by == ("hour",):
        return [(f"{hour:02}",) for hour in range(24)]
    return [(str(day),) for day in range(1, 8)] if by == ("weekday",) else []
