"""The reminder of a shift that ended without a signed sheet: it rings after the grace, until somebody signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from app.base.people import THE_DESK, Person
from app.desk.handover.shifts import BEGIN, begins_at, standing_in
from app.desk.reminder.rows import ReminderRow, receipts_by_slot
from app.desk.shared.context import Desk
from app.models.handover.records import HandoverSlot
from app.models.journal.store import Entry
from app.models.register.stores import Stores
from app.rules.handover.parts import HandoverState
from app.rules.handover.spans import Span, span_words
from app.rules.journal import JournalVerb
from app.rules.law.clocks import ClockName
from app.rules.law.urgency import GENERAL, governed_from
from app.rules.reminder.states import ReminderState

# The ids that stand for handovers where reminders are counted begin here, below zero: nothing else has them.
_FIRST = 2_000_000_000
# An acknowledged one comes back after so long, until the sheet is signed.
_LIFE = timedelta(minutes=15)
_TITLE = "班次已结束，交接单还没有签字"
SLOT = "unsigned"


def is_handover(number: int) -> bool:
    """Whether the id of a reminder, or of its line, stands for a handover."""
    return number <= -_FIRST


def raise_due(desk: Desk) -> list[ReminderRow]:
    """Plans the reminder of the shift that ended without a signed sheet, and raises what is due.

    Shifts owe a sheet from the first time somebody has signed in on: nobody hands over an empty desk.
    """
    now = desk.now()
    with desk.register.reading() as stores:
        late = _late_span(stores, now)
        if late is None and not stores.handover_slots.due(now) and not _begins_now(stores):
            return []
    with desk.register.writing() as stores:
        if _begins_now(stores):
            stores.keep.put_mark(BEGIN, now.isoformat())
        if late is not None:
            stores.handover_slots.plan(late, now)
        due = stores.handover_slots.due(now)
        stores.handover_slots.raise_many([row.id for row in due], now)
        fresh = [row for row in due if row.state is ReminderState.PLANNED]
        entries = [Entry(JournalVerb.REMIND, f"{_words(row)}：{_TITLE}") for row in fresh]
        stores.journal.append(entries, at=now, who=THE_DESK.name)
        return [_row(desk, one) for one in stores.handover_slots.by_id([row.id for row in due])]


def _late_span(stores: Stores, now: datetime) -> Span | None:
    """The shift whose sheet is late and has no reminder yet."""
    if begins_at(stores) is None:
        return None
    stands = standing_in(stores, now)
    late = stands.state is HandoverState.LATE and not stores.handover_slots.of(stands.span)
    return stands.span if late else None


def _begins_now(stores: Stores) -> bool:
    return begins_at(stores) is None and bool(stores.keep.people())


def ringing(desk: Desk) -> list[ReminderRow]:
    """The reminders that were raised and nobody has acknowledged, as the alarm shows them."""
    with desk.register.reading() as stores:
        return [_row(desk, row) for row in stores.handover_slots.ringing()]


def listed(desk: Desk, stores: Stores, start: datetime | None, end: datetime | None) -> list[ReminderRow]:
    """The slots planned from `start` up to but without `end`, with their receipts, as the ledger lists them."""
    slots = stores.handover_slots.between(start, end)
    receipts = receipts_by_slot(stores.handover_slots.receipts_of([slot.id for slot in slots]))
    return [replace(_row(desk, slot), receipts=receipts.get(slot.id, ())) for slot in slots]


def mark_shown(desk: Desk, ids: Sequence[int], channel: str) -> None:
    """Notes that reminders were shown, with a receipt each; ids that stand for no handover are left out."""
    if not (own := _own(ids)):
        return
    with desk.register.writing() as stores:
        raised = [row.id for row in stores.handover_slots.by_id(own) if row.state is ReminderState.RAISED]
        stores.handover_slots.note_receipts(raised, desk.now(), channel, delivered=True, detail="")
        stores.handover_slots.mark_shown(raised, desk.now(), channel)


def note_receipts(desk: Desk, ids: Sequence[int], channel: str, *, delivered: bool, detail: str) -> None:
    """Stores through which channel reminders were shown, and whether they arrived."""
    if own := _own(ids):
        with desk.register.writing() as stores:
            stores.handover_slots.note_receipts(own, desk.now(), channel, delivered=delivered, detail=detail)


def answer(stores: Stores, person: Person, ids: Sequence[int], now: datetime, minutes: int | None) -> list[Entry]:
    """Acknowledges or snoozes reminders within the open transaction; returns their journal lines."""
    entries = []
    for row in stores.handover_slots.by_id(_own(ids)):
        life = _LIFE if minutes is None else timedelta(minutes=minutes)
        stores.handover_slots.acknowledge([row.id], now, person.name, now + life)
        verb = JournalVerb.ACKNOWLEDGE if minutes is None else JournalVerb.SNOOZE
        entries.append(Entry(verb, f"{_words(row)}：{_TITLE}"))
    return entries


def _own(ids: Sequence[int]) -> list[int]:
    return [-one - _FIRST for one in ids if is_handover(one)]


def _words(row: HandoverSlot) -> str:
    return span_words(Span(row.shift, row.shift_from, row.due_at))


def _row(desk: Desk, row: HandoverSlot) -> ReminderRow:
    return ReminderRow(
        id=-row.id - _FIRST,
        ticket_id=-row.id - _FIRST,
        ticket_number="交接班",
        ticket_title=f"{_words(row)} {_TITLE}",
        street="",
        level=desk.levels.of(GENERAL, governed_from(row.planned_at, None)),
        clock=ClockName.HANDOVER,
        slot=SLOT,
        planned_at=row.planned_at,
        due_at=row.due_at,
        state=row.state,
        raised_at=row.raised_at,
        shown_at=row.shown_at,
        times_raised=row.times_raised,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=row.acknowledged_by,
        returns_at=row.returns_at,
        reason=row.reason,
    )
