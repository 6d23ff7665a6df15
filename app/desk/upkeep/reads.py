"""What the health page and the foot read: the copies, the second place, the last drill, the register's place."""

from __future__ import annotations

import json
from pathlib import Path

from app.base import known_folders
from app.base.errors import EnvironmentFault
from app.base.paths import DataFolder
from app.base.settings import with_defaults
from app.desk.shared.context import Desk
from app.desk.upkeep.copying import NOT_THERE, SECOND
from app.desk.upkeep.drilling import DRILLED
from app.desk.upkeep.rows import CopyPlace, CopyRow, DrillRow, SecondPlaceRow, SecondState
from app.models.upkeep.copies import CopyFile, check_copy, copies_in
from app.models.upkeep.second_place import place_for
from app.rules.upkeep.states import RegisterFault, RegisterState


def copies(desk: Desk) -> list[CopyRow]:
    """Every copy here and in the second place, newest first, as their sidecars describe them; none is read whole."""
    return copies_of(desk.folder)


def copies_of(folder: DataFolder) -> list[CopyRow]:
    """The copies of a data folder and of its second place, newest first; the register itself is not needed.

    The second place is the one that the newest copy names, or that is remembered of a folder which was deleted.
    """
    here = copies_in(folder.backups)
    noted = known_folders.known(folder.root)
    remembered = noted.second if noted is not None else ""
    second = next((copy.facts.second for copy in here if copy.facts is not None), remembered)
    there = copies_in(place_for(folder.root, Path(second))) if second else []
    rows = [_row(copy, CopyPlace.HERE) for copy in here] + [_row(copy, CopyPlace.SECOND) for copy in there]
    return sorted(rows, key=lambda row: row.at, reverse=True)


def checked(row: CopyRow) -> CopyRow:
    """The row after a check of the whole file: whether it holds, why not, and what it really has in it."""
    verdict = check_copy(row.file)
    return CopyRow(
        row.file,
        row.at,
        row.place,
        row.reason,
        verdict.tickets,
        verdict.lines,
        row.size,
        verdict.holds,
        verdict.why,
        verdict.newest,
    )


def second_place(desk: Desk) -> SecondPlaceRow:
    """The state of the second place: there, missing or failed, and since when."""
    with desk.register.reading() as stores:
        folder = with_defaults(stores.keep.settings())["second_place"]
        last = stores.keep.last_run(SECOND)
        since = stores.keep.failing_since(SECOND)
    if not folder:
        return SecondPlaceRow("", SecondState.OFF, None, "")
    if not Path(folder).is_dir():
        return SecondPlaceRow(folder, SecondState.MISSING, since, "")
    if last is None or (not last.ok and last.text == NOT_THERE):
        return SecondPlaceRow(folder, SecondState.WAITING, None, "")
    if not last.ok:
        return SecondPlaceRow(folder, SecondState.FAILED, since, last.text)
    return SecondPlaceRow(folder, SecondState.THERE, last.at, last.text)


def drill(desk: Desk) -> DrillRow | None:
    """The last drill; None before the first."""
    with desk.register.reading() as stores:
        run = stores.keep.last_run(DRILLED)
    if run is None:
        return None
    held = json.loads(run.text)
    return DrillRow(run.at, held["copy"], run.ok, held["why"], held["tickets"], held["lines"])


def lost_register(desk: Desk) -> RegisterState | None:
    """Whether the register's file was taken away or replaced under the open desk, and how; None while it stands."""
    try:
        desk.register.check_place()
    except RegisterFault as fault:
        return fault.state
    except EnvironmentFault:
        return None
    return None


def _row(copy: CopyFile, place: CopyPlace) -> CopyRow:
    facts = copy.facts
    if facts is None:
        return CopyRow(copy.path, copy.at, place, "", 0, 0, copy.size, None)
    return CopyRow(copy.path, copy.at, place, facts.reason, facts.tickets, facts.head.count, copy.size, None)
