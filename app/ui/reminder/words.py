"""The texts of the reminder ledger: the columns of a slot from planned to done."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from app.base.clock import local_day, to_local
from app.base.table import Kind
from app.desk.reminder.rows import ReminderRow
from app.reports.reminder_ledger import answer_span, done_words, late_words, shown_words, why_words
from app.rules.law.clocks import ClockName
from app.rules.reminder.slots import row_title
from app.rules.reminder.states import REMINDER_STATE_WORDS, ReminderState
from app.ui.kit.table.columns import Amount, Cell, Column, ticket_cell
from app.ui.kit.table.values import aside, coded, due, instant, integer, long_text, made, rank, text
from app.ui.kit.words import moment

STATE_LOOKS = {
    ReminderState.PLANNED: ("blue", "clock"),
    ReminderState.RAISED: ("red", "bell-ring"),
    ReminderState.SHOWN: ("amber", "bell"),
    ReminderState.ACKNOWLEDGED: ("green", "check"),
    ReminderState.CANCELLED: ("neutral", "x"),
    ReminderState.MISSED: ("red", "triangle-alert"),
}


def _planned(row: ReminderRow, now: datetime) -> Cell:
    """The planned time; a deadline at midnight reads 24:00 of the day it ends."""
    local = to_local(row.planned_at)
    day, clock = local.date(), f"{local:%H:%M}"
    if row.clock is ClockName.DEADLINE and local.time() == time(0):
        day, clock = day - timedelta(days=1), "24:00"
    words = {-1: "昨天", 0: "今日", 1: "明日"}.get((day - local_day(now)).days, day.isoformat())
    return Cell(clock, words, bold=True)


def _ticket(row: ReminderRow, _now: datetime) -> Cell:
    return ticket_cell(row.ticket_title, row.ticket_number, row.level.word, row.street)


def _reminder(row: ReminderRow, _now: datetime) -> Cell:
    return Cell(row_title(row), why_words(row))


def _state(row: ReminderRow, _now: datetime) -> Cell:
    tone, icon = STATE_LOOKS[row.state]
    return Cell(REMINDER_STATE_WORDS[row.state], tone=tone, icon=icon)


def _raised(row: ReminderRow, now: datetime) -> Cell:
    if row.raised_at is None:
        return Cell("—")
    times = f"（{row.times_raised} 次）" if row.times_raised > 1 else ""
    late = late_words(row)
    return Cell(f"{moment(row.raised_at, now)}{times}", f"迟 {late}" if late else "准时")


def _shown(row: ReminderRow, _now: datetime) -> Cell:
    if row.raised_at is None:
        return Cell("—")
    first, _, rest = shown_words(row).partition(" · ")
    return Cell(first or "未弹出", rest)


def _acknowledged(row: ReminderRow, now: datetime) -> Cell:
    if row.acknowledged_at is None:
        return Cell("—")
    back = f" · {moment(row.returns_at, now)} 再响" if row.returns_at else ""
    after = answer_span(row)
    words = f"{row.acknowledged_by} {moment(row.acknowledged_at, now)}"
    return Cell(words, f"{after} 后{back}" if after else back.removeprefix(" · "))


def _done(row: ReminderRow, now: datetime) -> Cell:
    if row.done is None:
        return Cell("—")
    return Cell(row.done.verb.word, f"{row.done.who} {moment(row.done.at, now)}")


def _urged(row: ReminderRow, _now: datetime) -> Cell:
    first, _, rest = row.urged.partition("：")
    return Cell(first or "—", rest)


def _done_at(row: ReminderRow) -> datetime | None:
    return row.done.at if row.done is not None else None


def _times_raised(row: ReminderRow) -> float:
    return row.times_raised


COLUMNS = (
    Column("计划", _planned, 92, values=(due("应提醒时间", "planned_at"),)),
    Column(
        "工单",
        _ticket,
        190,
        grows=True,
        leaves=1,
        values=(
            long_text("标题", "ticket_title", 26),
            text("工单编号", "ticket_number", 24),
            aside(text("紧急程度", "level.word", 10)),
            aside(text("街乡镇", "street")),
        ),
    ),
    Column(
        "提醒与原因",
        _reminder,
        190,
        grows=True,
        values=(made("提醒", row_title, width=24), aside(made("原因", why_words, Kind.LONG_TEXT, 40))),
    ),
    Column(
        "状态",
        _state,
        102,
        values=(coded("状态", "state", REMINDER_STATE_WORDS),),
        sort_key=rank("state", list(ReminderState)),
    ),
    Column(
        "响铃",
        _raised,
        112,
        leaves=2,
        values=(instant("响铃时间", "raised_at"), integer("响铃次数", "times_raised"), made("迟到", late_words)),
        amount=Amount("响铃次数合计", _times_raised),
    ),
    Column("弹出与送达", _shown, 150, leaves=5, values=(made("弹出与送达", shown_words, width=40),)),
    Column(
        "确认",
        _acknowledged,
        140,
        leaves=3,
        values=(
            instant("确认时间", "acknowledged_at"),
            text("确认人", "acknowledged_by"),
            made("多久后确认", answer_span),
        ),
    ),
    Column(
        "之后的办理",
        _done,
        130,
        leaves=4,
        values=(made("之后的办理", done_words, width=24), made("办理时间", _done_at, Kind.TIME, 20)),
        sort_key=_done_at,
    ),
    Column("催办", _urged, 140, leaves=3, values=(long_text("催办", "urged"),)),
)
