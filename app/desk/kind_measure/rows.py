"""A measure against a kind of problem with what came in before and since, as pages and papers see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.rules.decline import Change, Count, Spans, change_words


@dataclass(frozen=True, slots=True)
class Compared:
    """What came in over two spans of days, and the change; `seasonal` says that the season is taken out.

    `year` has what came in on the same days a year earlier, after and before, where the register covers them.
    """

    spans: Spans
    after: Count
    before: Count
    year: tuple[Count, Count] | None
    change: Change | None

    @property
    def seasonal(self) -> bool:
        """Whether last year's same days were there to take the season out."""
        return self.year is not None


@dataclass(frozen=True, slots=True)
class KindMeasureRow:
    """One measure; `compared` is None where too few days are there to compare. Texts are masked."""

    id: int
    kind: str
    since: date
    text: str
    paper: str
    made_at: datetime
    made_by: str
    version: int
    compared: Compared | None

    @property
    def words(self) -> str:
        """下降 23 %（可能在 5 % 到 38 % 之间）, or 看不出变化."""
        return change_words(None if self.compared is None else self.compared.change)
