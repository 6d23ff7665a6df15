"""Frozen values of the month's hinges that cross the desk's border."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.rules.closing.days import Hinge
from app.rules.closing.kinds import ClosingKind
from app.rules.closing.ranking import RankingClock
from app.rules.figures.periods import Period


@dataclass(frozen=True, slots=True)
class ClosingLine:
    """One matter to be closed. `due_at` is until when it can be; `other_id` is the ticket that may be the same one."""

    id: str
    kind: ClosingKind
    ticket_id: int | None
    number: str
    title: str
    unit: str
    why: str
    due_at: datetime | None
    other_id: int | None = None


@dataclass(frozen=True, slots=True)
class ClosingView:
    """The closing list of a period, what turns today, and the clocks of the rankings of the last two periods.

    `begins` are sentences about today; `catalogue_of` is the month whose catalogue of exclusion is used while this
    month has none.
    """

    now: datetime
    period: Period
    running: Period
    lines: tuple[ClosingLine, ...]
    hinges: tuple[Hinge, ...]
    begins: tuple[str, ...]
    catalogue_of: str
    clocks: tuple[RankingClock, ...]

    @property
    def has_ended(self) -> bool:
        """Whether the period is over, so that nothing in it can be turned any more."""
        return self.now >= self.period.end

    @property
    def counts(self) -> Mapping[ClosingKind, int]:
        """How many lines there are of each kind."""
        return {kind: sum(line.kind is kind for line in self.lines) for kind in ClosingKind}
