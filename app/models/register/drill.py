"""The drill: restores the newest copy aside, checks all of it, and removes it again."""

from __future__ import annotations

import os
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.base.private_files import make_file
from app.models.journal.verdict import judge
from app.models.register import migrate
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
    """What the journal and the tickets of a restored copy say; empty when all holds."""
    found = judge(place, tickets=True)
    if found.chain.first_broken is not None:
        return f"日志自第 {found.chain.first_broken:,} 条起不符"
    return f"工单与日志不符：{len(found.differing):,} 件" if found.differing else ""
