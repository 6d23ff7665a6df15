"""Upkeep of the desk: the search index, the health line and folder warnings; copies stand in `copying`."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from app.base.clock import from_seconds
from app.base.surroundings import folder_warnings, pc_warnings
from app.desk.archive import reads as archive_reads
from app.desk.law import calendar_years
from app.desk.roster import reads as roster_reads
from app.desk.shared.context import Desk
from app.desk.upkeep import copying, reads
from app.desk.upkeep.health import alerts, journal_line
from app.desk.upkeep.rows import Health, NextReminder
from app.models.register.stores import Stores
from app.rules.upkeep.keeping import LARGE_IMPORT_BYTES, MANY_LINES, MANY_TICKETS, CopyReason, room_warning

LARGE_IMPORT = 2000
_TIDIED = "search-tidied"
_WARNED_FOR = timedelta(days=1)
# The foot names so many minutes, all within so long.
_MINUTES, _SOON = 2, timedelta(days=7)


def copy_before_import(desk: Desk, *, path: Path) -> None:
    """Copies the register before a file that may hold 2,000 rows or more, unless nothing changed since the last copy.

    A copy that fails is on the record and in the foot; the import goes on.
    """
    try:
        large = path.stat().st_size >= LARGE_IMPORT_BYTES
    except OSError:
        return  # the import says why it cannot be read
    if large:
        copying.try_back_up(desk, reason=CopyReason.IMPORT, only_if_changed=True)


def copy_before_paste(desk: Desk, *, text: str) -> None:
    """Copies the register before pasted text of 2,000 lines or more; as `copy_before_import`."""
    if text.count("\n") >= MANY_LINES:
        copying.try_back_up(desk, reason=CopyReason.IMPORT, only_if_changed=True)


def copy_before_many(desk: Desk, *, count: int) -> None:
    """Copies the register before an act on 200 tickets or more, unless nothing changed since the last copy.

    A copy that fails is on the record and in the foot; the act goes on.
    """
    if count >= MANY_TICKETS:
        copying.try_back_up(desk, reason=CopyReason.BULK, only_if_changed=True)


def tidy_search(desk: Desk, *, unwanted: Callable[[], bool] = lambda: False) -> int:
    """Merges the search index after a large import, in short steps; returns the number of steps.

    Each step is a separate transaction, so that nobody waits for more than one. An import is followed up once;
    when it is `unwanted` before the last step (the window closes), all of it is done another time.
    """
    with desk.register.reading() as stores:
        large = stores.imports.last(at_least=LARGE_IMPORT)
        done = stores.keep.mark(_TIDIED)
    if large is None or done == str(large.id):
        return 0
    steps, more = 0, True
    while more and not unwanted():
        with desk.register.writing() as stores:
            more = stores.search.tidy(begin=steps == 0)
            if not more:
                stores.keep.put_mark(_TIDIED, str(large.id))
        steps += 1
    return steps


def _coming(stores: Stores, now: datetime) -> tuple[NextReminder, ...]:
    """The next two minutes in which something rings, of tickets, papers and tasks together; within a week."""
    minutes: dict[datetime, tuple[datetime, int]] = {}
    for store in (stores.due, stores.paper_slots, stores.task_slots):
        for at, count in store.next_minutes(now, _MINUTES):
            first, before = minutes.get(at.replace(second=0), (at, 0))
            minutes[at.replace(second=0)] = min(first, at), before + count
    coming = [NextReminder(at, count) for at, count in sorted(minutes.values())]
    return tuple(one for one in coming[:_MINUTES] if one.at - coming[0].at < _SOON)


def health(desk: Desk) -> Health:
    """The health line for the foot of the window."""
    now = desk.now()
    with desk.register.reading() as stores:
        moment = stores.journal.newest_moment()
        newest = None if moment is None else from_seconds(moment)
        last_import = stores.imports.last()
        last_copy = stores.keep.last_run(copying.COPIED)
        crowded = _copy_warnings(desk, stores, now)
        journal, found = journal_line(desk, stores), alerts(desk, stores)
        ending = archive_reads.end_warning(stores, desk)
        duty = roster_reads.duty_now(stores, now)
        coming = _coming(stores, now)
    import_text = ""
    if last_import is not None:
        import_text = last_import.error or f"{last_import.rows} 行 {last_import.refused} 退回"
    return Health(
        next_reminders=coming,
        last_import_at=last_import.at if last_import is not None else None,
        last_import_text=import_text,
        last_backup_at=last_copy.at if last_copy is not None else None,
        last_backup_ok=last_copy.ok if last_copy is not None else True,
        warnings=(*crowded, *pc_warnings(newest, now), *folder_warnings(desk.folder.root)),
        second=reads.second_place(desk),
        alerts=(*found, *filter(None, [calendar_years.warning(desk)]), *desk.law.problems),
        journal=journal,
        duty=duty,
        ending=ending,
    )


def _copy_warnings(desk: Desk, stores: Stores, now: datetime) -> tuple[str, ...]:
    """Warns before the copies fill the disk, and for a day after old ones had to go early."""
    found: list[str] = []
    crowded = stores.keep.last_run(copying.CROWDED)
    if crowded is not None and now - crowded.at < _WARNED_FOR:
        found.append(crowded.text)
    size = int(stores.keep.mark(copying.SIZE) or 0)
    if size and desk.folder.backups.is_dir():
        found.append(room_warning(shutil.disk_usage(desk.folder.backups).free, size))
    return tuple(filter(None, found))
