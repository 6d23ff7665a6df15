"""The texts of tasks: columns, states, facts, reminders."""

from __future__ import annotations

from datetime import datetime

from app.base.clock import local_minute
from app.desk.task.reads import TaskReminder
from app.desk.task.rows import TaskRow
from app.rules.law.clocks import ClockName
from app.rules.reminder.slots import title_of
from app.rules.reminder.states import REMINDER_STATE_WORDS
from app.rules.shared.time_left import Level, time_left
from app.rules.task.tasks import FROM_DUTY_LOG, TaskKind, TaskState
from app.ui.kit.table.columns import Cell, Column
from app.ui.kit.table.values import due, instant, long_text, made, text
from app.ui.kit.words import deadline, full, full_deadline, moment

_TONES = {Level.LATE: "red", Level.SOON: "red", Level.TODAY: "amber", Level.RUNNING: "blue", Level.DONE: "blue"}


KIND_TONES = {
    TaskKind.AD_HOC: "neutral",
    TaskKind.INSTRUCTION: "amber",
    TaskKind.GUIDANCE: "blue",
    TaskKind.REVIEW: "blue",
    TaskKind.ADVICE: "neutral",
}


def state_look(row: TaskRow, now: datetime) -> tuple[str, str, str]:
    """The state of a task: its words, tone and icon."""
    if row.state is TaskState.CANCELLED:
        return row.state.word, "neutral", "x"
    if row.state is TaskState.DONE:
        return ("超时办结", "amber", "circle-check") if row.was_late else (row.state.word, "green", "circle-check")
    level = time_left(row.due_at, now, row.created_at).level
    if level is Level.LATE:
        return "已超时", "red", "triangle-alert"
    if level in (Level.SOON, Level.TODAY):
        return ("即将到时" if level is Level.SOON else "今日到时"), _TONES[level], "clock"
    return row.state.word, _TONES[level], "hourglass"


def origin_words(row: TaskRow) -> str:
    """值班日志 17 for a reference, else the words themselves."""
    if row.origin.startswith(FROM_DUTY_LOG):
        return f"值班日志 {row.origin.removeprefix(FROM_DUTY_LOG)}"
    return row.origin


def left_words(row: TaskRow, now: datetime) -> str:
    """剩 1 时 20 分, 已超 9 时; empty for a task without a time, or that ended."""
    if row.state is not TaskState.OPEN or row.due_at is None:
        return ""
    left = time_left(row.due_at, now)
    return left.text if left.level is Level.LATE or "今日" in left.text else f"剩 {left.text}"


def _state(row: TaskRow, now: datetime) -> Cell:
    words, tone, icon = state_look(row, now)
    return Cell(words, tone=tone, icon=icon)


def _state_words(row: TaskRow) -> str:
    if row.state is TaskState.DONE and row.was_late:
        return "超时办结"
    return row.state.word


def _title(row: TaskRow, _now: datetime) -> Cell:
    return Cell(
        " ".join(row.title.split()),
        " · ".join(filter(None, (row.kind.word, origin_words(row), row.repeats))),
        bold=row.state is TaskState.OPEN,
    )


def _due(row: TaskRow, now: datetime) -> Cell:
    if row.due_at is None:
        return Cell("—")
    return Cell(deadline(row.due_at, now), left_words(row, now))


def _who(row: TaskRow, _now: datetime) -> Cell:
    return Cell(row.who or "—", f"{row.created_by}登记" if row.created_by else "")


def _answer(row: TaskRow, now: datetime) -> Cell:
    if row.state is TaskState.OPEN:
        return Cell("—", f"材料 {len(row.evidence)} 个" if row.evidence else "")
    ended = " · ".join(filter(None, (moment(row.done_at, now) if row.done_at else "", row.ended_by)))
    more = f" · 材料 {len(row.evidence)} 个" if row.evidence else ""
    return Cell(" ".join((row.answer or row.reason).split()) or "—", f"{ended}{more}")


def _when_due(row: TaskRow) -> tuple[bool, float]:
    """Open ones by their time, those without one after them, the ended ones behind."""
    at = row.due_at.timestamp() if row.due_at is not None else float("inf")
    return row.state is not TaskState.OPEN, at


def _evidence(row: TaskRow) -> str:
    return "、".join(file.name for file in row.evidence)


def _kind(row: TaskRow) -> str:
    return row.kind.word


COLUMNS = (
    Column("状态", _state, 116, values=(made("状态", _state_words, width=10),), sort_key=_when_due),
    Column(
        "任务",
        _title,
        200,
        grows=True,
        values=(
            long_text("任务", "title"),
            made("类别", _kind, width=12),
            made("来源", origin_words, width=18),
            text("重复", "repeats", 12),
        ),
    ),
    Column("办结时限", _due, 128, values=(due("办结时限", "due_at"),)),
    Column(
        "交给谁",
        _who,
        104,
        values=(text("交给谁", "who"), text("登记人", "created_by", 12), instant("登记时间", "created_at")),
    ),
    Column(
        "办理结果",
        _answer,
        150,
        grows=True,
        leaves=1,
        values=(
            long_text("办理结果", "answer"),
            instant("办结时间", "done_at"),
            text("办结人", "ended_by", 12),
            long_text("取消原因", "reason"),
            made("材料", _evidence),
        ),
    ),
)


def facts(row: TaskRow, now: datetime) -> list[tuple[str, str]]:
    """The lines of one task, word and value; empty ones are left out."""
    until = full_deadline(row.due_at) if row.due_at else ""
    lines = [
        ("来源", origin_words(row)),
        ("交给谁", row.who),
        ("办结时限", " · ".join(filter(None, (until, left_words(row, now))))),
        ("重复", row.repeats),
        ("登记", f"{full(row.created_at)} · {row.created_by}"),
        ("办结", f"{full(row.done_at)} · {row.ended_by}" if row.done_at else ""),
        ("办理结果", row.answer),
        ("取消", f"{row.reason}（{row.ended_by}）" if row.reason else ""),
    ]
    return [(word, value) for word, value in lines if value]


def reminder_lines(found: tuple[TaskReminder, ...]) -> list[tuple[str, str]]:
    """The reminders of a task with what became of each: 任务剩 2 小时 · 已确认 11-23 16:02 值班员甲."""
    return [(local_minute(one.slot.planned_at), _reminder(one)) for one in found]


def _reminder(one: TaskReminder) -> str:
    slot = one.slot
    shown = "、".join(
        dict.fromkeys(channel if arrived else f"{channel}未送达" for _, channel, arrived, _ in one.receipts)
    )
    answered = f"{local_minute(slot.acknowledged_at)} {slot.acknowledged_by}确认" if slot.acknowledged_at else ""
    back = f"{local_minute(slot.returns_at)} 再响" if slot.returns_at else ""
    parts = (title_of(ClockName.TASK, slot.slot), REMINDER_STATE_WORDS[slot.state], shown, answered, back, slot.reason)
    return " · ".join(filter(None, parts))


KIND_CHOICES = tuple((kind, kind.word) for kind in TaskKind)
