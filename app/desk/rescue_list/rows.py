"""The rescue list as pages and commands see it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from app.rules.figures.counterfactual import Rival, Standing, standing
from app.rules.figures.fields import Caliber
from app.rules.figures.periods import Period
from app.rules.figures.rows import Counted, Row
from app.rules.rescue_list import Effects, Turn, Way, together
from app.rules.ticket.states import TicketStatus


@dataclass(frozen=True, slots=True)
class RescueTicket:
    """A ticket with what each turn would do to the score; personal data masked.

    `own` is what it counts as now, `why` the answers that cost points, `can_gain` whether something can still be done
    that raises the score.
    """

    ticket_id: int
    number: str
    title: str
    unit: str
    street: str
    category: str
    status: TicketStatus
    deadline_at: datetime | None
    is_open: bool
    own: Counted
    why: tuple[str, ...]
    effects: Effects
    ways: tuple[Way, ...]
    can_gain: bool

    @property
    def can_turn(self) -> bool:
        """Whether anything can still be done about it."""
        return any(way.open for way in self.ways)

    @property
    def solve(self) -> Way:
        """The way to have it solved."""
        return self.ways[0]


@dataclass(frozen=True, slots=True)
class UnitGain:
    """The tickets of a unit that can still be turned, and by how many points the score rises when all are solved."""

    unit: str
    tickets: int
    gain: Fraction | None


@dataclass(frozen=True, slots=True)
class RescueList:
    """The score of a period as it stands and the tickets by gain; those that nothing can be done about come last."""

    period: Period
    caliber: Caliber
    whole: Row
    others: tuple[Rival, ...] | None
    tickets: tuple[RescueTicket, ...]
    units: tuple[UnitGain, ...]

    @property
    def now(self) -> Standing:
        """The score and the place as they stand."""
        return standing(self.whole, self.others)

    def after(self, ticket_ids: Collection[int], turn: Turn = Turn.SOLVED) -> tuple[Row, Standing]:
        """The period and where it stands when all these tickets have turned together."""
        wanted = frozenset(ticket_ids)
        turned = [(one.own, turn) for one in self.tickets if one.ticket_id in wanted]
        row = together(self.whole, turned, leaves_out=self.caliber is Caliber.NET)
        return row, standing(row, self.others)
