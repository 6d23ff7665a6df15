"""What the alarm window says: ringing slots gathered by ticket and clock, their order, their words, their tone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.base.clock import local_day, to_local
from app.desk.rows import ReminderRow
from app.rules.slots import title_of
from app.rules.states import ClockName, ReminderState, Urgency
from app.rules.time_left import Level, time_left

TEST_TICKET = 0
NoticeWords = tuple[str, str]
_PRESSING = frozenset({Level.LATE, Level.SOON})


@dataclass(frozen=True, slots=True)
class AlarmItem:
    """One line of the alarm window: a ticket's clock with all its slots that ring, the newest first."""

    rows: tuple[ReminderRow, ...]

    @property
    def newest(self) -> ReminderRow:
        """The slot that was due last; it speaks for the line."""
        return self.rows[0]

    @property
    def key(self) -> tuple[int, ClockName]:
        """What makes a line the same line when slots come and go."""
        return self.newest.ticket_id, self.newest.clock

    @property
    def ids(self) -> list[int]:
        """The reminders that are answered together."""
        return [row.id for row in self.rows]

    @property
    def signs(self) -> bool:
        """Whether the line is answered by signing for the ticket."""
        return self.newest.clock is ClockName.SIGN

    @property
    def due_at(self) -> datetime | None:
        """The end of the clock."""
        return self.newest.due_at

    @property
    def title(self) -> str:
        """The first line: what it is about and where."""
        return " · ".join(part for part in (self.newest.ticket_title, self.newest.street) if part) or "（无标题）"

    def detail(self, now: datetime) -> str:
        """The second line: the number, and why it rings."""
        return f"{self.newest.ticket_number} · {self._why(now)}"

    def late(self, now: datetime) -> bool:
        """Whether the clock has ended."""
        return self.due_at is not None and self.due_at < now

    def pressing(self, now: datetime) -> bool:
        """Whether a duty is about to be broken, or has been."""
        return time_left(self.due_at, now).level in _PRESSING

    def urgent(self, now: datetime) -> bool:
        """Whether the sound repeats: the duty is pressing, or an urgent ticket waits to be signed for."""
        return self.pressing(now) or (self.signs and self.newest.urgency is Urgency.URGENT)

    def left(self, now: datetime) -> str:
        """The time left as the line shows it: "剩 02:20", "今日 24:00 到期", "已超 5 分"."""
        if self.due_at is None:
            return ""
        left = time_left(self.due_at, now)
        if left.level is Level.LATE:
            return left.text
        return f"{left.text} 到期" if ":00" in left.text and "今日" in left.text else f"剩 {left.text}"

    def _why(self, now: datetime) -> str:
        row = self.newest
        if row.ticket_id == TEST_TICKET:
            return "按 1 或点“知道了”结束试响"
        if not self.signs:
            count = f"，共 {len(self.rows)} 次未确认" if len(self.rows) > 1 else ""
            return title_of(row.clock, row.slot) + count
        if self.late(now):
            return "签收已超时，签收时须写明原因"
        return title_of(row.clock, row.slot) if row.slot == "arrival" else "尚未签收，请尽快签收"


def gather(rows: Sequence[ReminderRow]) -> tuple[AlarmItem, ...]:
    """Lines for these ringing slots, by time left; slots of the same ticket and clock share a line."""
    groups: dict[tuple[int, ClockName], list[ReminderRow]] = {}
    for row in rows:
        groups.setdefault((row.ticket_id, row.clock), []).append(row)
    items = [
        AlarmItem(tuple(sorted(group, key=lambda row: (row.planned_at, row.id), reverse=True)))
        for group in groups.values()
    ]
    items.sort(key=lambda item: (item.due_at or item.newest.planned_at, item.newest.planned_at, item.newest.id))
    return tuple(items)


def header_words(items: Sequence[AlarmItem], now: datetime) -> str:
    """What rings, in one sentence: "签收已超时 1 件，签收将超时 2 件，到期提醒 1 件"."""
    if items and all(item.newest.ticket_id == TEST_TICKET for item in items):
        return "试响提醒：报警窗工作正常"
    counts: dict[str, int] = {}
    for item in items:
        word = _kind(item, now)
        counts[word] = counts.get(word, 0) + 1
    order = ("签收已超时", "签收将超时", "待签收", "已到期须上报", "到期提醒")
    return "，".join(f"{word} {counts[word]} 件" for word in order if word in counts)


def gap_words(since: datetime, until: datetime, count: int) -> str:
    """What was missed meanwhile: "离开 22:10–07:40，期间 4 条提醒到期"."""
    begin, end = to_local(since), to_local(until)
    far = (local_day(until) - local_day(since)).days > 1
    form = "%m-%d %H:%M" if far else "%H:%M"
    return f"离开 {begin:{form}}–{end:{form}}，期间 {count} 条提醒到期"


def _kind(item: AlarmItem, now: datetime) -> str:
    if item.signs:
        return "签收已超时" if item.late(now) else "签收将超时" if item.pressing(now) else "待签收"
    return "已到期须上报" if item.newest.clock is ClockName.DEADLINE or item.late(now) else "到期提醒"


def notice_words(rows: Sequence[ReminderRow], now: datetime) -> list[NoticeWords]:
    """Title and text of a desktop notice for each line of these slots."""
    return [
        (
            title_of(item.newest.clock, item.newest.slot),
            f"{item.title}\n{item.newest.ticket_number} {item.left(now)}".rstrip(),
        )
        for item in gather(rows)
    ]


def test_row(now: datetime) -> ReminderRow:
    """The slot of a test alarm: it belongs to no ticket."""
    return ReminderRow(
        id=TEST_TICKET,
        ticket_id=TEST_TICKET,
        ticket_number="试响",
        ticket_title="这是一次试响，不涉及任何工单",
        street="",
        urgency=Urgency.GENERAL,
        clock=ClockName.DAY5,
        slot="",
        planned_at=now,
        due_at=None,
        state=ReminderState.SHOWN,
        raised_at=now,
        shown_at=now,
        times_raised=1,
        acknowledged_at=None,
        acknowledged_by="",
        returns_at=None,
        reason="",
    )
