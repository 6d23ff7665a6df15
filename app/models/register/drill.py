"""The drill: restores the newest copy aside, checks all of it, and removes it again."""

from __future__ import annotations

import os
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.base.errors import EnvironmentFault
from app.base.private_files import make_file
from app.models.register import migrate
from app.models.register.register import Register
from app.models.register.version import HEAD, current
from app.models.shared.faults import register_faults, state_of_system
from app.models.upkeep.copies import check_copy
from app.rules.upkeep.states import fault_of


@dataclass(frozen=True, slots=True)
class DrillResult:
    """What a drill found: the copy, whether it could be restored and why not, its tickets and journal lines."""

    copy: str
    holds: bool
    why: str
    tickets: int
    lines: int


def rehearse_restore(copy: Path, aside: Path, *, now: datetime) -> DrillResult:
    """Restores `copy` at `aside`, on the same disk: integrity, tables, counts, head and the journal's whole chain.

    Raises:
        RegisterFault: there is no room for it, or the disk fails; that says nothing of the copy.

    """
    verdict = check_copy(copy)
    if not verdict.holds:
        return DrillResult(copy.name, False, verdict.why, verdict.tickets, verdict.lines)
    place = aside.with_name(f"{aside.name}.{os.getpid()}.part")
    try:
        with register_faults(place):
            make_file(place)
            shutil.copyfile(copy, place)
            if current(place) != HEAD:
                migrate.upgrade(place, backups=None, now=now)
            why = _chain_break(place)
    except OSError as error:
        raise fault_of(state_of_system(error)) from error
    except sqlite3.Error as error:
        why = f"恢复后无法读取：{type(error).__name__}"
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            Path(f"{place}{end}").unlink(missing_ok=True)
    return DrillResult(copy.name, not why, why, verdict.tickets, verdict.lines)


def _chain_break(place: Path) -> str:
    register = Register(place)
    try:
        with register.reading() as stores:
            broken = stores.journal.first_break()
    except EnvironmentFault as error:
        return error.message
    finally:
        register.close()
    return "" if broken is None else f"日志第 {broken.journal_id} 行起不连续"
