"""What the reminder ledger says: its columns, its periods, and the sum that must add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.base.clock import local_day, local_midnight, to_local
from app.desk.rows import ReminderRow
from app.rules.slots import title_of
from app.rules.states import REMINDER_STATE_WORDS, URGENCY_WORDS, ClockName, ReminderState
from app.ui.tables.columns import Cell, Column
from app.ui.words import moment

STATE_LOOKS = {
    ReminderState.PLANNED: ("blue", "clock"),
    ReminderState.RAISED: ("red", "bell-ring"),
    ReminderState.SHOWN: ("amber", "bell"),
    ReminderState.ACKNOWLEDGED: ("green", "check"),
    ReminderState.CANCELLED: ("neutral", "x"),
    ReminderState.MISSED: ("red", "triangle-alert"),
}


def _planned(row: ReminderRow, now: datetime) -> Cell:
    """A deadline at midnight reads 24:00 of the day it ends, as everywhere."""
    local = to_local(row.planned_at)
    day, clock = local.date(), f"{local:%H:%M}"
    if row.clock is ClockName.DEADLINE and local.time() == time(0):
        day, clock = day - timedelta(days=1), "24:00"
    words = {-1: "昨天", 0: "今日", 1: "明日"}.get((day - local_day(now)).days, day.isoformat())
    return Cell(clock, words, bold=True)


def _ticket(row: ReminderRow, _now: datetime) -> Cell:
    parts = (row.ticket_number, URGENCY_WORDS[row.urgency], row.street)
    return Cell(row.ticket_title, " · ".join(part for part in parts if part), bold=True)


def _reminder(row: ReminderRow, _now: datetime) -> Cell:
    return Cell(title_of(row.clock, row.slot), row.reason)


def _state(row: ReminderRow, _now: datetime) -> Cell:
    tone, icon = STATE_LOOKS[row.state]
    return Cell(REMINDER_STATE_WORDS[row.state], tone=tone, icon=icon)


def _raised(row: ReminderRow, now: datetime) -> Cell:
    if row.raised_at is None:
        return Cell("—")
    shown = f"弹出 {moment(row.shown_at, now)}" if row.shown_at else "未弹出"
    times = f"（{row.times_raised} 次）" if row.times_raised > 1 else ""
    return Cell(f"{moment(row.raised_at, now)}{times}", shown)


def _acknowledged(row: ReminderRow, now: datetime) -> Cell:
    if row.acknowledged_at is None:
        return Cell("—")
    back = f" · {moment(row.returns_at, now)} 再响" if row.returns_at else ""
    return Cell(moment(row.acknowledged_at, now), f"{row.acknowledged_by}{back}")


COLUMNS = (
    Column("计划", _planned, 96),
    Column("工单", _ticket, 220, grows=True),
    Column("提醒与说明", _reminder, 170, grows=True, leaves=1),
    Column("状态", _state, 102),
    Column("触发 / 弹出", _raised, 120, leaves=2),
    Column("确认", _acknowledged, 130, leaves=3),
)


@dataclass(frozen=True, slots=True)
class Period:
    """From a day up to and with another, in Beijing; None for no limit."""

    words: str
    first: date | None
    last: date | None

    def instants(self) -> tuple[datetime | None, datetime | None]:
        """The period as instants, the end not included."""
        start = local_midnight(self.first) if self.first else None
        end = local_midnight(self.last + timedelta(days=1)) if self.last else None
        return start, end


def named_periods(now: datetime) -> tuple[Period, ...]:
    """The periods that are one click away."""
    today = local_day(now)
    one = timedelta(days=1)
    return (
        Period("今天", today, today),
        Period("昨天", today - one, today - one),
        Period("明天", today + one, today + one),
        Period("近 7 天", today - 6 * one, today),
        Period("今后 7 天", today, today + 6 * one),
        Period("全部时间", None, None),
    )


def count_states(rows: Iterable[ReminderRow]) -> dict[ReminderState, int]:
    """How many rows stand in each state."""
    counts = dict.fromkeys(ReminderState, 0)
    for row in rows:
        counts[row.state] += 1
    return counts


def sum_words(counts: Mapping[ReminderState, int]) -> str:
    """计划 12 = 触发 7（已确认 5，未确认 2）+ 取消 3 + 待提醒 2."""
    acknowledged = counts[ReminderState.ACKNOWLEDGED]
    waiting = counts[ReminderState.RAISED] + counts[ReminderState.SHOWN]
    cancelled, planned = counts[ReminderState.CANCELLED], counts[ReminderState.PLANNED]
    whole = acknowledged + waiting + cancelled + planned
    raised = f"触发 {acknowledged + waiting:,}（已确认 {acknowledged:,}，未确认 {waiting:,}）"
    return f"计划 {whole:,} = {raised} + 取消 {cancelled:,} + 待提醒 {planned:,}"
