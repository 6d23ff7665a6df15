"""The board of everything that rings, built off the GUI thread: lines by time left, and the text of the head."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.base.clock import local_day, to_local
from app.desk.reminder.rows import ReminderRow
from app.rules.law.clocks import ClockName
from app.ui.reminder.alarm.items import TEST_TICKET, AlarmItem, item_of
from app.ui.reminder.alarm.rhythm import RING_AGAIN

# As in app.rules.shared.time_left without a start: the last ten minutes are pressing.
_PRESSING_WITHIN = timedelta(minutes=10)
_SERIES = frozenset({ClockName.DAY5, ClockName.DUE_DAY, ClockName.HANDLING})


@dataclass(frozen=True, slots=True)
class Board:
    """The lines of the alarm window. Counting what rings costs the same for one line and for thousands."""

    items: tuple[AlarmItem, ...]
    by_ticket: Mapping[int, AlarmItem]
    ids: frozenset[int]
    _ends: tuple[datetime, ...]
    _sign_ends: tuple[datetime, ...]
    _series_ends: tuple[datetime, ...]
    _expired: int
    _others: int
    _urgent_to_sign: bool
    ring_again: timedelta = RING_AGAIN

    def pressing(self, now: datetime) -> bool:
        """Whether a deadline is about to be missed, or has been."""
        return bool(self._ends) and self._ends[0] <= now + _PRESSING_WITHIN

    def urgent(self, now: datetime) -> bool:
        """Whether the sound repeats."""
        return self._urgent_to_sign or self.pressing(now)

    def urgent_items(self, now: datetime) -> list[AlarmItem]:
        """The lines for which the sound repeats."""
        return [item for item in self.items if item.urgent(now)]

    def words(self, now: datetime) -> str:
        """The summary of what rings: "签收已超时 1 件，签收将超时 2 件，到期提醒 1 件"."""
        if self.items and all(item.key == TEST_TICKET for item in self.items):
            return "试响提醒：报警窗工作正常"
        late = bisect_left(self._sign_ends, now)
        soon = _up_to(self._sign_ends, now + _PRESSING_WITHIN) - late
        expired = bisect_left(self._series_ends, now)
        counts = {
            "签收已超时": late,
            "签收将超时": soon,
            "待签收": len(self._sign_ends) - late - soon,
            "已到期须上报": self._expired + expired,
            "到期提醒": len(self._series_ends) - expired,
            "其他时限提醒": self._others,
            "试响": int(TEST_TICKET in self.by_ticket),
        }
        return "，".join(f"{word} {count} 件" for word, count in counts.items() if count)

    def rows(self) -> Iterator[ReminderRow]:
        """Every slot that rings."""
        return (row for item in self.items for row in item.rows)

    def moved_since(self, other: Board) -> bool:
        """Whether the leading clock of a line has a different end than before."""
        return any(
            (was := other.by_ticket.get(key)) is not None
            and was.leading.clock is item.leading.clock
            and was.due_at != item.due_at
            for key, item in self.by_ticket.items()
        )

    def lost_since(self, other: Board) -> bool:
        """Whether a line of the earlier board is gone."""
        return not other.by_ticket.keys() <= self.by_ticket.keys()


def gather(rows: Sequence[ReminderRow], *, ring_again: timedelta = RING_AGAIN) -> Board:
    """Builds the lines of these ringing slots by time left; the slots of a ticket share a line."""
    groups: dict[int, list[ReminderRow]] = {}
    for row in rows:
        groups.setdefault(row.ticket_id, []).append(row)
    items = [item_of(group) for group in groups.values()]
    items.sort(key=lambda item: (item.due_at or item.leading.planned_at, item.leading.planned_at, item.leading.id))
    signs = [item for item in items if item.signs]
    expired = [item for item in items if not item.signs and item.leading.clock is ClockName.DEADLINE]
    series = [item for item in items if not item.signs and item.leading.clock in _SERIES and item.key != TEST_TICKET]
    others = len(items) - len(signs) - len(expired) - len(series) - (TEST_TICKET in groups)
    return Board(
        items=tuple(items),
        by_ticket={item.key: item for item in items},
        ids=frozenset(row.id for row in rows),
        _ends=_ends(items),
        _sign_ends=_ends(signs),
        _series_ends=_ends(series),
        _expired=len(expired),
        _others=others,
        _urgent_to_sign=any(item.leading.level.pressing for item in signs),
        ring_again=ring_again,
    )


def gap_words(since: datetime, until: datetime, cause: str, fell: int, missed: int = 0) -> str:
    """The words for a gap without reminders: "22:10–07:40 程序未运行，其间 4 条提醒到时，其中 2 条错过"."""
    begin, end = to_local(since), to_local(until)
    far = (local_day(until) - local_day(since)).days > 1
    form = "%m-%d %H:%M" if far else "%H:%M"
    never = f"，其中 {missed} 条错过" if missed else ""
    return f"{begin:{form}}–{end:{form}} {cause}，其间 {fell} 条提醒到时{never}"


def _ends(items: Sequence[AlarmItem]) -> tuple[datetime, ...]:
    return tuple(sorted(item.due_at for item in items if item.due_at is not None))


def _up_to(ends: Sequence[datetime], at: datetime) -> int:
    return bisect_left(ends, at + timedelta(microseconds=1))


NOTHING = gather(())
