"""Reads the reminder ledger: filtered, page by page, with receipts and what was done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.desk.reminder.rows import Done, Receipt, ReminderRow, reminder_row
from app.desk.shared.context import Desk
from app.desk.urge import reads as urge_reads
from app.models.register.stores import Stores
from app.models.reminder.ledger import LedgerFilter
from app.models.reminder.records import ReminderRecord
from app.rules.law.clocks import ClockName
from app.rules.law.urgency import LevelBook
from app.rules.outage import LATE
from app.rules.reminder.completeness import Completeness, sum_up
from app.rules.reminder.states import ReminderState

PAGE_ROWS = 500
# The series whose slots open rounds of urging.
_URGED = frozenset({ClockName.DAY5, ClockName.DUE_DAY})


@dataclass(frozen=True, slots=True)
class LedgerQuery:
    """Selects slots; `start` and `end` are instants, the end not included, None for no limit."""

    start: datetime | None = None
    end: datetime | None = None
    ticket_id: int | None = None
    state: ReminderState | None = None
    clock: ClockName | None = None
    person: str = ""

    def filter(self, *, stated: bool = True) -> LedgerFilter:
        """The filter for the store; without `stated` the state is left out."""
        state = self.state if stated else None
        return LedgerFilter(self.start, self.end, self.ticket_id, state, self.clock, self.person)


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """One page: its rows, how many the query has in all, the counts of every state, and the equation.

    The equation and how many of it were `acknowledged` are those of the period or ticket, whatever else narrows the
    rows. `people` have signed in here.
    """

    rows: tuple[ReminderRow, ...]
    offset: int
    total: int
    counts: Mapping[ReminderState, int]
    equation: Completeness
    acknowledged: int
    people: tuple[str, ...]


def page(desk: Desk, *, query: LedgerQuery, offset: int = 0, limit: int = PAGE_ROWS) -> LedgerPage:
    """A page of slots from `offset` on, in time order; an offset past the end gives the last page."""
    with desk.register.reading() as stores:
        found = stores.ledger.counts(query.filter(stated=False))
        counts = {state: found.get(state, 0) for state in ReminderState}
        total = counts[query.state] if query.state is not None else sum(found.values())
        offset = max(0, min(offset, (total - 1) // limit * limit))
        rows = tuple(_rows_of(stores, stores.ledger.page(query.filter(), offset, limit), desk.levels))
        whole = stores.ledger.counts(LedgerFilter(query.start, query.end, query.ticket_id))
        groups = stores.outages.slot_groups(query.start, query.end, query.ticket_id, desk.now() - LATE)
        people = tuple(person.name for person in stores.keep.people())
    return LedgerPage(rows, offset, total, counts, sum_up(groups), whole.get(ReminderState.ACKNOWLEDGED, 0), people)


def stream(desk: Desk, query: LedgerQuery) -> Iterator[ReminderRow]:
    """Every slot of the query, page by page within one snapshot of the register."""
    with desk.register.reading() as stores:
        offset = 0
        while rows := stores.ledger.page(query.filter(), offset, PAGE_ROWS):
            yield from _rows_of(stores, rows, desk.levels)
            offset += len(rows)


def _rows_of(stores: Stores, found: Sequence[ReminderRecord], levels: LevelBook) -> list[ReminderRow]:
    return _with_history(stores, [reminder_row(row, levels) for row in found])


def _with_history(stores: Stores, rows: Sequence[ReminderRow]) -> list[ReminderRow]:
    ids = [row.id for row in rows]
    receipts: dict[int, list[Receipt]] = {}
    for row in stores.receipts.of(ids):
        receipt = Receipt(row.at, row.channel, row.delivered, row.detail)
        receipts.setdefault(row.reminder_id, []).append(receipt)
    deeds = {slot: Done(deed.at, deed.who, deed.verb) for slot, deed in stores.ledger.deeds(ids).items()}
    urged = urge_reads.of_slots(stores, {row.ticket_id for row in rows if row.clock in _URGED})
    return [
        replace(
            row,
            receipts=tuple(receipts.get(row.id, ())),
            done=deeds.get(row.id),
            urged=urged.get((row.ticket_id, row.planned_at), "") if row.clock in _URGED else "",
        )
        for row in rows
    ]
