"""The quality of contact and callback of one unit or operator: rates, times and counts, each with its tickets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from app.rules.figures.fields import Field
from app.rules.figures.rates import DEFAULT_WEIGHTS, Weights
from app.rules.figures.rows import Counted, Row, standing

Ids = list[int]


@dataclass(slots=True)
class Tally:
    """The counts of one name; every list holds ticket ids, a ticket once for each time it counts.

    `received` are all tickets received, `tickets` those whose callers this desk owes a contact: all but the backlog.
    `minutes` are those from dispatch to the first contact, one for each ticket of `contacted`. Callbacks count with
    the tickets received in the period, calls, replies and findings when they happened. Limits of contact that ran out
    while the platform was down stand in `in_outage`, not in `findings`.
    """

    received: Ids = field(default_factory=list)
    tickets: Ids = field(default_factory=list)
    contacted: Ids = field(default_factory=list)
    minutes: list[int] = field(default_factory=list)
    calls: Ids = field(default_factory=list)
    reached: Ids = field(default_factory=list)
    valid: Ids = field(default_factory=list)
    said_contacted: Ids = field(default_factory=list)
    solved: Ids = field(default_factory=list)
    satisfied: Ids = field(default_factory=list)
    mostly: Ids = field(default_factory=list)
    reasons: dict[str, Ids] = field(default_factory=dict)
    sent_back: dict[str, Ids] = field(default_factory=dict)
    findings: dict[str, Ids] = field(default_factory=dict)
    in_outage: dict[str, Ids] = field(default_factory=dict)

    partly: Ids = field(default_factory=list)

    def counts(self) -> Counted:
        """The counts of the three rates."""
        return Counted(
            received=len(self.received),
            valid=len(self.valid),
            contacted=len(self.said_contacted),
            solved=len(self.solved),
            partly=len(self.partly),
            satisfied=len(self.satisfied),
            mostly=len(self.mostly),
        )


@dataclass(frozen=True, slots=True)
class QualityRow:
    """One line: a unit, an operator, or all together; exact rates from 0 to 1, None when nothing was counted."""

    name: str
    tally: Tally
    contact: Fraction | None
    reach: Fraction | None
    median: int | None
    ninetieth: int | None
    row: Row

    @property
    def response(self) -> Fraction | None:
        """响应率."""
        return self.row.exact(Field.RESPONSE)

    @property
    def resolution(self) -> Fraction | None:
        """解决率."""
        return self.row.exact(Field.RESOLUTION)

    @property
    def satisfaction(self) -> Fraction | None:
        """满意率."""
        return self.row.exact(Field.SATISFACTION)

    @property
    def score(self) -> Fraction | None:
        """综合成绩, from 0 to 100, exact."""
        return self.row.exact(Field.SCORE)

    @property
    def valid(self) -> int:
        """V: the tickets with a valid callback."""
        return len(self.tally.valid)


def row_of(name: str, tally: Tally, weights: Weights = DEFAULT_WEIGHTS) -> QualityRow:
    """The line of one tally."""
    return QualityRow(
        name=name,
        tally=tally,
        contact=_share(len(tally.contacted), len(tally.tickets)),
        reach=_share(len(tally.reached), len(tally.calls)),
        median=percentile(tally.minutes, 50),
        ninetieth=percentile(tally.minutes, 90),
        row=Row(name, tally.counts(), weights),
    )


def ranked(tallies: Mapping[str, Tally], weights: Weights = DEFAULT_WEIGHTS) -> tuple[QualityRow, ...]:
    """The lines by printed score, then by volume; those without a valid callback come last, unranked."""
    rows = [row_of(name, tally, weights) for name, tally in tallies.items()]
    rows.sort(key=lambda row: (*standing(row.row), row.name))
    return tuple(rows)


def pooled(tallies: Mapping[str, Tally], weights: Weights = DEFAULT_WEIGHTS) -> QualityRow:
    """汇总: the counts of all together."""
    whole = Tally()
    for tally in tallies.values():
        for name in _LISTS:
            getattr(whole, name).extend(getattr(tally, name))
        for name in ("reasons", "sent_back", "findings", "in_outage"):
            for kind, ids in getattr(tally, name).items():
                getattr(whole, name).setdefault(kind, []).extend(ids)
    return row_of("汇总", whole, weights)


def mean(rows: Sequence[QualityRow]) -> Mapping[str, Fraction | None]:
    """The mean of the units' rates and scores: each unit with a valid callback weighs the same."""
    return {
        name: _mean([value for row in rows if (value := getattr(row, name)) is not None])
        for name in ("contact", "reach", "response", "resolution", "satisfaction", "score")
    }


def percentile(values: Sequence[int], percent: int) -> int | None:
    """The nearest-rank percentile: the smallest value that so many per cent do not exceed; None of nothing."""
    if not values:
        return None
    place = -(-len(values) * percent // 100)
    return sorted(values)[max(1, place) - 1]


_LISTS = (
    *("received", "tickets", "contacted", "minutes", "calls", "reached"),
    *("valid", "said_contacted", "solved", "partly", "satisfied", "mostly"),
)


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None


def _mean(values: Sequence[Fraction]) -> Fraction | None:
    return sum(values, Fraction()) / len(values) if values else None
