"""The texts of the duty log: columns, facts, corrections."""

from __future__ import annotations

from datetime import datetime

from app.base.clock import local_minute, to_local
from app.desk.duty_log.rows import DutyLog, EntryRow, LogLine
from app.rules.duty_log.entries import Correction, EntryKind
from app.rules.duty_log.lines import LineKind
from app.rules.shared.time_left import Level, time_left
from app.ui.kit.table.columns import Cell, Column
from app.ui.kit.table.values import due, instant, long_text, made
from app.ui.kit.words import full, full_deadline, moment

ENTRY_LOOKS = {
    EntryKind.CALL: ("blue", "phone"),
    EntryKind.VISITOR: ("blue", "user"),
    EntryKind.FAULT: ("red", "triangle-alert"),
    EntryKind.ORDER: ("amber", "megaphone"),
    EntryKind.OTHER: ("neutral", "sticky-note"),
}
KIND_CHOICES = tuple((kind, kind.word) for kind in LineKind)


def order_look(row: EntryRow, now: datetime) -> tuple[str, str, str] | None:
    """The state of an order: its words, tone and icon; None for any other entry."""
    if row.kind is not EntryKind.ORDER:
        return None
    if row.done_at is not None:
        late = row.due_at is not None and row.done_at > row.due_at
        return ("超时办结", "amber", "circle-check") if late else ("已办结", "green", "circle-check")
    if row.due_at is None:
        return "未办结", "amber", "hourglass"
    left = time_left(row.due_at, now)
    if left.level is Level.LATE:
        return left.text, "red", "triangle-alert"
    return f"{local_minute(row.due_at)} 前", "amber", "clock"


def _at(one: LogLine, now: datetime) -> Cell:
    local = to_local(one.line.at)
    same = local.date() == to_local(now).date()
    return Cell(f"{local:%H:%M}", "" if same else f"{local:%m-%d}")


def _act(one: LogLine, _now: datetime) -> Cell:
    if one.entry is not None:
        tone, icon = ENTRY_LOOKS[one.entry.kind]
        return Cell(one.line.word, tone=tone, icon=icon)
    return Cell(_act_words(one))


def _act_words(one: LogLine) -> str:
    return one.line.word + (f" ×{one.line.count:,}" if one.line.count > 1 else "")


def _text(one: LogLine, _now: datetime) -> Cell:
    return Cell(" ".join(one.line.text.split()) or one.line.word, _second(one), bold=one.entry is not None)


def _second(one: LogLine) -> str:
    entry = one.entry
    if entry is None:
        return one.line.ticket_number + _more(one)
    parts = (
        f"{entry.ordered_by}交办" if entry.ordered_by else "",
        f"交 {entry.ordered_to}" if entry.ordered_to else "",
        f"更正 {len(entry.corrections)} 次" if entry.corrections else "",
    )
    return " · ".join(filter(None, parts))


def _more(one: LogLine) -> str:
    """How many lines of the journal this one stands for, where it is more than one."""
    if one.line.count == 1:
        return ""
    return f" 等 {one.line.count:,} 件" if one.line.ticket_number else f"同时 {one.line.count:,} 条，逐条见当日日志"


def _who(one: LogLine, _now: datetime) -> Cell:
    return Cell(one.line.who or "—")


def _who_words(one: LogLine) -> str:
    return one.line.who


def _done(one: LogLine, now: datetime) -> Cell:
    look = order_look(one.entry, now) if one.entry is not None else None
    return Cell("") if look is None else Cell(look[0], tone=look[1], icon=look[2])


def _moment(one: LogLine) -> datetime:
    return one.line.at


def _kind_words(one: LogLine) -> str:
    return one.line.kind.word


def _number(one: LogLine) -> str:
    return one.line.ticket_number


def _line_text(one: LogLine) -> str:
    return one.line.text


def _due(one: LogLine) -> datetime | None:
    return one.entry.due_at if one.entry is not None else None


COLUMNS = (
    Column("时间", _at, 70, values=(made("时间", _moment, instant("", "at").kind, 20),), sort_key=_moment),
    Column("事项", _act, 132, values=(made("类别", _kind_words, width=10), made("事项", _act_words, width=14))),
    Column(
        "内容",
        _text,
        220,
        grows=True,
        values=(made("内容", _line_text, long_text("", "text").kind, 40), made("工单编号", _number, width=24)),
    ),
    Column("人员", _who, 96, values=(made("人员", _who_words, width=12),)),
    Column("交办办结", _done, 140, leaves=1, values=(made("办结时限", _due, due("", "due_at").kind, 20),)),
)


def span_words(log: DutyLog) -> str:
    """11-22 夜班 23:00 起 · 值班员甲 · 42 条."""
    span = log.span
    since = f"{local_minute(span.since)} 至 {local_minute(span.until)}"
    people = "、".join(span.people)
    more = f"，更早的 {log.left_out:,} 条未列出" if log.left_out else ""
    return " · ".join(filter(None, (span.name, since, people, f"{len(log.lines):,} 条{more}")))


def facts(one: LogLine, now: datetime) -> list[tuple[str, str]]:
    """The lines of one act or entry, word and value; empty ones are left out."""
    entry = one.entry
    if entry is None:
        number = one.line.ticket_number
        lines = [
            ("时间", full(one.line.at)),
            ("人员", one.line.who),
            ("工单" if number else "合并", number + _more(one)),
        ]
        return [(word, value) for word, value in lines if value]
    lines = [
        ("时间", full(entry.at)),
        ("登记", f"{entry.operator}{_later(entry, now)}"),
        ("交办人", entry.ordered_by),
        ("交办给", entry.ordered_to),
        ("办结时限", full_deadline(entry.due_at) if entry.due_at else ""),
        ("办结", f"{full(entry.done_at)} · {entry.done_by}" if entry.done_at else ""),
        ("任务", f"任务 {entry.task_id}" if entry.task_id else ""),
    ]
    return [(word, value) for word, value in lines if value]


def _later(entry: EntryRow, now: datetime) -> str:
    """When it was written down, where that was a minute later or more."""
    written = entry.written_at
    return (
        f"，{moment(written, now)} 补记" if written is not None and (written - entry.at).total_seconds() >= 60 else ""
    )


def correction_words(one: Correction, now: datetime) -> tuple[str, str]:
    """When and by whom an entry was corrected; what it said before and says now, and why."""
    return f"{moment(one.at, now)} {one.who}", one.words
