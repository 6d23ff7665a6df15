"""The reminder ledger at work: raises what is due once, shows, acknowledges, snoozes, brings back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.base.changes import Change, Outcome
from app.base.clock import to_local
from app.base.people import THE_DESK, Person
from app.desk.access import Action, require
from app.desk.acknowledgement import returns_at
from app.desk.context import Desk
from app.desk.escalation_levels import due_levels, open_expired
from app.desk.reading import reminder_row
from app.desk.rows import ReminderRow
from app.models.journal import Entry
from app.rules.slots import title_of
from app.rules.states import ClockName, ReminderState

_CHANGES = Change.REMINDERS | Change.JOURNAL
LAST_TICK = "last_tick"
LEDGER_LIMIT = 20_000


def raise_due(desk: Desk) -> Outcome[list[ReminderRow]]:
    """Raises every slot whose time has come, once, and acknowledged ones that come back.

    In the same transaction: the journal lines, an escalation for every deadline that passed, and the mark of the
    last tick, from which a gap is told.
    """
    now = desk.now()
    with desk.register.reading() as stores:
        waiting = bool(stores.reminders.due(now))
    if not waiting:
        return Outcome(Change.NOTHING, [])
    with desk.register.writing() as stores:
        risen = due_levels(stores, now)
        due = stores.reminders.due(now)
        stores.reminders.raise_many([row.id for row in due], now)
        entries = [
            Entry("remind", title_of(ClockName(row.clock), row.slot), row.ticket_id, row.number)
            for row in due
            if row.state == ReminderState.PLANNED
        ]
        entries.extend((*open_expired(stores, due, now), *risen))
        stores.journal.append(entries, at=now, who=THE_DESK.name)
        raised = [reminder_row(row) for row in stores.reminders.by_id([row.id for row in due])]
    raised.sort(key=lambda row: (row.due_at or row.planned_at, row.planned_at, row.id))
    return Outcome(_CHANGES | Change.ESCALATIONS, raised)


def next_due(desk: Desk) -> datetime | None:
    """The next instant after now at which a slot is to be raised or comes back; None when nothing is planned."""
    with desk.register.reading() as stores:
        return stores.reminders.next_moment(desk.now())


def ringing(desk: Desk) -> list[ReminderRow]:
    """Slots that were raised and nobody has acknowledged, by time left."""
    with desk.register.reading() as stores:
        return [reminder_row(row) for row in stores.reminders.ringing()]


def mark_shown(desk: Desk, *, ids: Sequence[int], channel: str) -> Outcome[None]:
    """Notes that slots stood on the screen, and through which channels."""
    with desk.register.writing() as stores:
        stores.reminders.mark_shown(list(ids), desk.now(), channel)
    return Outcome(Change.REMINDERS, None)


def acknowledge(desk: Desk, *, person: Person, ids: Sequence[int]) -> Outcome[int]:
    """Acknowledges ringing slots; those that nobody may forget come back (see app.desk.acknowledgement)."""
    require(person, Action.ACKNOWLEDGE)
    return _answer(desk, person, ids, verb="acknowledge", words="知道了", minutes=None)


def snooze(desk: Desk, *, person: Person, ids: Sequence[int], minutes: int = 5) -> Outcome[int]:
    """Puts ringing slots off, never past the end of their clock."""
    require(person, Action.ACKNOWLEDGE)
    return _answer(desk, person, ids, verb="snooze", words=f"稍后 {minutes} 分钟", minutes=minutes)


def _answer(
    desk: Desk, person: Person, ids: Sequence[int], *, verb: str, words: str, minutes: int | None
) -> Outcome[int]:
    now = desk.now()
    with desk.register.writing() as stores:
        rows = [
            row for row in stores.reminders.by_id(list(ids)) if row.state in {ReminderState.RAISED, ReminderState.SHOWN}
        ]
        back = {row.id: returns_at(desk, stores, row, now, minutes) for row in rows}
        for moment in set(back.values()):
            ids_until = [number for number, at in back.items() if at == moment]
            stores.reminders.acknowledge(ids_until, now, person.name, moment)
        entries = [Entry(verb, _said(words, row, back[row.id]), row.ticket_id, row.number) for row in rows]
        stores.journal.append(entries, at=now, who=person.name)
    return Outcome(_CHANGES, len(rows), f"{words}：{len(rows)} 条")


def _said(words: str, row: Any, back: datetime | None) -> str:
    again = f"，{to_local(back):%H:%M} 再响" if back is not None else ""
    return f"{words}：{title_of(ClockName(row.clock), row.slot)}{again}"


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
        found = stores.reminders.ledger(start, end, ticket_id, [state.value for state in states], LEDGER_LIMIT)
        return [reminder_row(row) for row in found]


def note_tick(desk: Desk) -> None:
    """Keeps the minute in which the desk last looked after its reminders."""
    with desk.register.writing() as stores:
        stores.keep.put_mark(LAST_TICK, desk.now().isoformat())


def last_tick(desk: Desk) -> datetime | None:
    """When the desk last looked after its reminders; None on a new folder."""
    with desk.register.reading() as stores:
        told = stores.keep.mark(LAST_TICK)
    return datetime.fromisoformat(told) if told else None


def note_gap(desk: Desk, *, since: datetime, cause: str) -> Outcome[None]:
    """Writes into the journal that reminders were off from `since` until now, and why."""
    with desk.register.writing() as stores:
        seconds = int((desk.now() - since).total_seconds())
        text = f"提醒中断 {seconds // 60} 分钟：{cause}"
        stores.journal.append([Entry("reminders-off", text)], at=desk.now(), who=THE_DESK.name)
    return Outcome(Change.JOURNAL, None)


def note_quit(desk: Desk, *, person: Person, still_open: int) -> Outcome[None]:
    """Writes into the journal that a person left the program while tickets were open: reminders end here."""
    with desk.register.writing() as stores:
        text = f"退出程序，尚有 {still_open} 件未办结，提醒从此刻中断"
        stores.journal.append([Entry("quit", text)], at=desk.now(), who=person.name or THE_DESK.name)
        stores.keep.put_mark(LAST_TICK, desk.now().isoformat())
    return Outcome(Change.JOURNAL, None)
