"""Reads the dashboard; every figure comes from the one engine of figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from app.base.clock import local_day
from app.desk.dashboard.rows import OTHERS, Board, Heat, TrendPoint, WarningLine
from app.desk.figures import counting
from app.desk.figures.asked import Asked, counts_by, figures, ids_behind, placed_for, totals
from app.desk.figures.counting import Key, Placed
from app.desk.figures.settings import book_in
from app.desk.queue import reads as queue_reads
from app.desk.queue.rows import QueueQuery
from app.desk.ranking import reads as ranking_reads
from app.desk.shared.context import Desk
from app.desk.sign import waiting
from app.desk.ticket.row import TicketRow
from app.rules.figures.counterfactual import standing
from app.rules.figures.fields import Caliber, Field
from app.rules.figures.period_text import write_period
from app.rules.figures.periods import Period, PeriodKind, PeriodRules, period_at, previous_of
from app.rules.figures.rows import Counted
from app.rules.queue.names import QueueName
from app.rules.shared.masking import mask_text

_PERIODS = 12
_KINDS, _STREETS = 6, 8
_RISKS = 5
_CELLS = ("category2", "street")
_RUNNING = (QueueName.TO_SIGN, QueueName.HANDLING, QueueName.RETURNING)


def board(desk: Desk, *, caliber: Caliber = Caliber.NET) -> Board:
    """The dashboard as of now."""
    now = desk.now()
    with desk.register.reading() as stores:
        versions = book_in(stores).periods
    whole = period_at(PeriodKind.ASSESSMENT, now, versions)
    running_text = write_period(whole.name)
    asked = Asked(running_text, caliber=caliber, until=now)
    period = figures(desk, asked)
    return Board(
        at=now,
        caliber=caliber,
        today=figures(desk, today_asked(now, caliber)),
        waiting=waiting(desk, limit=1),
        whole=whole,
        period=period,
        standing=standing(period.total.now, ranking_reads.others(desk, period=running_text)),
        trend=_trend(desk, caliber, whole, versions),
        heat=heat_of(*counts_by(desk, replace(asked, by=_CELLS))),
        risks=_risks(desk),
        warnings=_warnings(desk),
    )


def today_asked(now: datetime, caliber: Caliber) -> Asked:
    """The question about today up to now."""
    return Asked(f"date:{local_day(now)}", caliber=caliber, until=now)


def tickets_of_figure(desk: Desk, *, asked: Asked, field: Field) -> tuple[int, ...]:
    """The tickets behind one figure of the dashboard."""
    return ids_behind(desk, asked, field)


def tickets_of_cell(desk: Desk, *, board: Board, kind: str, street: str) -> tuple[int, ...]:
    """The tickets behind one cell of the heat table; an empty street stands for the whole row."""
    streets = set(board.heat.streets)

    def found(placed: Placed) -> tuple[int, ...]:
        ids = counting.ids_by_key(placed, _CELLS)
        return tuple(
            sorted(
                one
                for (of_kind, of_street), several in ids.items()
                if of_kind == kind and (not street or street == (of_street if of_street in streets else OTHERS))
                for one in several
            )
        )

    return placed_for(desk, board.period.asked, found)


def heat_of(now: Mapping[Key, Counted], before: Mapping[Key, Counted] | None) -> Heat:
    """The kinds and streets with the most tickets, of the counts by both in a period and in the one before."""
    received = {key: one.received for key, one in now.items() if one.received}
    kinds, streets = _most(received, 0, _KINDS), _most(received, 1, _STREETS)
    cells = _folded(received, kinds, streets)
    rest = any(street == OTHERS for _, street in cells)
    earlier = None if before is None else {key: one.received for key, one in before.items()}
    return Heat(
        kinds,
        (*streets, OTHERS) if rest else streets,
        cells,
        None if earlier is None else _folded(earlier, kinds, streets),
        {kind: sum(count for (of_kind, _), count in cells.items() if of_kind == kind) for kind in kinds},
    )


def _folded(counts: Mapping[Key, int], kinds: Sequence[str], streets: Sequence[str]) -> Counter[tuple[str, str]]:
    """The counts of these kinds, with all other streets counted together."""
    found: Counter[tuple[str, str]] = Counter()
    for (kind, street), count in counts.items():
        if kind in kinds and count:
            found[kind, street if street in streets else OTHERS] += count
    return found


def _most(counts: Mapping[Key, int], place: int, most: int) -> tuple[str, ...]:
    """The keys with the most tickets; of equal ones in code-point order."""
    summed: Counter[str] = Counter()
    for key, count in counts.items():
        summed[key[place]] += count
    named = sorted((-count, key) for key, count in summed.items())
    return tuple(key for _, key in named[:most])


def _trend(desk: Desk, caliber: Caliber, whole: Period, versions: Sequence[PeriodRules]) -> tuple[TrendPoint, ...]:
    """The last assessment periods that have tickets, the oldest first, up to the running one."""
    periods = [whole]
    for _ in range(_PERIODS - 1):
        periods.append(previous_of(periods[-1], versions))
    asked = [Asked(write_period(one.name), caliber=caliber) for one in periods]
    found = zip(periods, asked, totals(desk, asked), strict=True)
    points = [
        TrendPoint(one.period, of.name.number, row, covered)
        for of, one, (row, covered) in found
        if row.counted.received
    ]
    return tuple(reversed(points))


def _risks(desk: Desk) -> tuple[TicketRow, ...]:
    """The tickets whose next clock runs out first; the backlog is left out."""
    rows = [row for name in _RUNNING for row in queue_reads.head(desk, query=QueueQuery(queue=name), limit=_RISKS)]
    due = [(row.next_due_at, row.id, row) for row in rows if row.next_due_at is not None]
    return tuple(row for _, _, row in sorted(due)[:_RISKS])


def _warnings(desk: Desk) -> tuple[WarningLine, ...]:
    """Every open warning, the gravest first, then the newest."""
    with desk.register.reading() as stores:
        found = sorted(
            stores.warnings.open_ones(), key=lambda one: (-one.level.rank, -one.raised_at.timestamp(), -one.id)
        )
    return tuple(
        WarningLine(one.id, mask_text(one.name), str(one.level), one.raised_at, one.ticket_ids) for one in found
    )
