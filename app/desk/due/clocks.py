"""The clocks of due papers: each rings by its ladder before it is late, comes back, and keeps its receipts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from app.base.people import THE_DESK, Person
from app.desk.due.schedules import begin, begins_at, schedules_in
from app.desk.figures.settings import book_in
from app.desk.paper.rows import PaperName
from app.desk.reminder.rows import ReminderRow, receipts_by_slot
from app.desk.shared.context import Desk
from app.models.journal.store import Entry
from app.models.paper.records import NewSlot, SlotRecord
from app.models.register.stores import Stores
from app.rules.figures.period_text import period_words, read_period, write_period
from app.rules.figures.periods import ANY_CYCLE
from app.rules.journal import JournalVerb
from app.rules.law.clocks import ClockName
from app.rules.law.ladders import BadStep, read_step
from app.rules.law.urgency import GENERAL, governed_from
from app.rules.paper.kinds import FORMS
from app.rules.paper.schedule import due_between, in_force, slots_of
from app.rules.reminder.states import ReminderState

# Slots are planned so far ahead; an acknowledged one of a paper that is late rings again after an hour.
_AHEAD = timedelta(days=2)
_LATE_LIFE = timedelta(hours=1)
_LIFE = timedelta(minutes=15)
ISSUED_WORDS = "已签发"
_REPLACED = "同一份报表有更近的提醒"
# Papers that fell due so long ago, while the program was off, still ring.
_BACK = timedelta(days=7)


def something_due(stores: Stores, now: datetime) -> bool:
    """Whether slots are to be planned, raised, or come back."""
    planned = stores.paper_slots.planned_until()
    return planned is None or planned < now + _AHEAD / 2 or bool(stores.paper_slots.due(now))


def raise_due(desk: Desk) -> list[ReminderRow]:
    """Plans the slots of the next days and raises those whose time has come, in one transaction with their lines.

    Of the slots of one paper only the latest rings; those before it that never rang are missed.
    """
    now = desk.now()
    with desk.register.reading() as stores:
        if not something_due(stores, now):
            return []
    with desk.register.writing() as stores:
        begin(stores, now)
        _plan(desk, stores, now)
        due = stores.paper_slots.due(now)
        latest = {(row.kind, row.period, row.catch_up): row.id for row in due}
        ringing = [row for row in due if latest[row.kind, row.period, row.catch_up] == row.id]
        older = [row for row in due if row not in ringing]
        newer = set(latest)
        spoken_for = [row.id for row in stores.paper_slots.ringing() if (row.kind, row.period, row.catch_up) in newer]
        stores.paper_slots.settle(spoken_for, ReminderState.CANCELLED, _REPLACED)
        stores.paper_slots.raise_many([row.id for row in ringing], now)
        for state in (ReminderState.PLANNED, ReminderState.ACKNOWLEDGED):
            ids = [row.id for row in older if row.state is state]
            stores.paper_slots.settle(ids, ReminderState.MISSED if state is ReminderState.PLANNED else state, _REPLACED)
        fresh = [row for row in ringing if row.state is ReminderState.PLANNED]
        entries = [Entry(JournalVerb.REMIND, f"{_words(row)}：{_title(row, now)}") for row in fresh]
        stores.journal.append(entries, at=now, who=THE_DESK.name)
        return [_row(desk, one) for one in stores.paper_slots.by_id([row.id for row in ringing])]


def ringing(desk: Desk) -> list[ReminderRow]:
    """The slots of due papers that were raised and nobody has acknowledged, as the alarm shows them.

    Their ids, and the tickets they name, are negative: no ticket has them.
    """
    with desk.register.reading() as stores:
        return [_row(desk, row) for row in stores.paper_slots.ringing()]


def listed(desk: Desk, stores: Stores, start: datetime | None, end: datetime | None) -> list[ReminderRow]:
    """The slots planned from `start` up to but without `end`, with their receipts, as the ledger lists them."""
    slots = stores.paper_slots.between(start, end)
    receipts = receipts_by_slot(stores.paper_slots.receipts_of([slot.id for slot in slots]))
    return [replace(_row(desk, slot), receipts=receipts.get(slot.id, ())) for slot in slots]


def mark_shown(desk: Desk, ids: Sequence[int], channel: str) -> None:
    """Notes that slots were shown, with a receipt each; the ids are the negative ones."""
    with desk.register.writing() as stores:
        own = [-one for one in ids]
        raised = [row.id for row in stores.paper_slots.by_id(own) if row.state is ReminderState.RAISED]
        stores.paper_slots.note_receipts(raised, desk.now(), channel, delivered=True, detail="")
        stores.paper_slots.mark_shown(raised, desk.now(), channel)


def note_receipts(desk: Desk, ids: Sequence[int], channel: str, *, delivered: bool, detail: str) -> None:
    """Stores through which channel slots were shown, and whether they arrived."""
    with desk.register.writing() as stores:
        own = [-one for one in ids]
        stores.paper_slots.note_receipts(own, desk.now(), channel, delivered=delivered, detail=detail)


def answer(stores: Stores, person: Person, ids: Sequence[int], now: datetime, minutes: int | None) -> list[Entry]:
    """Acknowledges or snoozes slots within the open transaction; returns their journal lines.

    An acknowledged one comes back at its due time, after that every hour until the paper is issued.
    """
    entries = []
    for row in stores.paper_slots.by_id([-one for one in ids]):
        life = timedelta(minutes=minutes) if minutes is not None else _LIFE if now < row.due_at else _LATE_LIFE
        later = stores.paper_slots.of(row.kind, row.period, catch_up=row.catch_up)
        comes = any(one.state is ReminderState.PLANNED for one in later)
        back = now + life if minutes is not None or now >= row.due_at or not comes else None
        if back is not None and now < row.due_at < back:
            back = row.due_at
        stores.paper_slots.acknowledge([row.id], now, person.name, back)
        verb = JournalVerb.ACKNOWLEDGE if minutes is None else JournalVerb.SNOOZE
        entries.append(Entry(verb, f"{_words(row)}：{_title(row, now)}"))
    return entries


def settle_issued(stores: Stores, name: PaperName) -> None:
    """Ends the reminders of a paper that was issued."""
    stores.paper_slots.cancel_of(name.kind, name.period, ISSUED_WORDS, catch_up=name.catch_up)


def _plan(desk: Desk, stores: Stores, now: datetime) -> None:
    """Plans the slots of what falls due until two days from now and was not issued, once each."""
    schedules, begins = schedules_in(stores), begins_at(stores, now)
    done = {(one.kind, one.period, one.catch_up) for one in stores.papers.issued()}
    fresh: list[NewSlot] = []
    span = max(begins, now - _BACK), now + _AHEAD
    for paper in due_between(schedules, *span, desk.calendar, book_in(stores).periods):
        period = write_period(paper.period)
        if (paper.kind, period, paper.catch_up) in done:
            continue
        known = {one.slot for one in stores.paper_slots.of(paper.kind, period, catch_up=paper.catch_up)}
        steps = in_force(schedules, paper.due_at.date()).steps
        for slot, at in slots_of(paper, steps):
            if slot not in known:
                fresh.append(
                    NewSlot(
                        kind=paper.kind,
                        period=period,
                        catch_up=paper.catch_up,
                        slot=slot,
                        planned_at=at,
                        due_at=paper.due_at,
                        state=ReminderState.PLANNED,
                    )
                )
    stores.paper_slots.plan(fresh)


def _row(desk: Desk, row: SlotRecord) -> ReminderRow:
    level = desk.levels.of(GENERAL, governed_from(row.planned_at, None))
    return ReminderRow(
        id=-row.id,
        ticket_id=-row.id,
        ticket_number=FORMS[row.kind].words,
        ticket_title=_words(row),
        street="",
        level=level,
        clock=ClockName.PAPER,
        slot=row.slot,
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


def _words(row: SlotRecord) -> str:
    period = period_words(read_period(row.period, ANY_CYCLE))
    return f"{'补编 ' if row.catch_up else ''}{FORMS[row.kind].words} {period}"


def _title(row: SlotRecord, now: datetime) -> str:
    if now >= row.due_at:
        return "已到报送时限，还没有签发"
    try:
        return f"报送{read_step(row.slot).words}，还没有签发"
    except BadStep:
        return "还没有签发"
