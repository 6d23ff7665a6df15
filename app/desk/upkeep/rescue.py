"""The way back: restores a copy or salvages a damaged register. Works on a folder; no register needs to be open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from app.base.clock import Clock, to_local
from app.base.errors import DeskError
from app.base.lock import WindowLock
from app.base.paths import DataFolder
from app.base.people import Person
from app.base.private_files import make_folder
from app.base.table import Column, Kind, Table
from app.desk.upkeep.rows import CopyPlace, CopyRow, PendingLine, RestoredRow
from app.files.writers import tables
from app.models.journal.store import Entry
from app.models.register import restore as restoring
from app.models.register.pending import REPLAYED, Missed, lines_since
from app.models.register.salvage import Salvaged
from app.models.register.salvage import salvage as salvage_register
from app.models.register.version import check_opening
from app.models.upkeep.copies import check_copy
from app.models.upkeep.sidecar import read_sidecar, taken_at
from app.rules.shared.masking import mask_text
from app.rules.upkeep.states import RegisterFault, RegisterState

_COLUMNS = (
    Column("时间", Kind.TIME, 20),
    Column("人员", Kind.TEXT, 12),
    Column("事项", Kind.TEXT, 14),
    Column("工单编号", Kind.TEXT, 24),
    Column("内容", Kind.LONG_TEXT, 60),
    Column("处理", Kind.TEXT, 16),
)
_BY_ITSELF, _BY_HAND = "已自动补入日志", "请人工补录"


def state_of(folder: DataFolder) -> RegisterState | None:
    """What is wrong with the register of a folder; None when it can be opened or made."""
    try:
        check_opening(folder)
    except RegisterFault as fault:
        return fault.state
    return None


def pending(folder: DataFolder, *, copy: Path) -> list[PendingLine]:
    """The readable journal lines of the present register that the copy lacks, oldest first; numbers are masked."""
    return [_pending_row(missed) for missed in _missed(folder, copy)]


def copy_at(file: Path, now: datetime) -> CopyRow:
    """A file that somebody chose as a copy; it is not checked yet."""
    facts = read_sidecar(file)
    size = file.stat().st_size if file.is_file() else 0
    at = facts.at if facts is not None else taken_at(file) or now
    return CopyRow(file, at, CopyPlace.CHOSEN, "", 0, 0, size, None)


def lost_time(folder: DataFolder, *, newest: datetime | None, now: datetime) -> timedelta:
    """The longest time that a copy may lack: from its last line to the register's last change, else until now."""
    if newest is None:
        return timedelta(0)
    changed = [path.stat().st_mtime for path in _files(folder) if path.is_file()]
    until = datetime.fromtimestamp(max(changed), now.tzinfo) if changed else now
    return max(min(until, now) - newest, timedelta(0))


def restore(folder: DataFolder, *, clock: Clock, copy: Path, person: Person) -> RestoredRow:
    """Puts a copy in the register's place. The present file is kept; what the copy lacks is listed in a workbook.

    Notes and audit lines that can be read are written again by themselves, everything else is for people to enter.

    Raises:
        FileRefused: the copy does not hold.
        FolderInUse: a window or a command has the register open.
        EnvironmentFault: the disk is full or the folder cannot be used; nothing was changed.

    """
    now = clock.now().replace(microsecond=0)
    with _held(folder, now):
        missed = _missed(folder, copy)
        again = [_again(one) for one in missed if one.entry.verb in REPLAYED]
        done = restoring.restore(folder, copy, now=now, who=person.name, more=again)
        file = _write_list(folder, [_pending_row(one) for one in missed], now)
    by_hand = len(missed) - len(again)
    return RestoredRow(done.tickets, done.lines, 0, done.kept, by_hand, len(again), file)


def salvage(folder: DataFolder, *, clock: Clock, person: Person) -> RestoredRow:
    """Makes a new register of what can be read of the damaged one, which is kept; rows are counted.

    Raises:
        RegisterFault: nothing can be read, or the disk is full; nothing was changed.
        FolderInUse: a window or a command has the register open.

    """
    now = clock.now().replace(microsecond=0)
    with _held(folder, now):
        done: Salvaged = salvage_register(folder, now=now, who=person.name)
    tickets = next((count.read for count in done.counts if count.table == "tickets"), 0)
    return RestoredRow(tickets, done.head.count, done.lost, done.kept, 0, 0, "")


def begin_anew(folder: DataFolder, *, clock: Clock, person: Person) -> RestoredRow:
    """Puts an empty register in place, after somebody has decided so; what stood there is kept.

    Raises:
        FolderInUse: a window or a command has the register open.
        EnvironmentFault: the disk is full or the folder cannot be used; nothing was changed.

    """
    now = clock.now().replace(microsecond=0)
    with _held(folder, now):
        done = restoring.begin_anew(folder, now=now, who=person.name)
    return RestoredRow(0, done.lines, 0, done.kept, 0, 0, "")


@contextmanager
def _held(folder: DataFolder, now: datetime) -> Iterator[None]:
    """Holds the folder, so that no window opens on it meanwhile; one that was deleted is made again."""
    folder.refuse_erasing()
    if not folder.root.is_dir():
        folder.prepare()
    lock = WindowLock(folder.lock)
    lock.take(now=now)
    with closing(lock):
        yield


def _missed(folder: DataFolder, copy: Path) -> list[Missed]:
    head = check_copy(copy).head
    return [] if head is None else lines_since(folder.database, head)


def _again(missed: Missed) -> Entry:
    old = missed.entry
    text = f"{old.text}（原记于 {to_local(missed.at):%m-%d %H:%M}，{missed.who}；恢复备份时补入）"
    return Entry(old.verb, text, old.ticket_id, old.ticket_number)


def _pending_row(missed: Missed) -> PendingLine:
    entry = missed.entry
    replayed = entry.verb in REPLAYED
    return PendingLine(missed.at, missed.who, entry.verb.word, entry.ticket_number, mask_text(entry.text), replayed)


def _write_list(folder: DataFolder, lines: Sequence[PendingLine], now: datetime) -> str:
    """Writes the workbook of lines to enter again; a disk that is full now does not undo the restored register."""
    if not lines:
        return ""
    path = folder.problems / f"补录清单-{to_local(now):%Y%m%d-%H%M%S}.xlsx"
    rows = [
        (line.at, line.who, line.verb, line.number, line.text, _BY_ITSELF if line.replayed else _BY_HAND)
        for line in lines
    ]
    try:
        make_folder(folder.problems)
        tables.write_workbook(path, [Table("补录清单", _COLUMNS, rows)])
    except (DeskError, OSError):
        return ""
    return str(path)


def _files(folder: DataFolder) -> tuple[Path, ...]:
    return folder.database, Path(f"{folder.database}-wal")
