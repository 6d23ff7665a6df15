"""Copies of the register: when one is due, here and in the second place, thinned and on the record."""

from __future__ import annotations

import logging
from pathlib import Path

from app.base import known_folders
from app.base.changes import Change, Outcome
from app.base.errors import EnvironmentFault, FileRefused
from app.base.people import THE_DESK, Person
from app.base.settings import with_defaults
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.upkeep import verification
from app.files.shared.targets import check_target
from app.models.shared.faults import state_of_system
from app.models.upkeep import backup, copies
from app.models.upkeep.second_place import copy_across, place_for
from app.models.upkeep.sidecar import CopyFacts, read_sidecar
from app.rules.journal import JournalVerb
from app.rules.upkeep.keeping import CopyReason, Thinning, next_copy
from app.rules.upkeep.states import STATE_TEXTS

# Kinds of runs, and marks: what the last copy held, its seconds and its bytes.
COPIED, SECOND, CROWDED = copies.COPIED, "second-place", "copies-crowded"
_CONTENT, _SECONDS, SIZE = "copied-content", "copied-seconds", "copied-bytes"
NOT_THERE = "missing"
_log = logging.getLogger(__name__)


def copy_is_due(desk: Desk) -> bool:
    """Whether something changed since the last copy and that one is 15 minutes old, or 100 times as long as it took."""
    with desk.register.reading() as stores:
        last = stores.keep.last_run(COPIED)
        seconds = float(stores.keep.mark(_SECONDS) or 0)
        if last is None:
            return True
        return desk.now() >= next_copy(last.at, seconds) and stores.keep.mark(_CONTENT) != stores.keep.content_stamp()


def try_back_up(desk: Desk, *, reason: CopyReason, only_if_changed: bool = False) -> bool:
    """Copies the register; a failure is logged and on the record. Returns whether a copy was made."""
    try:
        if only_if_changed and not _has_changed(desk):
            return False
        back_up(desk, reason=reason)
    except EnvironmentFault as error:
        _log.error("the register could not be copied: %s", error)
        return False
    return True


def back_up(
    desk: Desk,
    *,
    reason: CopyReason = CopyReason.TIMED,
    person: Person = THE_DESK,
    out: Path | None = None,
    replace: bool = False,
) -> Outcome[Path]:
    """Writes a verified copy into backups/ and the second place, thins old ones; success and failure are on the record.

    `out` names one further file for the copy instead; with `replace` it takes the place of an existing file.

    Raises:
        Refused: `out` lies in the data folder outside backups/, or is no file.
        AlreadyThere: `out` is there already, and `replace` was not given.
        FileRefused: there is no such folder.
        EnvironmentFault: the copy could not be written or did not pass its check.

    """
    if out is not None:
        check_target(out, desk.folder, own=desk.folder.backups, replace=replace)
    second, stamp = _before(desk)
    try:
        verification.verify_on(desk)  # the result is on the record and in the foot; an altered register is copied too
        copy = _copy_to(desk, out, reason) if out is not None else _copy_here(desk, reason, second)
    except FileRefused:
        raise
    except EnvironmentFault as error:
        with desk.register.writing() as stores:
            stores.keep.note_run(COPIED, desk.now(), ok=False, text=str(error))
        raise
    facts = read_sidecar(copy)
    if out is None:
        _note_copy(desk, copy, facts, stamp)
        _copy_second(desk, copy, second)
    if reason is CopyReason.COMMAND:
        with desk.register.writing() as stores:
            write_line(desk, stores, person, JournalVerb.BACKUP, f"备份：{copy.name}")
    return Outcome(Change.JOURNAL, copy, f"备份完成：{copy.name}")


def _has_changed(desk: Desk) -> bool:
    with desk.register.reading() as stores:
        return stores.keep.mark(_CONTENT) != stores.keep.content_stamp()


def _before(desk: Desk) -> tuple[str, str]:
    """The second place, and what the register holds before the copy: later changes need a later one."""
    with desk.register.reading() as stores:
        return with_defaults(stores.keep.settings())["second_place"], stores.keep.content_stamp()


def _copy_to(desk: Desk, out: Path, reason: CopyReason) -> Path:
    if not out.parent.is_dir():
        raise FileRefused(f"文件夹不存在：{out.parent}", hint="请先新建文件夹，或换一个位置")
    return backup.write_copy(desk.folder.database, out, now=desk.now(), reason=reason.value)


def _copy_here(desk: Desk, reason: CopyReason, second: str) -> Path:
    _thin(desk, desk.folder.backups, needed=_bytes_of_register(desk))
    return backup.copy_register(
        desk.folder.database, desk.folder.backups, now=desk.now(), reason=reason.value, second=second
    )


def _note_copy(desk: Desk, copy: Path, facts: CopyFacts | None, stamp: str) -> None:
    gone = _thin(desk, desk.folder.backups)
    with desk.register.writing() as stores:
        stores.keep.note_run(COPIED, desk.now(), ok=True, text=copy.name)
        if gone.by_room:
            text = f"备份空间不足，已提前删除 {len(gone.by_room)} 份旧备份，请清理磁盘或调整设置"
            stores.keep.note_run(CROWDED, desk.now(), ok=False, text=text)
        if facts is not None:
            stores.keep.put_mark(_SECONDS, f"{facts.seconds:.3f}")
            stores.keep.put_mark(SIZE, str(facts.size))
        stores.keep.put_mark(_CONTENT, stamp)


def _copy_second(desk: Desk, copy: Path, second: str) -> None:
    """Copies into the second place; its state is on the record, and a missing USB stick never stops the desk."""
    if not second:
        return
    ok, text = True, copy.name
    if not Path(second).is_dir():
        ok, text = False, NOT_THERE
    else:
        place = place_for(desk.folder.root, Path(second))
        try:
            if place.is_dir():
                _thin(desk, place, needed=copy.stat().st_size)
            copy_across(copy, place)
            known_folders.remember(desk.folder.root, second=second)
        except EnvironmentFault as error:
            _log.error("the second place failed: %s", error)
            ok, text = False, str(error)
    with desk.register.writing() as stores:
        stores.keep.note_run(SECOND, desk.now(), ok=ok, text=text)


def _thin(desk: Desk, folder: Path, *, needed: int = 0) -> Thinning:
    with desk.register.reading() as stores:
        limit = int(with_defaults(stores.keep.settings())["copies_gigabytes"]) << 30
    if not folder.is_dir():
        return Thinning((), ())
    try:
        return copies.thin(folder, now=desk.now(), limit=limit, needed=needed)
    except OSError as error:
        raise EnvironmentFault(
            "旧备份无法清理，备份没有写成", hint=STATE_TEXTS[state_of_system(error)].opening
        ) from error


def _bytes_of_register(desk: Desk) -> int:
    found = (desk.folder.database, Path(f"{desk.folder.database}-wal"))
    return sum(path.stat().st_size for path in found if path.exists())
