"""Periods without reminders, and how they explain a slot that rang late or never."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.base.clock import local_day, to_local

# A slot that is raised more than this after its moment is late, and owes a cause; the tick comes every 5 seconds.
LATE = timedelta(seconds=30)
# The mark of the last tick is written once a minute: an older one than this means that nobody ticked.
GAP_AFTER = timedelta(minutes=2)


class OutageKind(enum.StrEnum):
    """Why nobody could be reminded."""

    OFF = "off"
    QUIT = "quit"
    ASLEEP = "asleep"
    STOOD_STILL = "stood-still"
    SET_BACK = "set-back"
    BUSY = "busy"
    DISK = "disk"


OUTAGE_WORDS = {
    OutageKind.OFF: "程序未运行",
    OutageKind.QUIT: "退出程序",
    OutageKind.ASLEEP: "电脑休眠或系统时间被调快",
    OutageKind.STOOD_STILL: "电脑休眠或程序停顿",
    OutageKind.SET_BACK: "系统时间被调慢",
    OutageKind.BUSY: "登记库正忙",
    OutageKind.DISK: "磁盘已满或无法写入",
}
DELAYED = "提醒处理被耽搁（登记库正忙或程序停顿）"
REPLACED = "同一时刻由稍后的一次提醒代替"


@dataclass(frozen=True, slots=True)
class Outage:
    """One stretch without reminders; `since` lies after `until` when the clock was set back."""

    since: datetime
    until: datetime
    kind: OutageKind
    who: str = ""

    @property
    def words(self) -> str:
        """What happened, and from when to when ("程序未运行 11-22 22:10–07:40")."""
        name = OUTAGE_WORDS[self.kind] + (f"（{self.who}）" if self.who else "")
        return f"{name} {span_words(self.since, self.until)}"

    def touches(self, start: datetime, end: datetime) -> bool:
        """Whether it has a moment in common with the stretch from `start` to `end`."""
        first, last = sorted((self.since, self.until))
        return first <= end and last >= start


def span_words(since: datetime, until: datetime | None) -> str:
    """A stretch in Beijing time, or since when it lasts; its last day is named when it is not the first or the next."""
    if until is None:
        return f"{to_local(since):%m-%d %H:%M} 起"
    first, last = to_local(since), to_local(until)
    days = (local_day(until) - local_day(since)).days
    return f"{first:%m-%d %H:%M}–{last:%H:%M}" if 0 <= days <= 1 else f"{first:%m-%d %H:%M}–{last:%m-%d %H:%M}"


def cause_of(
    planned_at: datetime,
    now: datetime,
    *,
    made_at: datetime | None,
    outages: Iterable[Outage],
    last_tick: datetime | None,
    running_since: datetime | None,
) -> str:
    """Why a slot planned for `planned_at` was not raised before `now`; empty when it is not late at all.

    `made_at` is when the slot was written into the ledger, `last_tick` when the desk last looked after its
    reminders, `running_since` when this process began to tick (None when nothing is known of it).
    """
    due = planned_at if made_at is None else max(planned_at, made_at)
    if now - due <= LATE:
        return f"{to_local(due):%m-%d %H:%M} 才登记，此前已到时" if due - planned_at > LATE else ""
    touching = [outage for outage in outages if outage.touches(due, now)]
    if touching:
        return min(touching, key=lambda outage: (not outage.touches(due, due), outage.since)).words
    stopped = last_tick is not None and (running_since is None or last_tick < running_since)
    if last_tick is not None and stopped and due >= last_tick - LATE:
        return Outage(last_tick, now, OutageKind.OFF).words
    return DELAYED
