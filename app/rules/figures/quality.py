"""The quality of contact and callback of one unit or operator: rates, times and counts, each with its tickets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from app.rules.figures.rates import Counts, resolution_rate, response_rate, satisfaction_rate, score

Ids = list[int]


@dataclass(slots=True)
class Tally:
    """The counts of one name; every list holds ticket ids, a ticket once for each time it counts.

    `minutes` are those from dispatch to the first contact, one for each ticket of `contacted`.
    """

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

    def counts(self) -> Counts:
        """The counts of the three rates."""
        return Counts(
            len(self.valid), len(self.said_contacted), len(self.solved), len(self.satisfied), len(self.mostly)
        )


@dataclass(frozen=True, slots=True)
class QualityRow:
    """One line: a unit, an operator, or all together; rates from 0 to 1, None when nothing was counted."""

    name: str
    tally: Tally
    contact: Decimal | None
    reach: Decimal | None
    median: int | None
    ninetieth: int | None
    response: Decimal | None
    resolution: Decimal | None
    satisfaction: Decimal | None
    score: Decimal | None

    @property
    def valid(self) -> int:
        """V: the tickets with a valid callback."""
        return len(self.tally.valid)


def row_of(name: str, tally: Tally) -> QualityRow:
    """The line of one tally."""
    counts = tally.counts()
    return QualityRow(
        name=name,
        tally=tally,
        contact=_share(len(tally.contacted), len(tally.tickets)),
        reach=_share(len(tally.reached), len(tally.calls)),
        median=percentile(tally.minutes, 50),
        ninetieth=percentile(tally.minutes, 90),
        response=response_rate(counts),
        resolution=resolution_rate(counts),
        satisfaction=satisfaction_rate(counts),
        score=score(counts),
    )


def ranked(tallies: Mapping[str, Tally]) -> tuple[QualityRow, ...]:
    """The lines by score, then by volume; those without a valid callback come last, unranked."""
    rows = [row_of(name, tally) for name, tally in tallies.items()]
    rows.sort(key=lambda row: (row.score is None, -(row.score or 0), -len(row.tally.tickets), row.name))
    return tuple(rows)


def pooled(tallies: Mapping[str, Tally]) -> QualityRow:
    """汇总: the counts of all together."""
    whole = Tally()
    for tally in tallies.values():
        for name in ("tickets", "contacted", "minutes", "calls", "reached", "valid", "said_contacted", "solved"):
            getattr(whole, name).extend(getattr(tally, name))
        whole.satisfied.extend(tally.satisfied)
        whole.mostly.extend(tally.mostly)
        for name in ("reasons", "sent_back", "findings"):
            for kind, ids in getattr(tally, name).items():
                getattr(whole, name).setdefault(kind, []).extend(ids)
    return row_of("汇总", whole)


def mean(rows: Sequence[QualityRow]) -> Mapping[str, Decimal | None]:
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


def _share(part: int, whole: int) -> Decimal | None:
    return Decimal(part) / whole if whole else None


def _mean(values: Sequence[Decimal]) -> Decimal | None:
    return sum(values, Decimal()) / len(values) if values else None
