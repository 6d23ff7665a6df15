"""The register of applications with its totals, and the figures with their effect on the three rates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from app.desk.exclusion import reads as exclusion_reads
from app.desk.exclusion.catalogue import versions
from app.desk.exclusion.rows import ExclusionQuery, ExclusionRow
from app.desk.figures.reads import rate_counts
from app.desk.shared.context import Desk
from app.models.register.stores import Stores
from app.rules.exclusion.figures import Applied, Share, by_kind, by_unit, reasons, whole
from app.rules.exclusion.moves import ExclusionState, ExclusionVerb
from app.rules.figures.rates import Counts

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
class Caliber:
    """The counts for the three rates in both calibers: with excluded tickets and without them."""

    full: Counts
    without: Counts
    left_out: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ExclusionFigures:
    """Applications of a catalogue month ("" for all) and the callbacks of a period."""

    total: Share
    kinds: tuple[Share, ...]
    units: tuple[Share, ...]
    refusals: tuple[tuple[str, tuple[int, ...]], ...]
    effect: Caliber


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


def figures(desk: Desk, *, month: str, start: datetime, end: datetime) -> ExclusionFigures:
    """The figures; the effect counts the last valid survey of each ticket called back from `start` until `end`."""
    rows = exclusion_reads.listing(desk, query=ExclusionQuery(month=month))
    wanted = {row.ticket_id for row in rows}
    with desk.register.reading() as stores:
        opinions = [opinion for verb in _REFUSALS for opinion in stores.exclusions.opinions(verb)]
        effect = _effect(stores, start, end)
    applied = [_applied(row) for row in rows]
    matching = [(ticket_id, opinion) for ticket_id, opinion in opinions if ticket_id in wanted]
    return ExclusionFigures(whole(applied), by_kind(applied), by_unit(applied), reasons(matching), effect)


def _applied(row: ExclusionRow) -> Applied:
    return Applied(row.ticket_id, f"{row.major} / {row.minor}", row.unit, row.state)


def _effect(stores: Stores, start: datetime, end: datetime) -> Caliber:
    surveys = stores.surveys.rated_between(start, end)
    kept = [survey for survey in surveys if not survey.excluded]
    left_out = tuple(dict.fromkeys(survey.ticket_id for survey in surveys if survey.excluded))
    return Caliber(rate_counts(surveys), rate_counts(kept), left_out)
