"""Frozen values of the upkeep: the foot and guard of the window, health, copies, second place, drill, rescue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.base.clock import to_local
from app.models.journal.anchor import AnchorState
from app.rules.roster.on_duty import NOBODY, OnDutyNow
from app.rules.shared.worded import Worded
from app.rules.upkeep.states import SEARCH_DIFFERS

# How many tickets a sentence names.
_NAMED = 3


class HealthState(Worded):
    """How a part of the desk is, from good to bad."""

    GOOD = "good", "正常"
    UNKNOWN = "unknown", "尚未检查"
    NOTICE = "notice", "注意"
    BAD = "bad", "有问题"


class HealthPart(Worded):
    """The parts of the desk whose health is shown, in the order of the page.

    What the register or its folder knows joins `PARTS` of app.desk.upkeep.health; what only the window knows (notices,
    an input method, a version that waits) is given to `Shell.took_health`.
    """

    FILE = "file", "登记库文件"
    JOURNAL = "journal", "日志"
    ANCHOR = "anchor", "锚点"
    WHOLE = "whole", "全面核验"
    COPIES = "copies", "备份"
    SECOND = "second", "第二备份位置"
    DRILL = "drill", "恢复演练"
    DISK = "disk", "磁盘空间"
    NOTICES = "notices", "桌面通知"
    FOLDER = "folder", "监视文件夹"
    INPUT = "input", "中文输入"
    PROGRAM = "program", "程序版本"


@dataclass(frozen=True, slots=True)
class HealthLine:
    """How one part is: in words, since when (None: now), and what to do about it (empty when it is good)."""

    part: HealthPart
    state: HealthState
    text: str
    since: datetime | None
    advice: str = ""


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

    `alerts` are warnings that must not be overlooked: what the desk can no longer count, what checks have found.
    `journal` is the state of the journal, `duty` who is on duty by the roster, `ending` the near end of the service.
    """

    next_reminders: tuple[NextReminder, ...]
    last_import_at: datetime | None
    last_import_text: str
    last_backup_at: datetime | None
    last_backup_ok: bool
    warnings: tuple[str, ...]
    alerts: tuple[str, ...] = ()
    second: SecondPlaceRow | None = None
    journal: HealthLine | None = None
    duty: OnDutyNow = NOBODY
    ending: str = ""


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


class RunKind(Worded):
    """The kinds of upkeep runs that are kept, each with its word."""

    COPY = "backup", "备份"
    DRILL = "drill", "恢复演练"
    QUICK_CHECK = "quick-check", "登记库快速检查"
    WHOLE_CHECK = "whole-check", "登记库全面检查"
    VERIFIED_ON = "verified-on", "日志续核"
    VERIFIED = "verified", "日志全面核验"
    SALVAGED = "salvage", "抢救登记库"


def damage_words(damaged: Sequence[str]) -> str:
    """What the check of the file found, in one line."""
    if damaged[0].startswith(SEARCH_DIFFERS):
        return damaged[0]
    return f"登记库文件有损坏，{len(damaged)} 处；系统说明：{damaged[0]}"


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of a verification of the journal.

    `first_broken` is the number of the first line that does not hold. `lost` is how many acknowledged lines the
    register has no longer. `tickets_differing` are numbers of tickets that are not as the journal last saw them.
    `salvaged_at` is when the register was last made of what a damaged one still held: earlier lines may be missing.
    `damaged` is what the whole check of the file found, its indexes and the search index with it.
    """

    holds: bool
    lines: int
    first_broken: int | None
    anchor: AnchorState
    lost: int
    tickets_differing: tuple[str, ...]
    salvaged_at: datetime | None = None
    damaged: tuple[str, ...] = ()

    def words(self) -> str:
        """What was found, in one line."""
        found = [damage_words(self.damaged)] if self.damaged else []
        if self.first_broken is not None:
            found.append(f"日志自第 {self.first_broken:,} 条起不符")
        if self.lost:
            found.append(f"登记库少了 {self.lost:,} 条已确认的操作")
        elif self.anchor is not AnchorState.HOLDS:
            found.append(self.anchor.word)
        if self.tickets_differing:
            first = "、".join(self.tickets_differing[:_NAMED])
            more = f" 等 {len(self.tickets_differing):,} 件" if len(self.tickets_differing) > _NAMED else ""
            found.append(f"工单与日志不符：{first}{more}")
        words = "；".join(found) or f"完整：{self.lines:,} 条，锚点相符"
        if self.salvaged_at is not None:
            words += f"；登记库于 {to_local(self.salvaged_at):%Y-%m-%d %H:%M} 抢救过，之前的日志可能有缺"
        return words
