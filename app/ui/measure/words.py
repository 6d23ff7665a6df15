"""The texts of measures: columns and facts."""

from __future__ import annotations

from datetime import datetime

from app.desk.measure.rows import MeasureRow
from app.rules.measure import (
    CONFIRMATION_WORDS,
    MEASURE_KIND_WORDS,
    MEASURE_STATE_WORDS,
    Confirmation,
    MeasureKind,
    MeasureState,
)
from app.ui.kit.table.columns import Cell, Column, ticket_cell
from app.ui.kit.table.values import coded, due, instant, long_text, rank, text
from app.ui.kit.words import deadline, full, full_deadline, moment

KIND_LOOKS = {
    MeasureKind.EXTENSION: ("blue", "hourglass"),
    MeasureKind.SUPERVISION: ("red", "eye"),
    MeasureKind.PARKING: ("neutral", "bookmark"),
}
CONFIRMATION_TONES = {Confirmation.AWAITED: "amber", Confirmation.SAME: "green", Confirmation.DIFFERS: "red"}


def _ticket(row: MeasureRow, _now: datetime) -> Cell:
    return ticket_cell(row.ticket_title, row.ticket_number, row.unit)


def _kind(row: MeasureRow, _now: datetime) -> Cell:
    tone, icon = KIND_LOOKS[row.kind]
    return Cell(MEASURE_KIND_WORDS[row.kind], tone=tone if row.state is MeasureState.IN_FORCE else "neutral", icon=icon)


def _until(row: MeasureRow, now: datetime) -> Cell:
    if row.state is not MeasureState.IN_FORCE:
        ended = f"{moment(row.ended_at, now)} {row.ended_by}".strip() if row.ended_at is not None else ""
        return Cell(MEASURE_STATE_WORDS[row.state], ended)
    if row.until is None:
        return Cell("—")
    word = "延至" if row.kind is MeasureKind.EXTENSION else "跟进"
    return Cell(f"{word} {deadline(row.until, now)}", confirmed_words(row, now) or late_words(row, now))


def confirmed_words(row: MeasureRow, now: datetime) -> str:
    """平台尚未更新; 与平台不一致，平台 11-30 18:00."""
    if row.confirmation is None:
        return ""
    words = CONFIRMATION_WORDS[row.confirmation]
    if row.confirmation is Confirmation.DIFFERS and row.platform_deadline is not None:
        return f"{words}，平台 {deadline(row.platform_deadline, now)}"
    return words


def late_words(row: MeasureRow, now: datetime) -> str:
    """已到跟进时间, when it has come."""
    return "已到跟进时间" if row.until is not None and row.until <= now else ""


def _granted(row: MeasureRow, now: datetime) -> Cell:
    return Cell(f"{row.granted_by}（{row.channel}）", f"{moment(row.made_at, now)} {row.made_by}记")


def _reason(row: MeasureRow, _now: datetime) -> Cell:
    return Cell(row.reason, row.paper or "、".join(row.files))


COLUMNS = (
    Column(
        "工单",
        _ticket,
        190,
        grows=True,
        values=(long_text("标题", "ticket_title"), text("工单编号", "ticket_number", 24), text("承办单位", "unit")),
    ),
    Column(
        "类别",
        _kind,
        96,
        values=(coded("类别", "kind", MEASURE_KIND_WORDS), coded("状态", "state", MEASURE_STATE_WORDS)),
        sort_key=rank("kind", list(MeasureKind)),
    ),
    Column("时限 / 跟进", _until, 168, values=(due("延至或跟进时间", "until"),)),
    Column("批准", _granted, 140, leaves=1, values=(text("批准人", "granted_by", 12), text("方式", "channel"))),
    Column(
        "原因与文书",
        _reason,
        150,
        grows=True,
        leaves=2,
        values=(long_text("原因", "reason"), text("文号", "paper"), instant("登记时间", "made_at")),
    ),
)


def facts(row: MeasureRow, now: datetime) -> list[tuple[str, str]]:
    """The lines of one measure, word and value; empty ones are left out."""
    is_extension = row.kind is MeasureKind.EXTENSION
    lines = [
        ("工单", row.ticket_number),
        ("承办", row.unit),
        ("批准", f"{row.granted_by}（{row.channel}）"),
        ("原因", row.reason),
        ("文号", row.paper),
        ("文书", "、".join(row.files)),
        ("原时限" if is_extension else "办理时限", full_deadline(row.deadline_before) if row.deadline_before else ""),
        ("延至" if is_extension else "跟进", full_deadline(row.until) if row.until else ""),
        ("与平台", confirmed_words(row, now)),
        ("核对", full(row.compared_at) if row.compared_at else ""),
        ("登记", f"{full(row.made_at)} · {row.made_by}"),
        ("结束", f"{full(row.ended_at)} · {row.ended_by}" if row.ended_at else ""),
        ("说明", row.note),
    ]
    return [(word, value) for word, value in lines if value]
