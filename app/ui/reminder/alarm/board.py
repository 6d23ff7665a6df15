"""The board of everything that rings, built off the GUI thread: what can be saved first, old ones apart, and counts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from app.base.clock import local_day, to_local
from app.desk.reminder.rows import ReminderRow
from app.rules.escalation.texts import span_words
from app.rules.reminder.triage import JUST_RUN_OUT, Hope
from app.rules.shared.time_left import time_left
from app.ui.reminder.alarm.items import TEST_TICKET, AlarmItem, item_of
from app.ui.reminder.alarm.rhythm import RING_AGAIN

# So many tickets have a line; the others are counted and follow once these are answered.
LISTED_AT_MOST = 200
# As in app.rules.shared.time_left without a start: the last ten minutes are pressing.
_PRESSING_WITHIN = timedelta(minutes=10)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_SPAN = f"（{JUST_RUN_OUT // timedelta(hours=1)} 小时内）"


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that rings. Counting it costs the same for one line and for thousands.

    `items` are the lines: what can still be saved, the shortest time left first, then what has just run out, the last
    first; only the first 200 have the words of their tickets and are listed. `old` ran out long ago and is folded into
    one line; `came_old` are those tickets of them whose deadline had passed when they came in. `to_sign` are the
    tickets of the lines that are answered by signing.
    """

    items: tuple[AlarmItem, ...]
    old: tuple[AlarmItem, ...]
    by_ticket: Mapping[int, AlarmItem]
    ids: frozenset[int]
    came_old: frozenset[int]
    to_sign: tuple[int, ...]
    _ends: tuple[datetime, ...]
    _endless: int
    _urgent_to_sign: bool
    ring_again: timedelta = RING_AGAIN

    def __bool__(self) -> bool:
        """Whether anything rings."""
        return bool(self.by_ticket)

    @property
    def listed(self) -> tuple[AlarmItem, ...]:
        """The lines that are listed."""
        return self.items[:LISTED_AT_MOST]

    @property
    def line_ids(self) -> frozenset[int]:
        """The slots of the lines, without the folded ones."""
        return frozenset(number for item in self.items for number in item.ids)

    def savable(self, now: datetime) -> int:
        """How many tickets can still be saved."""
        return len(self._ends) - bisect_right(self._ends, now) + self._endless

    def first_end(self, now: datetime) -> datetime | None:
        """When the first of those that can be saved runs out."""
        place = bisect_right(self._ends, now)
        return self._ends[place] if place < len(self._ends) else None

    def just_over(self, now: datetime) -> int:
        """How many lines have just run out."""
        return bisect_right(self._ends, now)

    def shortest(self, now: datetime, count: int) -> list[AlarmItem]:
        """The lines that run out next, then those that ran out last."""
        return [item for item in self.items if item.due_at is None or item.due_at > now][:count]

    def pressing(self, now: datetime) -> bool:
        """Whether a deadline is about to be missed, or has just been; old ones press no more."""
        end = self.first_end(now)
        return self.just_over(now) > 0 or (end is not None and end <= now + _PRESSING_WITHIN)

    def urgent(self, now: datetime) -> bool:
        """Whether the sound repeats."""
        return self._urgent_to_sign or self.pressing(now)

    def urgent_items(self, now: datetime) -> list[AlarmItem]:
        """The listed lines for which the sound repeats."""
        return [item for item in self.listed if item.urgent(now)]

    def oldest(self) -> datetime | None:
        """When the first of the old ones ran out."""
        return min((item.due_at for item in self.old if item.due_at is not None), default=None)

    def rows(self) -> Iterator[ReminderRow]:
        """Every slot that rings."""
        return (row for item in self.by_ticket.values() for row in item.rows)

    def moved_since(self, other: Board) -> bool:
        """Whether the clock in front of a line has a different end than before."""
        return any(
            (was := other.by_ticket.get(item.key)) is not None
            and was.leading.clock is item.leading.clock
            and was.due_at != item.due_at
            for item in self.items
        )

    def lost_since(self, other: Board) -> bool:
        """Whether a line of the earlier board is gone."""
        return not other.by_ticket.keys() <= self.by_ticket.keys()


