"""Upkeep of the desk: the daily verified backup, the search index, the health line and folder warnings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from app.base.changes import Change, Outcome
from app.base.clock import from_seconds
from app.base.errors import EnvironmentFault
from app.base.people import THE_DESK
from app.base.surroundings import folder_warnings, pc_warnings
from app.desk.law import calendar_years
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.upkeep.health import alerts, journal_line
from app.desk.upkeep.rows import Health, NextReminder, RunKind
from app.models.upkeep import backup
from app.rules.journal import JournalVerb

BACKUP_EVERY = timedelta(hours=24)
LARGE_IMPORT = 2000
_KIND, _TIDIED = RunKind.COPY, "search-tidied"


def back_up(desk: Desk, *, reason: str = "daily") -> Outcome[str]:
    """Writes a verified backup of the register and thins old ones; records success or failure.

    Raises:
        EnvironmentFault: the backup could not be written or did not pass its check.

    """
    try:
        copy = backup.copy_register(desk.folder.database, desk.folder.backups, now=desk.now(), reason=reason)
    except EnvironmentFault as error:
        with desk.register.writing() as stores:
            stores.keep.note_run(_KIND, desk.now(), ok=False, text=str(error))
        raise
    backup.thin(desk.folder.backups, now=desk.now())
    with desk.register.writing() as stores:
        stores.keep.note_run(_KIND, desk.now(), ok=True, text=copy.name)
        write_line(desk, stores, THE_DESK, JournalVerb.BACKUP, f"备份：{copy.name}")
    return Outcome(Change.JOURNAL, copy.name, f"备份完成：{copy.name}")


def backup_is_due(desk: Desk) -> bool:
    """Whether a day has passed since the last try."""
    with desk.register.reading() as stores:
        last = stores.keep.last_run(_KIND)
    return last is None or desk.now() - last.at >= BACKUP_EVERY


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


def health(desk: Desk) -> Health:
    """The health line for the foot of the window."""
    now = desk.now()
    with desk.register.reading() as stores:
        moment = stores.journal.newest_moment()
        newest = None if moment is None else from_seconds(moment)
        last_import = stores.imports.last()
        last_copy = stores.keep.last_run(_KIND)
        journal, found = journal_line(desk, stores), alerts(desk, stores)
        coming = tuple(NextReminder(at, count) for at, count in stores.due.next_minutes(desk.now(), 2))
    import_text = ""
    if last_import is not None:
        import_text = last_import.error or f"{last_import.rows} 行 {last_import.refused} 退回"
    return Health(
        next_reminders=coming,
        last_import_at=last_import.at if last_import is not None else None,
        last_import_text=import_text,
        last_backup_at=last_copy.at if last_copy is not None else None,
        last_backup_ok=last_copy.ok if last_copy is not None else True,
        warnings=(*pc_warnings(newest, now), *folder_warnings(desk.folder.root)),
        alerts=(*found, *filter(None, [calendar_years.warning(desk)]), *desk.law.problems),
        journal=journal,
    )
