"""What figures count between two instants, as tickets: for pages whose periods have no name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.base.clock import local_day
from app.desk.figures.asked import Asked, place
from app.desk.figures.cache import current
from app.desk.figures.settings import book_in
from app.desk.shared.context import Desk
from app.models.register.stores import Stores
from app.rules.figures.fields import Caliber
from app.rules.figures.periods import Period, PeriodKind, PeriodName
from app.rules.figures.rates import Weights
from app.rules.figures.rows import Counted, Row

COUNTED = ("received", "valid", "contacted", "solved", "partly", "satisfied", "mostly")


@dataclass(frozen=True, slots=True)
class Cells:
    """The tickets of each count of the rates, by id in order, under the weights in force at the end."""

    ids: Mapping[str, tuple[int, ...]]
    weights: Weights

    @property
    def row(self) -> Row:
        """The counts with their rates and score."""
        return Row("", Counted(**{name: len(self.ids[name]) for name in COUNTED}), self.weights)


def cells(desk: Desk, start: datetime, end: datetime, *, caliber: Caliber = Caliber.GROSS, answers: str) -> Cells:
    """What was received from `start` up to but without `end`, and how it was answered; `answers` as in `Asked`."""
    with desk.figures.lock, desk.register.reading() as stores:
        return cells_in(desk, stores, start, end, caliber=caliber, answers=answers)


def cells_in(
    desk: Desk, stores: Stores, start: datetime, end: datetime, *, caliber: Caliber = Caliber.GROSS, answers: str
) -> Cells:
    """`cells`, within an open transaction and under the lock of `desk.figures`."""
    last = local_day(end - timedelta(microseconds=1))
    settings = book_in(stores).on(last)
    first = local_day(start)
    name = PeriodName(PeriodKind.RANGE, first.year, first=first, last=last)
    period = Period(name, start, end, settings.periods, cut=True)
    placed = place(current(desk, stores), Asked("", caliber=caliber, answers=answers), period)
    ids = placed.columns.arrays["ids"]
    return Cells({name: tuple(ids[placed.found(name)].tolist()) for name in COUNTED}, settings.weights)
