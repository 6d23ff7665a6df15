"""The schedule of papers in force, as typed in the register or as shipped, and how a new one is saved."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from app.base.changes import Change, Outcome
from app.base.clock import from_seconds, local_day
from app.base.errors import Refused
from app.base.people import Person
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.models.register.stores import Stores
from app.rules.journal import JournalVerb
from app.rules.paper.schedule import SHIPPED, Schedule
from app.rules.paper.schedule_lines import read_schedule, write_schedule

# The moment from which papers are owed here, in a register that was in use long before the program knew them.
_BEGIN = "papers-begin"
_LONG = timedelta(days=31)


def schedules_in(stores: Stores) -> tuple[Schedule, ...]:
    """The shipped schedule and those that were typed, by their first day; of one day the newest."""
    found = {SHIPPED.since: SHIPPED}
    for row in stores.papers.schedules():
        since = date.fromisoformat(row.since)
        found[since] = read_schedule(row.body, since)
    return tuple(found[since] for since in sorted(found))


def begins_at(stores: Stores, now: datetime) -> datetime:
    """From when papers are owed: the mark of an older register, else its first journal line."""
    mark = stores.keep.mark(_BEGIN)
    if mark:
        return from_seconds(int(mark))
    return stores.papers.first_line_at() or now


def begin(stores: Stores, now: datetime) -> None:
    """Notes at the first tick from when papers are owed: from now on where the journal began more than a month ago."""
    if stores.keep.mark(_BEGIN) is None:
        first = stores.papers.first_line_at() or now
        stores.keep.put_mark(_BEGIN, str(int((now if now - first > _LONG else first).timestamp())))


def lines_of(desk: Desk) -> tuple[date, str]:
    """The schedule in force today, as it is typed, and its first day."""
    with desk.register.reading() as stores:
        schedule = schedules_in(stores)[-1]
    return schedule.since, write_schedule(schedule)


def save_schedule(desk: Desk, *, person: Person, since: date, lines: str) -> Outcome[None]:
    """Saves a schedule that is in force from a day on; earlier days keep theirs.

    Raises:
        Refused: a line cannot be read (field "lines"), or the day is past (field "since").

    """
    require(person, Action.SETTINGS)
    read_schedule(lines, since)
    if since < local_day(desk.now()):
        raise Refused("生效日期不能早于今天", field="since")
    with desk.register.writing() as stores:
        stores.papers.add_schedule(since, lines.strip(), at=desk.now(), who=person.name)
        stores.paper_slots.drop_planned(desk.now())
        write_line(
            desk, stores, person, JournalVerb.PAPER_SCHEDULE, f"自 {since} 起：{'；'.join(lines.split(chr(10)))}"
        )
    return Outcome(Change.PAPERS | Change.JOURNAL | Change.REMINDERS, None, f"报送时限已保存，自 {since} 起执行")
