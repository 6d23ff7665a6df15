"""Frozen values of the upkeep: the foot and guard of the window, copies, second place, drill, rescue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.rules.shared.worded import Worded


@dataclass(frozen=True, slots=True)
class NextReminder:
    """When the next planned reminder is due and how many fall into that minute."""

    at: datetime
    count: int


@dataclass(frozen=True, slots=True)
class Unraised:
    """The number of overdue slots that did not ring, and when the first was due."""

    count: int
    first_at: datetime | None


class SecondState(Worded):
    """The state of the second place."""

    OFF = "off", "未设置"
    THERE = "there", "一致"
    MISSING = "missing", "未接上"
    FAILED = "failed", "写入失败"
    WAITING = "waiting", "等待首次备份"


@dataclass(frozen=True, slots=True)
class SecondPlaceRow:
    """The second place: its folder, its state, since when that failed or when it last went well, and what was wrong."""

    folder: str
    state: SecondState
    since: datetime | None
    text: str


@dataclass(frozen=True, slots=True)
class Health:
    """The foot of the window: next reminders, last import, last copy and the second place, folder warnings.

    `alerts` are warnings that must not be overlooked: what the desk can no longer count.
    """

    next_reminders: tuple[NextReminder, ...]
    last_import_at: datetime | None
    last_import_text: str
    last_backup_at: datetime | None
    last_backup_ok: bool
    warnings: tuple[str, ...]
    alerts: tuple[str, ...] = ()
    second: SecondPlaceRow | None = None


class CopyPlace(Worded):
    """Where a copy lies."""

    HERE = "data-folder", "数据文件夹"
    SECOND = "second-place", "第二备份位置"
    CHOSEN = "chosen", "自选文件"


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One copy: its file, when, why and where it was made, its tickets, journal lines and bytes.

    `holds` says whether a check of the whole file found nothing wrong, `why` what it found; None: not checked yet.
    `newest` is the time of its last journal line.
    """

    file: Path
    at: datetime
    place: CopyPlace
    reason: str
    tickets: int
    lines: int
    size: int
    holds: bool | None
    why: str = ""
    newest: datetime | None = None


@dataclass(frozen=True, slots=True)
class DrillRow:
    """The last drill: when, which copy, whether it held and why not, and what the copy held."""

    at: datetime
    copy: str
    holds: bool
    why: str
    tickets: int
    lines: int


@dataclass(frozen=True, slots=True)
class PendingLine:
    """A journal line of the damaged register that is newer than a copy; `replayed`: it is written again by itself."""

    at: datetime
    who: str
    verb: str
    number: str
    text: str
    replayed: bool


@dataclass(frozen=True, slots=True)
class RestoredRow:
    """A restored or salvaged register: its tickets and lines, what was lost, where the former file is kept.

    `list_file` is the workbook of lines to enter again, empty when there are none; `replayed` were written by itself.
    """

    tickets: int
    lines: int
    lost: int
    kept: Path | None
    pending: int
    replayed: int
    list_file: str
