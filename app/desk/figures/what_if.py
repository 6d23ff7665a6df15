"""Other weights over a past period: every row before and after, with its place, and month by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from app.desk.figures import settings as figure_settings
from app.desk.figures.asked import Asked, FigureRow, Figures, figures, period_asked
from app.desk.figures.counting import Key
from app.desk.shared.context import Desk
from app.rules.figures.fields import Field
from app.rules.figures.rates import Weights
from app.rules.figures.what_if import read_what_if

BY_UNIT, BY_MONTH = ("unit",), ("month",)


@dataclass(frozen=True, slots=True)
class Before:
    """A score and a place under one set of weights; None without a valid callback."""

    score: str | None
    place: int | None


@dataclass(frozen=True, slots=True)
class WhatIfRow:
    """One row before and after; `change` is the difference of the printed scores."""

    key: Key
    before: Before
    after: Before
    change: Fraction | None


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Both sets of weights over one period: the total, the rows of the dimension, and the months with a score."""

    asked: Asked
    before: Figures
    weights: Weights
    total: WhatIfRow
    rows: tuple[WhatIfRow, ...]
    months: tuple[WhatIfRow, ...]


def what_if(desk: Desk, asked: Asked, text: str) -> WhatIf:
    """What a period would have scored under other weights; rows by `asked.by`, by unit without a dimension.

    Raises:
        Refused: the period or the weights cannot be used.

    """
    book = figure_settings.book(desk)
    weights = read_what_if(text, book.of(period_asked(asked, book)))
    asked = replace(asked, by=asked.by or BY_UNIT, weights=None)
    before, after = figures(desk, asked), figures(desk, replace(asked, weights=weights))
    by_month = replace(asked, by=BY_MONTH)
    months, then = figures(desk, by_month), figures(desk, replace(by_month, weights=weights))
    return WhatIf(
        asked,
        before,
        weights,
        _pairs([before.total], [after.total])[0],
        _pairs(before.rows, after.rows),
        tuple(_unplaced(row) for row in _pairs(months.rows, then.rows) if row.before.score is not None),
    )


def _pairs(before: Sequence[FigureRow], after: Sequence[FigureRow]) -> tuple[WhatIfRow, ...]:
    """Rows in the order of the score after; both have the same keys, as nothing but the weights differs."""
    known = {row.key: row for row in before}
    return tuple(_pair(known[row.key], row) for row in after)


def _pair(before: FigureRow, after: FigureRow) -> WhatIfRow:
    was, becomes = _standing(before), _standing(after)
    told = was.score is not None and becomes.score is not None
    change = Fraction(becomes.score or 0) - Fraction(was.score or 0) if told else None
    return WhatIfRow(after.key, was, becomes, change)


def _unplaced(row: WhatIfRow) -> WhatIfRow:
    """A month, which has no place among months."""
    return replace(row, before=replace(row.before, place=None), after=replace(row.after, place=None))


def _standing(row: FigureRow) -> Before:
    score = row.now.printed(Field.SCORE)
    return Before(None if score is None else str(score), row.place)
