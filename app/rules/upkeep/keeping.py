"""When the register is copied, and which copies are kept: pure rules over times and sizes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.base.clock import to_local
from app.rules.shared.worded import Worded

COPY_EVERY = timedelta(minutes=15)
# Copying may take one hundredth of the time: a copy that took 10 s is followed by the next after 1,000 s.
SHARE = 100
DRILL_EVERY = timedelta(days=7)
# A file of this size may hold 2,000 rows: compressed, a short row takes some 15 bytes.
LARGE_IMPORT_BYTES = 32_000
# An act on so many tickets at once, or so many pasted lines, is preceded by a copy.
MANY_TICKETS, MANY_LINES = 200, 2_000
ALL, HOURLY, DAILY, WEEKLY = timedelta(hours=4), timedelta(days=2), timedelta(days=14), timedelta(weeks=12)
_NEVER_REMOVED = 2
_COPIES_OF_ROOM = 2


class CopyReason(Worded):
    """Why a copy was made; the code stands in its name."""

    TIMED = "timed", "定时"
    QUIT = "quit", "退出时"
    HANDOVER = "handover", "交接时"
    IMPORT = "import", "导入前"
    BULK = "bulk", "批量操作前"
    MIGRATE = "migrate", "升级前"
    COMMAND = "command", "手动"


@dataclass(frozen=True, slots=True)
class CopyAge:
    """One copy in a folder: its name, when it was taken (aware) and its bytes."""

    name: str
    at: datetime
    size: int


@dataclass(frozen=True, slots=True)
class Thinning:
    """The copies to remove: those that grew old, and further ones from the old end for lack of room."""

    by_age: tuple[str, ...]
    by_room: tuple[str, ...]


def next_copy(last_at: datetime, seconds: float) -> datetime:
    """When the next copy is due after one that took so many seconds."""
    return last_at + max(COPY_EVERY, timedelta(seconds=seconds * SHARE))


def thinning(copies: Sequence[CopyAge], *, now: datetime, limit: int, free: int, needed: int) -> Thinning:
    """Which copies go: by age first, then the oldest until all fit into `limit` and `needed` bytes are free.

    All of 4 hours stay, the newest of each hour for 2 days, of each day for 14 days, of each week for 12 weeks, of
    each month after that. The two newest are never removed, nor a copy from a time to come.
    """
    newest_first = sorted(copies, key=lambda copy: (copy.at, copy.name), reverse=True)
    kept: list[CopyAge] = []
    old: list[CopyAge] = []
    seen: set[str] = set()
    for copy in newest_first:
        period = _period(copy.at, now)
        (old if period in seen else kept).append(copy)
        if period:
            seen.add(period)
    total = sum(copy.size for copy in kept)
    free += sum(copy.size for copy in old)
    crowded: list[str] = []
    while len(kept) > _NEVER_REMOVED and (total > limit or free < needed):
        oldest = kept.pop()
        total, free = total - oldest.size, free + oldest.size
        crowded.append(oldest.name)
    return Thinning(tuple(copy.name for copy in old), tuple(crowded))


def room_warning(free: int, copy_size: int) -> str:
    """A sentence when the disk of the copies holds less than two further ones; empty when it holds more."""
    if free >= _COPIES_OF_ROOM * copy_size:
        return ""
    return f"备份所在磁盘只剩 {megabytes(free)}，不足两份备份（每份 {megabytes(copy_size)}），请清理磁盘"


def megabytes(size: int) -> str:
    """A size in words: 820 KB, 4.8 MB, 3.8 GB."""
    if size < 1 << 20:
        return f"{max(1, round(size / (1 << 10)))} KB"
    return f"{size / (1 << 20):.1f} MB" if size < 1 << 30 else f"{size / (1 << 30):.1f} GB"


def _period(at: datetime, now: datetime) -> str:
    """The period of which one copy stays; empty while all stay."""
    age, local = now - at, to_local(at)
    if age <= ALL:
        return ""
    if age <= HOURLY:
        return f"hour {local:%Y-%m-%d %H}"
    if age <= DAILY:
        return f"day {local:%Y-%m-%d}"
    return f"week {local:%G-%V}" if age <= WEEKLY else f"month {local:%Y-%m}"
