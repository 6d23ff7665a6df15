"""Restores a copy: made ready aside, with its own journal line, and only then put in the register's place."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.base.errors import EnvironmentFault, FileRefused
from app.base.paths import DataFolder
from app.models.journal.anchor import Anchor, head_of
from app.models.journal.keeping import anchor_file
from app.models.journal.store import Entry
from app.models.register import migrate
from app.models.register.register import Register
from app.models.register.replacing import put_in_place
from app.models.register.version import HEAD, current
from app.models.shared.driver import connect
from app.models.shared.faults import state_of, state_of_system
from app.models.upkeep.copies import COPIED, check_copy
from app.models.upkeep.sidecar import read_sidecar, taken_at
from app.rules.journal import JournalVerb
from app.rules.upkeep.states import RegisterState, fault_of

RESTORED = "restore"


@dataclass(frozen=True, slots=True)
class Restored:
    """A register that took the place of another: where that one is kept (None: there was none), and the new head."""

    kept: Path | None
    tickets: int
    lines: int
    head: Anchor


def restore(folder: DataFolder, source: Path, *, now: datetime, who: str, more: Sequence[Entry] = ()) -> Restored:
    """Puts a checked copy of `source` in the register's place; its journal goes on with a line that says so.

    The copy is then the register's last one, of the moment when it was taken: it was made before it could know itself.

    `more` are further lines to write into it. The present register is kept in `replaced/`.

    Raises:
        FileRefused: the file does not hold, or is the register itself.
        FolderInUse: another process has the register open.
        EnvironmentFault: the disk is full or the folder cannot be written; nothing was changed.

    """
    if source.absolute() == folder.database.absolute():
        raise FileRefused("这就是正在使用的登记库文件，没有恢复", hint="请从 jiesu-desk backups 列出的备份中选择")
    verdict = check_copy(source)
    if not verdict.holds:
        raise FileRefused(f"{source.name} 未通过校验，没有恢复", hint=verdict.why)
    with working_file(folder) as aside:
        _copy(source, aside)
        text = f"登记库由备份 {source.name} 恢复：{verdict.tickets} 件工单，日志到第 {_line(verdict.head)} 行"
        copied = taken_at(source) if (facts := read_sidecar(source)) is None else facts.at
        runs = [(RESTORED, now, source.name), *([(COPIED, copied, source.name)] if copied is not None else [])]
        head = make_ready(aside, [Entry(JournalVerb.RESTORE, text), *more], now=now, who=who, runs=runs)
        kept = put_in_place(folder, aside, head, now=now).path
    return Restored(kept, verdict.tickets, head.count, head)


def begin_anew(folder: DataFolder, *, now: datetime, who: str) -> Restored:
    """Puts an empty register in place of the present one, which is kept; its first line says so.

    Raises:
        FolderInUse: another process has the register open.
        EnvironmentFault: the disk is full or the folder cannot be written; nothing was changed.

    """
    with working_file(folder) as aside:
        migrate.upgrade(aside, backups=None, now=now)
        text = "原登记库不可用，以空登记库重新开始"
        head = make_ready(aside, [Entry(JournalVerb.RESTORE, text)], now=now, who=who, runs=[(RESTORED, now, text)])
        kept = put_in_place(folder, aside, head, now=now).path
    return Restored(kept, 0, head.count, head)


@contextmanager
def working_file(folder: DataFolder) -> Iterator[Path]:
    """A place beside the register for the new file; whatever remains there in the end is removed.

    Raises:
        RegisterFault: the disk is full, or the folder or a file in it cannot be used.

    """
    aside = folder.root / f".desk.{os.getpid()}.part"
    try:
        yield aside
    except OSError as error:
        raise fault_of(state_of_system(error), working=True) from error
    except sqlite3.Error as error:
        raise fault_of(state_of(error, folder.database) or RegisterState.UNREADABLE, working=True) from error
    finally:
        for end in ("", "-wal", "-shm", "-journal", "-turns"):
            Path(f"{aside}{end}").unlink(missing_ok=True)
        anchor_file(aside).unlink(missing_ok=True)


def make_ready(
    aside: Path, lines: Sequence[Entry], *, now: datetime, who: str, runs: Sequence[tuple[str, datetime, str]]
) -> Anchor:
    """Migrates a file that is not yet in place, writes these lines and runs (kind, at, text); returns the new head."""
    if current(aside) != HEAD:
        migrate.upgrade(aside, backups=None, now=now)
    register = Register(aside)
    try:
        with register.writing() as stores:
            stores.journal.append(list(lines), at=now, who=who)
            stores.search.rebuild()  # a copy has what the search index had, damaged or not
            for kind, at, words in runs:
                stores.keep.note_run(kind, at, ok=True, text=words)
    finally:
        register.close()
    with closing(connect(aside)) as made:
        head = head_of(made)
        made.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return head


def _copy(source: Path, aside: Path) -> None:
    wal = Path(f"{source}-wal")
    with closing(connect(source, still=not wal.exists())) as origin, closing(sqlite3.connect(aside)) as copy:
        origin.backup(copy)


def _line(head: Anchor | None) -> int:
    if head is None:
        raise EnvironmentFault("备份没有日志")
    return head.line
