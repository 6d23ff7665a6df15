"""Answers any question for figures: a period, its bases, a caliber, whose answers, by which dimensions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from typing import TypeVar

from app.base.clock import from_seconds, local_day, local_midnight
from app.base.errors import Refused
from app.desk.figures import counting
from app.desk.figures.cache import current, made
from app.desk.figures.columns import OURS, Columns
from app.desk.figures.counting import DIMENSIONS, TIME_DIMENSIONS, Key, Placed
from app.desk.figures.settings import book_in
from app.desk.shared.context import Desk
from app.models.register.stores import Stores
from app.rules.figures.fields import Caliber, Field
from app.rules.figures.period_text import read_period, write_period
from app.rules.figures.periods import (
    ANY_CYCLE,
    Period,
    PeriodKind,
    cut_at,
    cut_last_year,
    cut_previous,
    last_year_name,
    period_at,
    period_of,
    previous_of,
)
from app.rules.figures.rates import Weights
from app.rules.figures.rows import Counted, Row, changes, mean, ranked
from app.rules.figures.settings import SettingsBook

ANSWERS = ("platform", "desk")
WHICH = ("last", "first")
_NONE = Counted()
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: which period, cut where, over which tickets, whose answers, by what (no dimension, one or two).

    `answers` is "platform", "desk" (our last valid survey of each ticket) or "desk-first" (our first one).
    `only` keeps the tickets with these keys, given as (dimension, key); `weights` count in place of those in force.
    """

    period: str
    by: tuple[str, ...] = ()
    caliber: Caliber = Caliber.GROSS
    answers: str = "platform"
    which: str = "last"
    until: datetime | None = None
    only: tuple[tuple[str, str], ...] = ()
    weights: Weights | None = None


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
    with desk.figures.lock, desk.register.reading() as stores:
        book = book_in(stores)
        period = period_asked(asked, book)
        earlier = _last_year(period, book)
        columns = current(desk, stores)
        begins = _begins(columns, book.of(period).covered_from)
        previous = Base(before := _previous(period, book), _is_covered(begins, before))
        last_year = None if earlier is None else Base(earlier, _is_covered(begins, earlier))
        periods = [one for one in (period, before, earlier) if one is not None]
        placed = [place(columns, asked, one) for one in periods]
        weights = [asked.weights or book.of(one).weights for one in periods]
        (total,) = _rows(placed, weights, (), previous, last_year)
        rows = _rows(placed, weights, asked.by, previous, last_year) if asked.by else []
    return Figures(
        asked=asked,
        period=period,
        previous=previous,
        last_year=last_year,
        weights=weights[0],
        total=replace(total, place=None),
        mean=mean(row.now for row in rows),
        rows=tuple(rows),
    )


def running(desk: Desk, kind: PeriodKind, at: datetime) -> str:
    """The written name of the period of a kind in which an instant lies."""
    with desk.register.reading() as stores:
        return write_period(period_at(kind, at, book_in(stores).periods).name)


def tickets_behind(desk: Desk, asked: Asked, field: Field, key: Sequence[str] = ()) -> list[str]:
    """The numbers of the tickets behind one figure, in the order of their ids; of a rate, those it is taken over."""
    with desk.figures.lock, desk.register.reading() as stores:
        return stores.facts.numbers(_behind(desk, stores, asked, field, key))


def ids_behind(desk: Desk, asked: Asked, field: Field, key: Sequence[str] = ()) -> tuple[int, ...]:
    """The ids of the tickets behind one figure, in order: what a page opens."""
    with desk.figures.lock, desk.register.reading() as stores:
        return tuple(_behind(desk, stores, asked, field, key))


def _behind(desk: Desk, stores: Stores, asked: Asked, field: Field, key: Sequence[str]) -> list[int]:
    period = period_asked(asked, book_in(stores))
    if len(key) not in {0, len(asked.by)}:
        raise Refused("--key 与 --by 的个数不同", field="key", hint="每个维度写一个值，用逗号分开")
    return counting.tickets_of(place(current(desk, stores), asked, period), field, asked.by, key)


def placed_for(desk: Desk, asked: Asked, use: Callable[[Placed], Result]) -> Result:
    """What `use` makes of the tickets of a period in the columns, which it may read while it runs and no longer."""
    with desk.figures.lock, desk.register.reading() as stores:
        period = period_asked(asked, book_in(stores))
        return use(place(current(desk, stores), asked, period))


