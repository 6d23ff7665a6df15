"""The register of applications with its totals, and the figures with their effect on the three rates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from app.desk.exclusion import reads as exclusion_reads
from app.desk.exclusion.catalogue import versions
from app.desk.exclusion.rows import ExclusionQuery, ExclusionRow
from app.desk.figures.cells import Cells, cells
from app.desk.shared.context import Desk
from app.rules.exclusion.figures import Applied, Share, by_kind, by_unit, reasons, whole
from app.rules.exclusion.moves import ExclusionState, ExclusionVerb
from app.rules.figures.fields import Caliber

_REFUSALS = (ExclusionVerb.REFUSE, ExclusionVerb.SEND_BACK)


@dataclass(frozen=True, slots=True)
class ExclusionList:
    """The matching rows, the counts by state, and the values offered as filters."""

    rows: tuple[ExclusionRow, ...]
    by_state: Mapping[ExclusionState, int]
    majors: tuple[str, ...]
    units: tuple[str, ...]
    months: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """The counts and rates in both calibers, with excluded tickets and without them; `left_out` are those in V."""

    full: Cells
    without: Cells
    left_out: tuple[int, ...]
    answers: str


@dataclass(frozen=True, slots=True)
class ExclusionFigures:
    """Applications of a catalogue month ("" for all) and the callbacks of a period."""

    total: Share
    kinds: tuple[Share, ...]
    units: tuple[Share, ...]
    refusals: tuple[tuple[str, tuple[int, ...]], ...]
    effect: Effect


def register(desk: Desk, *, query: ExclusionQuery) -> ExclusionList:
    """The register, newest first; the counts by state cover every state, whatever the query selects."""
    rows = exclusion_reads.listing(desk, query=replace(query, states=()))
    with desk.register.reading() as stores:
        known = stores.exclusions.kinds_and_units()
    shown = tuple(row for row in rows if not query.states or row.state in query.states)
    return ExclusionList(
        rows=shown,
        by_state=Counter(row.state for row in rows),
        majors=tuple(sorted({major for major, _ in known})),
        units=tuple(sorted({unit for _, unit in known if unit})),
        months=tuple(sorted({version.month for version in versions(desk)}, reverse=True)),
    )


def figures(desk: Desk, *, month: str, start: datetime, end: datetime, answers: str = "platform") -> ExclusionFigures:
    """The figures; the effect is that on the tickets received from `start` until `end`, as the assessment counts them.

    `answers` are the platform's ("platform"), or those of our own last valid surveys ("desk").
    """
    rows = exclusion_reads.listing(desk, query=ExclusionQuery(month=month))
    wanted = {row.ticket_id for row in rows}
    with desk.register.reading() as stores:
        opinions = [opinion for verb in _REFUSALS for opinion in stores.exclusions.opinions(verb)]
    effect = _effect(desk, start, end, answers)
    applied = [_applied(row) for row in rows]
    matching = [(ticket_id, opinion) for ticket_id, opinion in opinions if ticket_id in wanted]
    return ExclusionFigures(whole(applied), by_kind(applied), by_unit(applied), reasons(matching), effect)


def _applied(row: ExclusionRow) -> Applied:
    return Applied(row.ticket_id, f"{row.major} / {row.minor}", row.unit, row.state)


def _effect(desk: Desk, start: datetime, end: datetime, answers: str) -> Effect:
    full = cells(desk, start, end, caliber=Caliber.GROSS, answers=answers)
    without = cells(desk, start, end, caliber=Caliber.NET, answers=answers)
    kept = set(without.ids["valid"])
    left_out = tuple(ticket_id for ticket_id in full.ids["valid"] if ticket_id not in kept)
    return Effect(full, without, left_out, answers)
