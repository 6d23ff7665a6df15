"""The watch over the platform and the urging of a period, day by day: counts, and the tickets behind each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from app.base.clock import local_day, local_midnight
from app.rules.watch.states import RoundState

SUM = "汇总"
_DAY = timedelta(days=1)


class UrgedTicket(NamedTuple):
    """A ticket of a round of urging, and what became of the round."""

    slot: datetime
    round_id: int
    unit: str
    ticket_id: int
    sent: bool
    answered: bool
    broken: bool


class Compared(NamedTuple):
    """A reconciliation, and whether the list and the register agreed."""

    at: datetime
    holds: bool


@dataclass(frozen=True, slots=True)
class PlatformFacts:
    """What a period's figures are counted from; instants in any zone, an outage without an end lasts to the period's.

    `differing`, `late_in_outage` and `contacted_in_outage` are tickets with the moment of the reconciliation, of the
    sign-for, of the limit of the first contact.
    """

    rounds: Sequence[tuple[datetime, RoundState]] = ()
    compared: Sequence[Compared] = ()
    differing: Sequence[tuple[datetime, int]] = ()
    outages: Sequence[tuple[datetime, datetime | None]] = ()
    late_in_outage: Sequence[tuple[datetime, int]] = ()
    contacted_in_outage: Sequence[tuple[datetime, int]] = ()
    urged: Sequence[UrgedTicket] = ()


@dataclass(slots=True)
class PlatformRow:
    """One day, or all days together: `total == met + missed + in_outage`; lists hold ticket ids, a ticket once.

    `sent`, `effective` (answered) and `broken` (promise not kept) count rounds of urging, `outage_minutes` the minutes
    of outages within the day.
    """

    name: str
    met: int = 0
    missed: int = 0
    in_outage: int = 0
    compared: int = 0
    held: int = 0
    outages: int = 0
    outage_minutes: int = 0
    sent: int = 0
    effective: int = 0
    broken: int = 0
    differing: list[int] = field(default_factory=list)
    late_in_outage: list[int] = field(default_factory=list)
    contacted_in_outage: list[int] = field(default_factory=list)
    urged: list[int] = field(default_factory=list)
    answered: list[int] = field(default_factory=list)
    silent: list[int] = field(default_factory=list)
    unkept: list[int] = field(default_factory=list)

    @property
    def total(self) -> int:
        """All rounds of looking at the platform."""
        return self.met + self.missed + self.in_outage


def row_of(name: str, facts: PlatformFacts, start: datetime, end: datetime) -> PlatformRow:
    """The figures of what happened from `start` up to but without `end`."""
    states = [state for at, state in facts.rounds if start <= at < end]
    compared = [one.holds for one in facts.compared if start <= one.at < end]
    spans = [(max(since, start), min(until or end, end)) for since, until in facts.outages]
    down = [until - since for since, until in spans if until > since]
    urged = [one for one in facts.urged if start <= one.slot < end and one.sent]
    said = _once(one.ticket_id for one in urged if one.answered)
    return PlatformRow(
        name=name,
        met=states.count(RoundState.MET),
        missed=states.count(RoundState.MISSED),
        in_outage=states.count(RoundState.OUTAGE),
        compared=len(compared),
        held=sum(compared),
        outages=len(down),
        outage_minutes=int(sum(down, timedelta()) / timedelta(minutes=1)),
        sent=len({one.round_id for one in urged}),
        effective=len({one.round_id for one in urged if one.answered}),
        broken=len({one.round_id for one in urged if one.broken}),
        differing=_once(key for at, key in facts.differing if start <= at < end),
        late_in_outage=_once(key for at, key in facts.late_in_outage if start <= at < end),
        contacted_in_outage=_once(key for at, key in facts.contacted_in_outage if start <= at < end),
        urged=_once(one.ticket_id for one in urged),
        answered=said,
        silent=_once(one.ticket_id for one in urged if one.ticket_id not in {*said}),
        unkept=_once(one.ticket_id for one in urged if one.broken),
    )


def rows_by_day(facts: PlatformFacts, start: datetime, end: datetime) -> tuple[PlatformRow, ...]:
    """The sum, then the days on which anything happened, the newest first."""
    seen = {
        *(local_day(at) for at, _ in facts.rounds),
        *(local_day(one.at) for one in facts.compared),
        *(local_day(at) for at, _ in (*facts.late_in_outage, *facts.contacted_in_outage)),
        *(local_day(one.slot) for one in facts.urged),
        *(day for since, until in facts.outages for day in _days(max(since, start), min(until or end, end))),
    }
    days = [
        row_of(f"{day:%m-%d}", facts, max(local_midnight(day), start), min(local_midnight(day) + _DAY, end))
        for day in sorted(seen, reverse=True)
    ]
    return (row_of(SUM, facts, start, end), *days) if days else ()


def _days(start: datetime, end: datetime) -> Iterable[date]:
    day = local_day(start)
    while local_midnight(day) < end:
        yield day
        day += _DAY


def _once(ids: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(ids))