def totals(desk: Desk, asked: Sequence[Asked]) -> list[tuple[Row, bool]]:
    """The total row of each of several questions, from one state of the register, and whether it is covered."""
    with desk.figures.lock, desk.register.reading() as stores:
        book, columns = book_in(stores), current(desk, stores)
        found = []
        for one in asked:
            period = period_asked(one, book)
            counted = counting.counted(place(columns, one, period))[()]
            covered = _is_covered(_begins(columns, book.of(period).covered_from), period)
            found.append((Row("", counted, one.weights or book.of(period).weights), covered))
    return found


def counts_by(desk: Desk, asked: Asked) -> tuple[dict[Key, Counted], dict[Key, Counted] | None]:
    """The plain counts of each key in the period and in the one before, None where that is not covered.

    For tables with very many keys, of which a page shows the counts alone.
    """
    with desk.figures.lock, desk.register.reading() as stores:
        book, columns = book_in(stores), current(desk, stores)
        period = period_asked(asked, book)
        before = _previous(period, book)
        now = counting.counted(place(columns, asked, period), asked.by)
        if not _is_covered(_begins(columns, book.of(period).covered_from), before):
            return now, None
        return now, counting.counted(place(columns, asked, before), asked.by)


def differing(desk: Desk) -> list[str]:
    """The numbers of the tickets whose kept facts differ from a recount of the whole register; normally none."""
    with desk.figures.lock, desk.register.reading() as stores:
        kept = current(desk, stores)
        return stores.facts.numbers(kept.differing(made(stores, kept.callers.salt)))


def period_asked(asked: Asked, book: SettingsBook) -> Period:
    """The period that is asked for, cut where it says.

    Raises:
        Refused: there is no such period or dimension, or it is cut before it begins.

    """
    used = (*asked.by, *(name for name, _key in asked.only))
    if len(asked.by) > 2 or any(name not in DIMENSIONS for name in used):
        raise Refused(f"不能按 {'、'.join(used)} 分组", field="by", hint=f"可用：{'、'.join(DIMENSIONS)}，最多两个")
    period = period_of(read_period(asked.period, ANY_CYCLE), book.periods)
    cycles = 12 // period.rules.cycle_months
    if period.name.kind is PeriodKind.CYCLE and period.name.number > cycles:
        raise Refused(f"“{asked.period}”不是统计期", field="period", hint=f"这一年每年 {cycles} 个考核周期")
    if asked.until is None:
        return period
    if asked.until <= period.start:
        raise Refused("截止时刻早于统计期的开始", field="until", hint="请写统计期内的时刻")
    return cut_at(period, asked.until)


def place(columns: Columns, asked: Asked, period: Period) -> Placed:
    """The tickets of a period that a question is about."""
    answers = asked.answers if asked.answers in OURS else asked.which
    return counting.narrowed(counting.place(columns, period, asked.caliber, answers), asked.only)


def _previous(period: Period, book: SettingsBook) -> Period:
    return cut_previous(previous_of(period, book.periods), period)


def _last_year(period: Period, book: SettingsBook) -> Period | None:
    name = last_year_name(period.name)
    return None if name is None else cut_last_year(period_of(name, book.periods), period)


def _begins(columns: Columns, covered_from: date | None) -> datetime | None:
    """00:00 of the day of the register's first ticket, or of the day set; None in an empty register."""
    first = columns.begins_at
    if first is None:
        return None
    return local_midnight(covered_from or local_day(from_seconds(first)))


def _is_covered(begins: datetime | None, base: Period) -> bool:
    return begins is not None and begins <= base.start


def _rows(
    placed: Sequence[Placed],
    weights: Sequence[Weights],
    by: tuple[str, ...],
    previous: Base,
    last_year: Base | None,
) -> list[FigureRow]:
    """The rows in rank order, those of a time in its order; `placed` are the period and its bases, each weighed."""
    now, before, *earlier = (counting.counted(one, by) for one in placed)
    for key in _always(by):
        now.setdefault(key, _NONE)
    keys = {_name(key): key for key in now}
    order = ranked([Row(name, now[key], weights[0]) for name, key in keys.items()])
    if by and by[0] in TIME_DIMENSIONS:
        order.sort(key=lambda one: one[1].key)
    found = []
    for place, row in order:
        key = keys[row.key]
        past = Row(row.key, before.get(key, _NONE), weights[1])
        year = Row(row.key, earlier[0].get(key, _NONE), weights[2]) if earlier else None
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