def gather(
    rows: Sequence[ReminderRow],
    *,
    now: datetime,
    ring_again: timedelta = RING_AGAIN,
    came_old: Iterable[int] = (),
) -> Board:
    """Builds the lines of these ringing slots; the slots of a ticket share a line."""
    groups: dict[int, list[ReminderRow]] = {}
    for row in rows:
        groups.setdefault(row.ticket_id, []).append(row)
    old_ones = frozenset(came_old)
    by_hope: dict[Hope, list[AlarmItem]] = {hope: [] for hope in Hope}
    for group in groups.values():
        item = item_of(group, now)
        by_hope[item.hope(now, came_old=item.key in old_ones)].append(item)
    savable, over, old = (by_hope[hope] for hope in Hope)
    savable.sort(key=lambda item: (item.due_at or item.leading.planned_at, item.leading.planned_at, item.leading.id))
    for late in (over, old):
        late.sort(key=lambda item: (item.due_at or item.leading.planned_at, item.leading.id), reverse=True)
    ends = [item.due_at for item in (*savable, *over) if item.due_at is not None]
    return Board(
        items=(*savable, *over),
        old=tuple(old),
        by_ticket={item.key: item for item in (*savable, *over, *old)},
        ids=frozenset(row.id for row in rows),
        came_old=old_ones & {item.key for item in old},
        to_sign=tuple(item.key for item in (*savable, *over) if item.signs),
        _ends=tuple(sorted(ends)),
        _endless=sum(item.due_at is None and item.key != TEST_TICKET for item in savable),
        _urgent_to_sign=any(item.signs and item.leading.level.pressing for item in (*savable, *over)),
        ring_again=ring_again,
    )


def worded(board: Board, rows: Mapping[int, ReminderRow]) -> Board:
    """The same board with these rows in place of those with their ids."""
    changed = {
        item.key: AlarmItem(tuple(rows.get(row.id, row) for row in item.rows))
        for item in board.items
        if any(row.id in rows for row in item.rows)
    }
    items = tuple(changed.get(item.key, item) for item in board.items)
    urgent = any(item.signs and item.leading.level.pressing for item in items)
    return replace(board, items=items, by_ticket={**board.by_ticket, **changed}, _urgent_to_sign=urgent)


def over_words(board: Board, now: datetime) -> str:
    """What the lines that have run out are: "刚刚超时"; a second level may ring days after the deadline."""
    over = [item for item in board.items if item.due_at is not None and item.due_at <= now]
    again = sum(item.due_at is not None and now - item.due_at > JUST_RUN_OUT for item in over)
    if not again:
        return "刚刚超时"
    return "刚刚超时或再次提醒" if again < len(over) else "再次提醒"


def over_heading(board: Board, now: datetime) -> str:
    """The heading of these lines: "刚刚超时（12 小时内） 3 件"."""
    return f"{over_words(board, now)}{_SPAN} {board.just_over(now):,} 件"


def head_words(board: Board, now: datetime) -> tuple[str, str]:
    """What the head says: "还能救的 3 件", "最近 03:12 后超时"."""
    savable, over = board.savable(now), board.just_over(now)
    if savable:
        end = board.first_end(now)
        return f"还能救的 {savable:,} 件", "" if end is None else _end_words(end, now)
    if TEST_TICKET in board.by_ticket:
        return "试响提醒：报警窗工作正常", ""
    if over:
        return f"{over_words(board, now)} {over:,} 件", "请补办并写明原因"
    return f"早已超期 {len(board.old):,} 件", "没有还能救的，不再响铃"


def head_note(unanswered: timedelta | None, gap: str, trial: str) -> str:
    """The second line of the head: for how long nobody has answered, a gap, the result of a test alarm."""
    silent = "" if unanswered is None else f"已 {span_words(unanswered)}无人应答"
    return "；".join(filter(None, (silent, gap, trial)))


def _end_words(end: datetime, now: datetime) -> str:
    left = time_left(end, now).text
    return f"最近 {left} 超时" if "今日" in left else f"最近 {left} 后超时"


def gap_words(since: datetime, until: datetime, cause: str, fell: int, missed: int = 0) -> str:
    """The words for a gap without reminders: "22:10–07:40 程序未运行，其间 4 条提醒到时，其中 2 条错过"."""
    begin, end = to_local(since), to_local(until)
    far = (local_day(until) - local_day(since)).days > 1
    form = "%m-%d %H:%M" if far else "%H:%M"
    never = f"，其中 {missed} 条错过" if missed else ""
    return f"{begin:{form}}–{end:{form}} {cause}，其间 {fell} 条提醒到时{never}"


NOTHING = gather((), now=_LONG_AGO)
