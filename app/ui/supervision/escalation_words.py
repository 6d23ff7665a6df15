"""What the escalations say: columns, and the text that is read out on the telephone or sent."""

from __future__ import annotations

from datetime import datetime

from app.desk.rows import EscalationRow
from app.rules.states import ESCALATION_STATE_WORDS, EscalationState
from app.rules.time_left import time_left
from app.ui.tables.columns import Cell, Column
from app.ui.words import deadline, full, full_deadline, moment

STATE_LOOKS = {
    EscalationState.OPEN: ("red", "siren"),
    EscalationState.REPORTED: ("green", "circle-check"),
    EscalationState.CANCELLED: ("neutral", "x"),
}


def overdue_words(row: EscalationRow, at: datetime) -> str:
    """已超 9 时, counted at `at`."""
    return time_left(row.deadline_at, at).text


def ready_text(row: EscalationRow, now: datetime, who: str) -> str:
    """The sentences to read out or to send."""
    lines = [
        f"到期上报：工单 {row.ticket_number}",
        f"诉求：{row.ticket_title}" + (f"（{row.street}）" if row.street else ""),
        f"承办：{row.unit or '尚未派单'}",
        f"办理到期：{full_deadline(row.deadline_at)}，{overdue_words(row, now)}，尚未办结。",
        f"报告时间：{full(now)}" + (f"，值班 {who}" if who else ""),
    ]
    return "\n".join(lines)


def _ticket(row: EscalationRow, _now: datetime) -> Cell:
    return Cell(row.ticket_title, " · ".join(part for part in (row.ticket_number, row.street) if part), bold=True)


def _state(row: EscalationRow, _now: datetime) -> Cell:
    tone, icon = STATE_LOOKS[row.state]
    return Cell(ESCALATION_STATE_WORDS[row.state], tone=tone, icon=icon)


def _late(row: EscalationRow, now: datetime) -> Cell:
    if row.state is EscalationState.OPEN:
        return Cell(overdue_words(row, now), f"到期 {deadline(row.deadline_at, now)}", bold=True)
    at = row.reported_at or row.raised_at
    return Cell(f"到期 {deadline(row.deadline_at, now)}", f"上报时{overdue_words(row, at)}")


def _unit(row: EscalationRow, _now: datetime) -> Cell:
    return Cell(row.unit or "尚未派单")


def _reported(row: EscalationRow, now: datetime) -> Cell:
    if row.reported_at is None:
        return Cell("—")
    return Cell(f"{row.reported_to}（{row.channel}）", f"{moment(row.reported_at, now)} · {row.reported_by}")


COLUMNS = (
    Column("工单", _ticket, 200, grows=True),
    Column("状态", _state, 102),
    Column("已超 / 到期", _late, 150),
    Column("承办", _unit, 130, leaves=2),
    Column("上报", _reported, 180, leaves=1),
)


def facts(row: EscalationRow) -> list[tuple[str, str]]:
    """The lines of one escalation, word and value; empty ones, and what the ready text says, are left out."""
    waits = row.state is EscalationState.OPEN
    lines = [
        ("承办", "" if waits else row.unit or "尚未派单"),
        ("街乡镇", "" if waits else row.street),
        ("办理到期", "" if waits else full_deadline(row.deadline_at)),
        ("触发", full(row.raised_at)),
        ("上报", f"{full(row.reported_at)} · {row.reported_by}" if row.reported_at else ""),
        ("上报给", f"{row.reported_to}（{row.channel}）" if row.reported_at else ""),
        ("说明", row.note),
    ]
    return [(word, value) for word, value in lines if value]
