"""The contact ledger over all tickets: filtered, counted, and exported with masked numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.clock import local_midnight
from app.base.people import Person
from app.base.table import Cell, Column, Kind, Table
from app.desk.contact.rows import ContactRow, contact_row
from app.desk.shared.context import Desk
from app.desk.shared.exports import Export, note_export, write_export
from app.models.contact.ledger import Narrowed
from app.models.contact.records import AttemptOfTicket
from app.models.register.stores import Stores
from app.rules.contact.states import ATTEMPT_WORDS, AttemptOutcome
from app.rules.finding.states import FINDING_WORDS
from app.rules.shared.masking import mask_text

LISTED_AT_MOST = 2_000
_EXPORTED_AT_ONCE = 1_000
TITLE = "联系台账"


@dataclass(frozen=True, slots=True)
class LedgerQuery:
    """Which contacts: days in Beijing (both included), an outcome, words, only those with an open finding."""

    first: date | None = None
    last: date | None = None
    outcome: AttemptOutcome | None = None
    search: str = ""
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class LedgerPart:
    """The newest contacts of a query, and the counts of every outcome, whichever one is chosen."""

    rows: tuple[ContactRow, ...]
    counts: Mapping[AttemptOutcome, int]
    whole: bool


def listing(desk: Desk, *, query: LedgerQuery) -> LedgerPart:
    """The ledger as a page shows it; at most 2,000 rows, the counts are never cut."""
    with desk.register.reading() as stores:
        rows = tuple(_rows(stores, _narrowed(query), LISTED_AT_MOST))
        counts = stores.contact_ledger.counts(_narrowed(query, any_outcome=True))
    wanted = sum(counts.values()) if query.outcome is None else counts.get(query.outcome, 0)
    return LedgerPart(rows, counts, len(rows) == wanted)


def export(
    desk: Desk,
    *,
    person: Person,
    query: LedgerQuery,
    path: Path,
    replace: bool = False,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Outcome[int]:
    """Writes every contact of a query to `path` (.xlsx), numbers masked; the rows are counted again in the file.

    Raises:
        DeskError: as write_export.

    """
    place = Export(person, path, replace=replace, progress=progress, cancelled=cancelled)
    with desk.register.snapshot(), desk.register.reading() as stores:
        lines = (_line(row) for row in _rows(stores, _narrowed(query), None))
        counted = write_export(
            desk, place, lambda: [Table(TITLE, _COLUMNS, lines)], title=TITLE, about=_period_words(query)
        )
    total = sum(counted.values())
    note_export(desk, person=person, text=f"导出{TITLE} {total:,} 条：{path.name}")
    return Outcome(Change.JOURNAL, total, f"已导出 {total:,} 条到 {path.name}")


def _period_words(query: LedgerQuery) -> str:
    days = f"{query.first or '最早'} 至 {query.last or '最近'}" if query.first or query.last else "全部"
    parts = [f"时段：{days}"]
    if query.outcome is not None:
        parts.append(f"结果：{ATTEMPT_WORDS[query.outcome]}")
    if query.search.strip():
        parts.append(f"查找：{mask_text(query.search.strip())}")
    if query.doubtful:
        parts.append("只列待核实")
    return "；".join(parts)


_COLUMNS = (
    Column("工单编号", width=20),
    Column("标题", Kind.LONG_TEXT, 20),
    Column("承办单位", Kind.LONG_TEXT, 12),
    Column("联系时间", Kind.TIME, 19),
    Column("联系人员", width=9),
    Column("拨打号码", width=13),
    Column("结果", Kind.LONG_TEXT, 10),
    Column("备注", Kind.LONG_TEXT, 22),
    Column("接听人", width=12),
    Column("时长（秒）", Kind.INTEGER, 10),
    Column("来源", width=10),
    Column("证据", width=10),
    Column("待核实", Kind.LONG_TEXT, 24),
)


def _line(row: ContactRow) -> tuple[Cell, ...]:
    return (
        row.ticket_number,
        row.ticket_title,
        row.unit,
        row.at,
        row.who,
        row.number_masked,
        ATTEMPT_WORDS[row.outcome],
        row.note,
        row.reached,
        row.seconds,
        row.source.word,
        "有" if row.evidence else "",
        "、".join(FINDING_WORDS[kind] for kind in row.findings),
    )


def _rows(stores: Stores, narrowed: Narrowed, limit: int | None) -> Iterator[ContactRow]:
    waiting: list[AttemptOfTicket] = []
    for attempt in stores.contact_ledger.rows(narrowed, limit):
        waiting.append(attempt)
        if len(waiting) == _EXPORTED_AT_ONCE:
            yield from _with_findings(stores, waiting)
            waiting = []
    yield from _with_findings(stores, waiting)


def _with_findings(stores: Stores, attempts: Sequence[AttemptOfTicket]) -> Iterator[ContactRow]:
    kinds = stores.contact_ledger.open_kinds([attempt.id for attempt in attempts])
    for attempt in attempts:
        yield contact_row(attempt, kinds.get(attempt.id, ()))


def _narrowed(query: LedgerQuery, *, any_outcome: bool = False) -> Narrowed:
    return Narrowed(
        start=local_midnight(query.first) if query.first else None,
        end=local_midnight(query.last + timedelta(days=1)) if query.last else None,
        outcome=None if any_outcome else query.outcome,
        search=query.search.strip(),
        doubtful=query.doubtful,
    )
