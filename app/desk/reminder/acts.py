"""The actions of the reminder ledger: raises due slots once, and records showing, acknowledging and snoozing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.base.changes import Change, Outcome
from app.base.clock import to_local
from app.base.people import THE_DESK, Person
from app.desk.due import clocks as paper_clocks
from app.desk.escalation.levels import climbs, due_levels, open_expired
from app.desk.handover import clocks as handover_clocks
from app.desk.outage import Causes, FailedTicks, is_fresh, last_tick_in, take_up
from app.desk.reminder.acknowledgement import returns_at
from app.desk.reminder.rows import ReminderRow, reminder_row
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.task import clocks as task_clocks
from app.desk.ticket.undo import image, undo_of
from app.desk.upkeep.rows import Unraised
from app.models.journal.store import Entry
from app.models.register.stores import Stores
from app.models.reminder.records import ReminderRecord
from app.rules.journal import JournalVerb
from app.rules.outage import LATE, REPLACED
from app.rules.reminder.completeness import Completeness, sum_up
from app.rules.reminder.moves import RINGING
from app.rules.reminder.slots import row_title
from app.rules.reminder.states import ReminderChannel, ReminderState

_CHANGES = Change.REMINDERS | Change.JOURNAL
LEDGER_LIMIT = 20_000
# Of how many tickets slots are raised within one transaction.
TICKETS_AT_ONCE = 100
_ACT_WORDS = {JournalVerb.ACKNOWLEDGE: "确认提醒", JournalVerb.SNOOZE: "稍后提醒"}


def raise_due(
    desk: Desk, *, failed: FailedTicks | None = None, running_since: datetime | None = None
) -> Outcome[list[ReminderRow]]:
    """Raises the slots whose time has come, once, and acknowledged ones that come back, of at most 100 tickets.

    One short transaction, so that other writes come between: after an absence thousands are due. While the outcome
    has changes there may be more; the next call raises them. First all due escalations rise.

    Of the slots of one clock of one ticket only the latest rings; earlier ones that never rang are missed. What is
    missed, or rings more than 30 seconds late, gets its cause. In the same transaction: the journal lines, an
    escalation for every deadline that passed, the mark of the last tick, and the outage before it.
    `failed` is what kept the ticks before this one from the register, `running_since` when this process began to
    tick (see app.desk.reminder.rounds, which knows both).
    """
    now = desk.now()
    with desk.register.reading() as stores:
        waiting = stores.due.something_by(now)
        fresh = failed is None and is_fresh(last_tick_in(stores), now)
    if fresh and not waiting:
        return Outcome(Change.NOTHING, [])
    with desk.register.writing() as stores:
        causes = take_up(desk, stores, failed=failed, running_since=running_since)
        risen = due_levels(stores, now)
        more = climbs(stores, now)
        due = [] if more else stores.reminders.due(now, TICKETS_AT_ONCE)
        rows = _ring(desk, stores, due, causes, now, risen) if due or risen else []
    rows.sort(key=lambda row: (row.due_at or row.planned_at, row.planned_at, row.id))
    return Outcome(_CHANGES | Change.ESCALATIONS if rows or risen or more else Change.NOTHING, rows)


def something_waits(desk: Desk) -> bool:
    """Whether a slot is to be raised, or an escalation is to rise, at this moment."""
    now = desk.now()
    with desk.register.reading() as stores:
        return stores.due.something_by(now) or climbs(stores, now)


def _ring(
    desk: Desk, stores: Stores, due: Sequence[ReminderRecord], causes: Causes, now: datetime, risen: Sequence[Entry]
) -> list[ReminderRow]:
    planned = [row for row in due if row.state is ReminderState.PLANNED]
    latest = {(row.ticket_id, row.clock): row.id for row in planned}
    missed = [row for row in planned if latest[row.ticket_id, row.clock] != row.id]
    gone = {row.id for row in missed}
    ringing = [row.id for row in due if row.id not in gone]
    late: dict[str, list[int]] = {}
    for row in planned:
        if row.id not in gone and (cause := causes.of(row)):
            late.setdefault(cause, []).append(row.id)
    never: dict[str, list[ReminderRecord]] = {}
    for row in missed:
        never.setdefault(causes.of(row) or REPLACED, []).append(row)
    stores.reminders.raise_many(ringing, now)
    for cause, ids in late.items():
        stores.reminders.explain(ids, cause, missed=False)
    for cause, rows in never.items():
        stores.reminders.explain([row.id for row in rows], cause, missed=True)
    entries = [_entry(JournalVerb.REMIND, row) for row in planned if row.id not in gone]
    entries += [_entry(JournalVerb.REMIND_MISSED, row, cause) for cause, rows in never.items() for row in rows]
    stores.journal.append([*entries, *open_expired(stores, due, now), *risen], at=now, who=THE_DESK.name)
    return [reminder_row(row, desk.levels) for row in stores.reminders.by_id(ringing)]


def _entry(verb: JournalVerb, row: ReminderRecord, cause: str = "") -> Entry:
    missed = f"（应于 {to_local(row.planned_at):%m-%d %H:%M}）未响：{cause}" if cause else ""
    return Entry(verb, row_title(row) + missed, row.ticket_id, row.number)


def next_due(desk: Desk) -> datetime | None:
    """The next instant after now at which a slot is to be raised or comes back; None when nothing is planned."""
    now = desk.now()

    def read() -> tuple[datetime | None, datetime | None]:
        with desk.register.reading() as stores:
            each = (stores.due, stores.paper_slots, stores.task_slots, stores.handover_slots)
            found = [store.next_moment(now) for store in each]
        at = min((at for at in found if at is not None), default=None)
        return at, at

    return desk.remembered.value("next-due", desk.register.state(), now, read)


def ringing(desk: Desk) -> list[ReminderRow]:
    """Slots of tickets that were raised and nobody has acknowledged, by time left."""
    with desk.register.reading() as stores:
        return [reminder_row(row, desk.levels) for row in stores.reminders.ringing()]


def mark_shown(desk: Desk, *, ids: Sequence[int], channel: ReminderChannel) -> Outcome[None]:
    """Records that slots were shown and through which channel, with a receipt for each raised one."""
    if others := [one for one in ids if one < 0]:
        paper_clocks.mark_shown(desk, others, channel)
        task_clocks.mark_shown(desk, others, channel)
        handover_clocks.mark_shown(desk, others, channel)
        ids = [one for one in ids if one > 0]
    with desk.register.writing() as stores:
        stores.receipts.note_shown(ids, desk.now(), channel)
        stores.reminders.mark_shown(list(ids), desk.now(), channel)
    return Outcome(Change.RECEIPTS, None)


def acknowledge(desk: Desk, *, person: Person, ids: Sequence[int]) -> Outcome[int]:
    """Acknowledges ringing slots; some come back (see app.desk.reminder.acknowledgement)."""
    require(person, Action.ACKNOWLEDGE)
    return _answer(desk, person, ids, verb=JournalVerb.ACKNOWLEDGE, words="确认", minutes=None)


def snooze(desk: Desk, *, person: Person, ids: Sequence[int], minutes: int = 5) -> Outcome[int]:
    """Snoozes ringing slots, never past the end of their clock."""
    require(person, Action.ACKNOWLEDGE)
    return _answer(desk, person, ids, verb=JournalVerb.SNOOZE, words=f"稍后 {minutes} 分钟", minutes=minutes)


def _answer(
    desk: Desk, person: Person, ids: Sequence[int], *, verb: JournalVerb, words: str, minutes: int | None
) -> Outcome[int]:
    now = desk.now()
    with desk.register.writing() as stores:
        rows = [row for row in stores.reminders.by_id(list(ids)) if row.state in RINGING]
        before = image(stores, list({row.ticket_id for row in rows}))
        back = {row.id: returns_at(desk, stores, row, now, minutes) for row in rows}
        for moment in set(back.values()):
            ids_until = [number for number, at in back.items() if at == moment]
            stores.reminders.acknowledge(ids_until, now, person.name, moment)
        entries = [Entry(verb, _journal_text(words, row, back[row.id]), row.ticket_id, row.number) for row in rows]
        others = [one for one in ids if one < 0]
        own = (paper_clocks, task_clocks, handover_clocks)
        more = [clocks.answer(stores, person, others, now, minutes) for clocks in own]
        entries += [entry for found in more for entry in found]
        stores.journal.append(entries, at=now, who=person.name)
        undo = undo_of(desk, stores, person, before, _ACT_WORDS[verb], _CHANGES)
    count = len(entries)
    return Outcome(_CHANGES, count, f"{words}：{count} 条", undo if rows else None)


def _journal_text(words: str, row: ReminderRecord, back: datetime | None) -> str:
    again = f"，{to_local(back):%H:%M} 再响" if back is not None else ""
    return f"{words}：{row_title(row)}{again}"


def ledger(
    desk: Desk,
    *,
    start: datetime | None = None,
    end: datetime | None = None,
    ticket_id: int | None = None,
    states: Sequence[ReminderState] = (),
) -> list[ReminderRow]:
    """Slots planned from `start` up to but without `end`, in time order; at most 20,000."""
    with desk.register.reading() as stores:
        found = stores.reminders.ledger(start, end, ticket_id, states, LEDGER_LIMIT)
        return [reminder_row(row, desk.levels) for row in found]


def note_receipts(
    desk: Desk, *, ids: Sequence[int], channel: ReminderChannel, delivered: bool, detail: str = ""
) -> Outcome[None]:
    """Stores through which channel slots were shown, and whether they arrived; `detail` says why not.

    Ids that are not in the ledger (a test alarm) are left out.
    """
    if others := [one for one in ids if one < 0]:
        paper_clocks.note_receipts(desk, others, channel, delivered=delivered, detail=detail)
        task_clocks.note_receipts(desk, others, channel, delivered=delivered, detail=detail)
        handover_clocks.note_receipts(desk, others, channel, delivered=delivered, detail=detail)
        ids = [one for one in ids if one > 0]
    if not ids:
        return Outcome(Change.RECEIPTS if others else Change.NOTHING, None)
    with desk.register.writing() as stores:
        stores.receipts.note(ids, desk.now(), channel, delivered=delivered, detail=detail)
    return Outcome(Change.RECEIPTS, None)


def check(
    desk: Desk, *, start: datetime | None = None, end: datetime | None = None, ticket_id: int | None = None
) -> Completeness:
    """Whether the slots planned from `start` up to but without `end` are all accounted for, at this moment."""
    with desk.register.reading() as stores:
        return sum_up(stores.outages.slot_groups(start, end, ticket_id, desk.now() - LATE))


def unraised(desk: Desk) -> Unraised:
    """The slots that should have rung and did not: two queries on partial indexes, cheap enough for every minute."""
    with desk.register.reading() as stores:
        count, first = stores.due.unraised(desk.now() - LATE)
    return Unraised(count, first)
