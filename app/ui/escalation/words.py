"""The texts of the escalations: columns, figures, and the two forms of the report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.desk.escalation.reads import Figure, minutes_to_report
from app.desk.escalation.rows import EscalationRow
from app.rules.escalation.states import ESCALATION_STATE_WORDS, EscalationState
from app.rules.escalation.texts import LEVEL_PEOPLE, LEVEL_WORDS, Matter, list_message, message, span_words, spoken
from app.rules.shared.time_left import time_left
from app.ui.kit.table.columns import Cell, Column, ticket_cell
from app.ui.kit.table.values import aside, due, instant, long_text, made, rank, text
from app.ui.kit.words import deadline, full, full_deadline, moment

STATE_LOOKS = {
    EscalationState.OPEN: ("red", "siren"),
    EscalationState.REPORTED: ("green", "circle-check"),
    EscalationState.CANCELLED: ("neutral", "x"),
}
_SECOND_WORDS = {EscalationState.OPEN: "二级待报", EscalationState.REPORTED: "二级已报"}
TO_SEND, TO_SAY = "message", "spoken"
FORM_WORDS = ((TO_SEND, "短信 / 微信"), (TO_SAY, "口述"))


def figure_words(within_minutes: int) -> tuple[tuple[Figure, str], ...]:
    """The figures with their words, in the order of the filter."""
    return (
        (Figure.OPENED, "全部"),
        (Figure.OPEN, "待上报"),
        (Figure.REPORTED, "已上报"),
        (Figure.IN_TIME, f"{within_minutes} 分内上报"),
        (Figure.SECOND_LEVEL, "二级"),
        (Figure.CANCELLED, "已撤销"),
    )


def state_words(row: EscalationRow) -> str:
    """待上报 on the first level, 二级待报 on the second; 二级已报 after it."""
    plain = ESCALATION_STATE_WORDS[row.state]
    return plain if row.level == 1 else _SECOND_WORDS.get(row.state, plain)


def overdue_words(row: EscalationRow, at: datetime) -> str:
    """已超 9 时, counted at `at`."""
    return time_left(row.deadline_at, at).text


def ready_text(matters: Sequence[Matter], now: datetime, *, who: str, desk_name: str, form: str) -> str:
    """The text to send or to say: of one ticket in the form asked for, of several always the list; "" of none."""
    if not matters:
        return ""
    if len(matters) > 1:
        return list_message(matters, now, who, desk_name)
    return (spoken if form == TO_SAY else message)(matters[0], now, who, desk_name)


def _ticket(row: EscalationRow, _now: datetime) -> Cell:
    return ticket_cell(row.ticket_title, row.ticket_number, row.street)


def _state(row: EscalationRow, _now: datetime) -> Cell:
    tone, icon = STATE_LOOKS[row.state]
    return Cell(state_words(row), tone=tone, icon=icon)


def _late(row: EscalationRow, now: datetime) -> Cell:
    end = f"到期 {deadline(row.deadline_at, now)}"
    if row.state is EscalationState.OPEN:
        return Cell(overdue_words(row, now), end, bold=True)
    if row.reported_at is None:
        return Cell(end)
    return Cell(end, f"{span_words(row.reported_at - row.deadline_at)}后上报")


def _corrected(row: EscalationRow) -> str:
    return "更正" if row.corrections else ""


def _unit(row: EscalationRow, _now: datetime) -> Cell:
    return Cell(row.unit or "尚未派单")


def _reported(row: EscalationRow, now: datetime) -> Cell:
    if row.reported_at is not None:
        corrected = " · 更正" if row.corrections else ""
        return Cell(
            f"{row.reported_to}（{row.channel}）", f"{moment(row.reported_at, now)} · {row.reported_by}{corrected}"
        )
    if row.state is EscalationState.CANCELLED:
        return Cell("—", row.note)
    if row.next_level_at is not None:
        return Cell("—", f"{moment(row.next_level_at, now)} 升二级")
    return Cell("—")


COLUMNS = (
    Column(
        "工单",
        _ticket,
        200,
        grows=True,
        values=(
            long_text("标题", "ticket_title"),
            text("工单编号", "ticket_number", 24),
            aside(text("街乡镇", "street")),
        ),
    ),
    Column("状态", _state, 116, values=(made("状态", state_words),), sort_key=rank("state", list(EscalationState))),
    Column("已超 / 到期", _late, 150, values=(due("到期时间", "deadline_at"),)),
    Column("承办", _unit, 130, leaves=2, values=(text("承办单位", "unit", 20),)),
    Column(
        "上报",
        _reported,
        180,
        leaves=1,
        values=(
            instant("上报时间", "reported_at"),
            text("上报给", "reported_to"),
            text("方式", "channel"),
            text("上报人", "reported_by"),
            long_text("意见或撤销原因", "note"),
            made("更正", _corrected),
        ),
    ),
)


def facts(row: EscalationRow) -> list[tuple[str, str]]:
    """The lines of one escalation, word and value; leaves out empty ones and those in the ready text."""
    waits = row.state is EscalationState.OPEN
    delay = minutes_to_report(row)
    lines = [
        ("级别", f"{LEVEL_WORDS[row.level]}，报{LEVEL_PEOPLE[row.level]}"),
        ("承办", "" if waits else row.unit or "尚未派单"),
        ("街乡镇", "" if waits else row.street),
        ("办理到期", "" if waits else full_deadline(row.deadline_at)),
        ("触发", full(row.raised_at)),
        ("升二级", full(row.next_level_at) if row.next_level_at else ""),
        ("上报", f"{full(row.reported_at)} · {row.reported_by}" if row.reported_at else ""),
        ("上报给", f"{row.reported_to}（{row.channel}）" if row.reported_at else ""),
        ("用时", f"到期后 {delay:,} 分" if delay is not None else ""),
        ("撤销原因" if row.state is EscalationState.CANCELLED else "对方意见", row.note),
    ]
    return [(word, value) for word, value in lines if value]
