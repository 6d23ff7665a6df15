"""The lines of the alarm window: the ringing slots of one ticket, their words, their tone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from app.desk.reminder.rows import ReminderRow
from app.rules.law.clocks import ClockName
from app.rules.law.urgency import SHIPPED_LEVELS
from app.rules.reminder.slots import row_title
from app.rules.reminder.states import ReminderState
from app.rules.reminder.triage import Hope, hope_of
from app.rules.shared.time_left import Level, time_left, used_fraction

TEST_TICKET = 0
_PRESSING = frozenset({Level.LATE, Level.SOON})
_RANK = {ClockName.SIGN: 0, ClockName.DEADLINE: 1, ClockName.DUE_DAY: 2, ClockName.DAY5: 3}


class NoticeWords(NamedTuple):
    """The words of a desktop notice, and the reminders that it covers."""

    title: str
    text: str
    ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AlarmItem:
    """One line of the alarm window: a ticket with all its slots that ring, the clock that matters most in front.

    That is the one that ends next; when all have ended, the one that ended last.
    """

    rows: tuple[ReminderRow, ...]

    @property
    def leading(self) -> ReminderRow:
        """The newest slot of the clock in front, which represents the line."""
        return self.rows[0]

    @property
    def key(self) -> int:
        """The identity of a line while its slots change: its ticket."""
        return self.leading.ticket_id

    @property
    def ids(self) -> list[int]:
        """The reminders that are acknowledged together."""
        return [row.id for row in self.rows]

    @property
    def sign_ids(self) -> list[int]:
        """The reminders that signing answers."""
        return [row.id for row in self.rows if row.clock is ClockName.SIGN]

    @property
    def signs(self) -> bool:
        """Whether the line is answered by signing for the ticket."""
        return any(row.clock is ClockName.SIGN for row in self.rows)

    @property
    def due_at(self) -> datetime | None:
        """The end of the clock in front."""
        return self.leading.due_at

    @property
    def title(self) -> str:
        """The first line of text: the subject and the place."""
        return " · ".join(part for part in (self.leading.ticket_title, self.leading.street) if part) or "（无标题）"

    def detail(self, now: datetime) -> str:
        """The second line of text: the number, and why it rings, clock by clock."""
        return " · ".join([self.leading.ticket_number, *self.reasons(now)])

    def reasons(self, now: datetime) -> list[str]:
        """Why it rings: one sentence for each clock, the one in front first."""
        if self.key == TEST_TICKET:
            return ["按 1 或点“确认”结束试响"]
        by_clock: dict[ClockName, list[ReminderRow]] = {}
        for row in self.rows:
            by_clock.setdefault(row.clock, []).append(row)
        return [_why(rows, now) for rows in by_clock.values()]

    def hope(self, now: datetime, *, came_old: bool = False) -> Hope:
        """What can still be done about it; `came_old` when its deadline had long passed as it came in."""
        return hope_of(self.rows, now, came_old=came_old)

    def signs_late(self, now: datetime) -> bool:
        """Whether signing now needs a reason."""
        return any(row.clock is ClockName.SIGN and row.due_at is not None and row.due_at < now for row in self.rows)

    def used(self, now: datetime) -> float:
        """How much of the span between the ringing and the end of the clock in front is used up, from 0.0 to 1.0."""
        return used_fraction(min(row.planned_at for row in self.rows), self.due_at, now)

    def pressing(self, now: datetime) -> bool:
        """Whether a deadline is about to be missed, or has been."""
        return time_left(self.due_at, now).level in _PRESSING

    def urgent(self, now: datetime) -> bool:
        """Whether the sound repeats: the deadline is pressing, or a ticket of a pressing level is not signed for."""
        return self.pressing(now) or (self.signs and self.leading.level.pressing)

    def left(self, now: datetime) -> str:
        """The time left as the line shows it: "剩 02:20", "今日 24:00 到期", "已超 5 分"."""
        if self.due_at is None:
            return ""
        left = time_left(self.due_at, now)
        if left.level is Level.LATE:
            return left.text
        return f"{left.text} 到期" if ":00" in left.text and "今日" in left.text else f"剩 {left.text}"


def item_of(rows: Sequence[ReminderRow], now: datetime) -> AlarmItem:
    """The line of one ticket's ringing slots."""
    ordered = sorted(rows, key=lambda row: (row.planned_at, row.id), reverse=True)
    if len(ordered) > 1:
        ordered.sort(key=lambda row: (*_nearness(row, now), _RANK.get(row.clock, 9)))
    return AlarmItem(tuple(ordered))


def _nearness(row: ReminderRow, now: datetime) -> tuple[bool, float]:
    """Clocks that still run, the next to end in front, then those that have ended, the last to end in front."""
    away = ((row.due_at or row.planned_at) - now).total_seconds()
    over = row.due_at is not None and away <= 0
    return over, abs(away)


def notice_words(items: Sequence[AlarmItem], now: datetime) -> list[NoticeWords]:
    """Title and text of a desktop notice for each line."""
    return [
        NoticeWords(
            _title(item.leading),
            f"{item.title}\n{item.leading.ticket_number} {item.left(now)}".rstrip(),
            tuple(item.ids),
        )
        for item in items
    ]


def test_row(now: datetime) -> ReminderRow:
    """The slot of a test alarm, which belongs to no ticket."""
    return ReminderRow(
        id=TEST_TICKET,
        ticket_id=TEST_TICKET,
        ticket_number="试响",
        ticket_title="这是一次试响，不涉及任何工单",
        street="",
        level=SHIPPED_LEVELS[-1],
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


def _title(row: ReminderRow) -> str:
    return row_title(row)


def _why(rows: Sequence[ReminderRow], now: datetime) -> str:
    row = rows[0]
    if row.clock is not ClockName.SIGN:
        count = f"，共 {len(rows)} 次未确认" if len(rows) > 1 else ""
        return _title(row) + count
    if row.due_at is not None and row.due_at < now:
        return "签收已超时，须写明原因"
    return _title(row) if row.slot == "arrival" else "尚未签收，请尽快签收"
