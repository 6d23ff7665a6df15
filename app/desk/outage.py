"""Outages: the time of the last tick, the periods without ticks, and the late reminders they explain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.base.changes import Change, Outcome
from app.base.people import THE_DESK, Person
from app.desk.reminder.plans import replan
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.ticket.records import the_ticket
from app.models.register.stores import Stores
from app.models.reminder.records import ReminderRecord
from app.rules.journal import JournalVerb
from app.rules.outage import GAP_AFTER, OUTAGE_WORDS, Outage, OutageKind, cause_of, span_words

LAST_TICK = "last_tick"
_QUIT = "quit"
# The mark is written at most once a minute; what is older is not fresh.
_MARK_EVERY = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class FailedTicks:
    """Ticks that could not reach the register, since when and why; kept only in this process."""

    since: datetime
    kind: OutageKind


@dataclass(frozen=True, slots=True)
class Causes:
    """The causes that explain, at one tick, why a slot rings late or never."""

    now: datetime
    outages: tuple[Outage, ...]
    last_tick: datetime | None
    running_since: datetime | None

    def of(self, row: ReminderRecord) -> str:
        """The cause for a slot; empty when it is not late."""
        return cause_of(
            row.planned_at,
            self.now,
            made_at=row.made_at,
            outages=self.outages,
            last_tick=self.last_tick,
            running_since=self.running_since,
        )


def last_tick_in(stores: Stores) -> datetime | None:
    """When the desk last looked after its reminders, within a transaction."""
    mark = stores.keep.mark(LAST_TICK)
    return datetime.fromisoformat(mark) if mark else None


def last_quit_in(stores: Stores) -> datetime | None:
    """When a person last quit the program, within a transaction; None when nobody ever did."""
    at, _, _ = (stores.keep.mark(_QUIT) or "").partition(" ")
    return datetime.fromisoformat(at) if at else None


def last_tick(desk: Desk) -> datetime | None:
    """When the desk last looked after its reminders; None on a new folder."""
    with desk.register.reading() as stores:
        return last_tick_in(stores)


def is_fresh(last: datetime | None, now: datetime) -> bool:
    """Whether the mark of the last tick needs no new one yet."""
    return last is not None and timedelta(0) <= now - last < _MARK_EVERY


def take_up(desk: Desk, stores: Stores, *, failed: FailedTicks | None, running_since: datetime | None) -> Causes:
    """Stores the outage since the last tick, if any, marks this tick, and returns the causes.

    A clock that was set back brings slots that were missed, and lie ahead again, back into the plan.
    """
    now, last = desk.now(), last_tick_in(stores)
    for outage in _stretches(stores, now, last, failed, running_since):
        _note(desk, stores, outage)
    stores.keep.put_mark(LAST_TICK, now.isoformat())
    oldest = stores.due.oldest_by(now)
    outages = tuple(stores.outages.since(oldest)) if oldest is not None else ()
    return Causes(now, outages, last, running_since)


def absence(desk: Desk) -> Outage | None:
    """The outage that ends now, as the first tick of this process will store it; None without one."""
    with desk.register.reading() as stores:
        return _silence(stores, desk.now(), last_tick_in(stores), None)


def _stretches(
    stores: Stores, now: datetime, last: datetime | None, failed: FailedTicks | None, running_since: datetime | None
) -> list[Outage]:
    if failed is not None:
        outages = [Outage(failed.since, now, failed.kind)]
        before = _silence(stores, failed.since, last, running_since)
        return outages if before is None else [before, *outages]
    silence = _silence(stores, now, last, running_since)
    return [] if silence is None else [silence]


def _silence(stores: Stores, now: datetime, last: datetime | None, running_since: datetime | None) -> Outage | None:
    """The outage between the last tick and now; None when it is no longer than a tick may take."""
    if last is None or -_MARK_EVERY <= now - last <= GAP_AFTER:
        return None
    if now < last:
        return Outage(last, now, OutageKind.SET_BACK)
    if running_since is not None and last >= running_since:
        return Outage(last, now, OutageKind.STOOD_STILL)
    quit_by = _quit_at(stores, last)
    return Outage(last, now, OutageKind.OFF) if quit_by is None else Outage(last, now, OutageKind.QUIT, quit_by)


def _quit_at(stores: Stores, moment: datetime) -> str | None:
    at, _, who = (stores.keep.mark(_QUIT) or "").partition(" ")
    return who if at == moment.isoformat() else None


def _note(desk: Desk, stores: Stores, outage: Outage) -> None:
    stores.outages.note(outage)
    if outage.kind is OutageKind.SET_BACK:
        text = f"{OUTAGE_WORDS[outage.kind]}：{span_words(outage.since, outage.until)}"
    else:
        minutes = int((outage.until - outage.since).total_seconds()) // 60
        text = f"提醒中断 {minutes} 分钟：{outage.words}"
    write_line(desk, stores, THE_DESK, JournalVerb.REMINDERS_OFF, text)
    if outage.until < outage.since:
        for ticket_id in stores.reminders.revive(desk.now()):
            replan(desk, stores, the_ticket(stores, ticket_id), "工单已不需要这次提醒")


def note_gap(desk: Desk, *, since: datetime, until: datetime | None = None, kind: OutageKind) -> Outcome[None]:
    """Stores an outage from `since` until now (or `until`) with its cause; `since` may lie after the end.

    It counts as a tick, so that the same outage is not stored twice.
    """
    with desk.register.writing() as stores:
        _note(desk, stores, Outage(since, until or desk.now(), kind))
        stores.keep.put_mark(LAST_TICK, desk.now().isoformat())
    return Outcome(Change.JOURNAL | Change.REMINDERS, None)


def note_quit(desk: Desk, *, person: Person, still_open: int) -> Outcome[None]:
    """Journals that a person closed the program, and so the reminders, while tickets were open."""
    now, who = desk.now(), person if person.name else THE_DESK
    with desk.register.writing() as stores:
        text = f"退出程序，尚有 {still_open} 件未办结，提醒从此刻中断"
        write_line(desk, stores, who, JournalVerb.QUIT, text)
        stores.keep.put_mark(LAST_TICK, now.isoformat())
        stores.keep.put_mark(_QUIT, f"{now.isoformat()} {who.name}")
    return Outcome(Change.JOURNAL, None)
