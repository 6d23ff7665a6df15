"""Reads the reminder ledger: filtered, page by page, with receipts and what was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import merge

from app.desk.reminder import own_slots
from app.desk.reminder.query import LedgerQuery
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
        every = own_slots.read(desk, stores, query)
        own = [row for row in every if own_slots.fits(row, query)]
        found = Counter(stores.ledger.counts(query.filter(stated=False)))
        found.update(row.state for row in own)
        counts = {state: found[state] for state in ReminderState}
        total = counts[query.state] if query.state is not None else sum(found.values())
        offset = max(0, min(offset, (total - 1) // limit * limit))
        shown = [row for row in own if query.state in (None, row.state)]
        rows = _merged(desk, stores, query, shown, offset, limit)
        whole = Counter(stores.ledger.counts(LedgerFilter(query.start, query.end, query.ticket_id)))
        whole.update(row.state for row in every)
        edge = desk.now() - LATE
        groups = stores.outages.slot_groups(query.start, query.end, query.ticket_id, edge)
        equation = sum_up([*groups, *own_slots.groups(every, edge)])
        people = tuple(person.name for person in stores.keep.people())
    return LedgerPage(rows, offset, total, counts, equation, whole[ReminderState.ACKNOWLEDGED], people)


def _merged(
    desk: Desk, stores: Stores, query: LedgerQuery, own: Sequence[ReminderRow], offset: int, limit: int
) -> tuple[ReminderRow, ...]:
    """The page of both kinds by time: `own` are few, so that many slots of tickets more are read and left out."""
    skipped = max(0, offset - len(own))
    found = stores.ledger.page(query.filter(), skipped, offset - skipped + limit)
    slots = [reminder_row(row, desk.levels) for row in found]
    place = offset - skipped
    rows = sorted((*slots, *own), key=_moment)[place : place + limit]
    told = {row.id: row for row in _with_history(stores, [row for row in rows if row.id > 0])}
    return tuple(told.get(row.id, row) for row in rows)


def _moment(row: ReminderRow) -> datetime:
    return row.planned_at


def stream(desk: Desk, query: LedgerQuery) -> Iterator[ReminderRow]:
    """Every slot of the query, page by page within one snapshot of the register."""
    with desk.register.reading() as stores:
        own = [row for row in own_slots.read(desk, stores, query) if own_slots.fits(row, query)]
        shown = sorted((row for row in own if query.state in (None, row.state)), key=_moment)
        yield from merge(_of_tickets(desk, stores, query), shown, key=_moment)


def _of_tickets(desk: Desk, stores: Stores, query: LedgerQuery) -> Iterator[ReminderRow]:
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
