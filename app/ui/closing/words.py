"""The texts of the month's hinges: the columns of the closing list, the period, the clocks of rankings."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.base.clock import local_day
from app.desk.closing.rows import ClosingLine, ClosingView
from app.rules.closing.kinds import ClosingKind
from app.rules.closing.ranking import ClockKind, ClockStand, RankingClock
from app.rules.figures.period_text import period_words
from app.rules.figures.periods import Period
from app.rules.shared.time_left import time_left
from app.ui.kit.table.columns import Cell, Column, ticket_cell
from app.ui.kit.table.values import coded, due, long_text, text
from app.ui.kit.words import deadline, moment

KIND_LOOKS = {
    ClosingKind.MISSED: ("red", "phone"),
    ClosingKind.TURNABLE: ("amber", "phone-call"),
    ClosingKind.APPLICATION: ("amber", "circle-check"),
    ClosingKind.REVIEW: ("blue", "clipboard-check"),
    ClosingKind.DIFFERENCE: ("neutral", "eye"),
    ClosingKind.TWIN: ("neutral", "copy"),
}
_STAND_INK = {
    ClockStand.RUNNING: "amber",
    ClockStand.LATE: "red",
    ClockStand.DONE: "green",
    ClockStand.DONE_LATE: "red",
}
_DAY = timedelta(days=1)


def days_words(period: Period) -> str:
    """The period with its days: 2026年12月考核期（11-19 至 12-18）."""
    first, last = local_day(period.start), local_day(period.end) - _DAY
    return f"{period_words(period.name)}（{first:%m-%d} 至 {last:%m-%d}）"


def left_words(view: ClosingView) -> tuple[str, str]:
    """How much of the period is left, with its ink."""
    if view.has_ended:
        return "已结束，不能再转化", "second"
    left = view.period.end - view.now
    ink = "red" if left <= _DAY else "amber" if left <= 2 * _DAY else ""
    return _left(view.period.end, view.now) or "今日 24:00 结束", ink


def _left(due: datetime, now: datetime) -> str:
    """还剩 1 天 15 时; empty where the deadline itself says it: 今日 24:00."""
    words = time_left(due, now).text
    return "" if words.startswith("今日") else f"还剩 {words}"


def clock_line(clock: RankingClock, now: datetime) -> tuple[str, str]:
    """A clock in words, with its ink: 录入官方排名：12-25 24:00 前."""
    name = f"{period_words(clock.period.name)} {clock.kind.word}"
    if clock.done is None:
        late = "，已过期" if clock.stand is ClockStand.LATE else ""
        return f"{name}：{deadline(clock.due_at, now)} 前{late}", _STAND_INK[clock.stand]
    done = clock.done
    word = clock.step.word if clock.step is not None else clock.stand.word
    published = f"，{moment(done.at, now)} 公布" if clock.kind is ClockKind.ENTRY else ""
    late = "，晚于期限" if clock.stand is ClockStand.DONE_LATE else ""
    note = f"：{done.note}" if done.note else ""
    return f"{name}：{word}{published}（{moment(done.noted_at, now)} {done.who}{late}）{note}", _STAND_INK[clock.stand]


def _kind(row: ClosingLine, _now: datetime) -> Cell:
    tone, icon = KIND_LOOKS[row.kind]
    return Cell(row.kind.word, tone=tone, icon=icon)


def _ticket(row: ClosingLine, _now: datetime) -> Cell:
    return ticket_cell(row.title or "（本台没有这件）", row.number, row.unit)


def _why(row: ClosingLine, _now: datetime) -> Cell:
    return Cell(row.why)


def _due(row: ClosingLine, now: datetime) -> Cell:
    if row.due_at is None:
        return Cell("—")
    if row.due_at <= now:
        return Cell("已到期", deadline(row.due_at, now), tone="red", icon="clock")
    return Cell(f"{deadline(row.due_at, now)} 前", _left(row.due_at, now))


COLUMNS = (
    Column("事项", _kind, 152, values=(coded("事项", "kind", {kind: kind.word for kind in ClosingKind}),)),
    Column(
        "工单",
        _ticket,
        220,
        grows=True,
        values=(long_text("标题", "title"), text("工单编号", "number", 24), text("承办单位", "unit")),
    ),
    Column("情况", _why, 220, grows=True, values=(long_text("情况", "why"),)),
    Column("期限", _due, 150, values=(due("期限", "due_at"),)),
)
