"""The texts of urging: columns, states, what stands beside a round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from app.base.clock import local_day, local_midnight, to_local
from app.base.table import Kind
from app.desk.urge.rows import Board, UrgeBrief, UrgeRow, UrgeTicketRow
from app.rules.escalation.states import ReportChannel
from app.rules.escalation.texts import span_words
from app.rules.ticket.states import STATUS_WORDS
from app.rules.urge.states import EFFECTIVE_STATES, URGE_ORIGIN_WORDS, URGE_STATE_WORDS, UrgeState
from app.rules.urge.steps import LEADER, URGE_LEVEL_WORDS, UnitFigures
from app.ui.kit.table.columns import Amount, Cell, Column
from app.ui.kit.table.values import aside, coded, instant, long_text, made, rank, text
from app.ui.kit.words import deadline, moment
from app.ui.ticket.timeline import Entry

_MINUTE = timedelta(minutes=1)

STATE_LOOKS: Mapping[UrgeState, tuple[str, str]] = {
    UrgeState.TO_SEND: ("neutral", "send"),
    UrgeState.SENT: ("red", "bell-ring"),
    UrgeState.PROMISED: ("amber", "hourglass"),
    UrgeState.BROKEN: ("red", "circle-alert"),
    UrgeState.ANSWERED: ("green", "check"),
    UrgeState.ENDED: ("neutral", "x"),
}
# The three texts that the page offers; in person one says the words of the telephone, on paper stands the list.
FORM_WORDS = (
    (ReportChannel.WECHAT, "微信"),
    (ReportChannel.TEXT_MESSAGE, "短信"),
    (ReportChannel.TELEPHONE, "电话话术"),
)
# Common answers by number key; the first four leave nothing to ask.
QUICK_ANSWERS = (
    "已联系诉求人，正在办理",
    "今日可办结",
    "已办结，正在写答复",
    "需延期，已报领导",
    "不属本单位，申请退回",
)
_ORDER = (
    UrgeState.SENT,
    UrgeState.TO_SEND,
    UrgeState.BROKEN,
    UrgeState.PROMISED,
    UrgeState.ANSWERED,
    UrgeState.ENDED,
)


def order(row: UrgeRow) -> tuple[int, str]:
    """Rounds to send come first, then those without an answer; the day's work stands on top."""
    first = {UrgeState.TO_SEND: -1}
    return first.get(row.state, _ORDER.index(row.state)), row.unit


def turn_words(board: Board, now: datetime) -> str:
    """16:00 这一轮 · 12 个单位 27 件."""
    if board.begin is None:
        return ""
    local = to_local(board.begin)
    day = "" if local.date() == local_day(now) else f"{local:%m-%d} "
    name = f"{day}临时催办" if board.begin == local_midnight(local.date()) else f"{day}{local:%H:%M} 这一轮"
    tickets = sum(len(row.tickets) for row in board.rows)
    return f"{name} · {len(board.rows)} 个单位 {tickets} 件 · {effective_words(board.rows)}"


def effective_words(rows: Sequence[UrgeRow]) -> str:
    """有效 3 / 12（有答复才算有效）."""
    return f"有效 {sum(row.state in EFFECTIVE_STATES for row in rows)} / {len(rows)}（有答复才算有效）"


def _unit(row: UrgeRow, _now: datetime) -> Cell:
    rises = f" · {URGE_LEVEL_WORDS[LEADER]}" if row.level == LEADER else ""
    return Cell(row.unit_words, f"{len(row.tickets)} 件{rises}", bold=True)


def _person(row: UrgeRow, _now: datetime) -> Cell:
    return Cell(f"{row.to_name} {row.to_duty}".strip() or "未填", row.to_phone)


def _sent(row: UrgeRow, now: datetime) -> Cell:
    if row.not_reached_at is not None:
        return Cell(f"{moment(row.not_reached_at, now)} 未接", row.channel)
    if row.sent_at is not None:
        return Cell(f"{moment(row.sent_at, now)} 已发", row.channel)
    return Cell("已备好" if row.state is UrgeState.TO_SEND else "未发", row.channel)


def _state(row: UrgeRow, _now: datetime) -> Cell:
    tone, icon = STATE_LOOKS[row.state]
    return Cell(URGE_STATE_WORDS[row.state], tone=tone, icon=icon)


def _answer(row: UrgeRow, now: datetime) -> Cell:
    return Cell(answer_words(row, now), waiting_words(row, now))


def answer_words(row: UrgeRow, now: datetime) -> str:
    """What the unit said, and by when it promised; "—" without an answer."""
    if row.state is UrgeState.ENDED:
        return row.note or "—"
    until = f"{deadline(row.promised_at, now)} 前：" if row.promised_at is not None else ""
    return f"{until}{row.answer}" if row.answer else "—"


def waiting_words(row: UrgeRow, now: datetime) -> str:
    """How long the unit has been silent and what follows; who answered and when, once it did."""
    if row.answered_at is not None:
        who = f" {row.answered_by}" if row.answered_by else ""
        noted = f"（{row.recorded_by}记）" if row.recorded_by else ""
        return f"{moment(row.answered_at, now)}{who}{noted}"
    if row.state is UrgeState.SENT and row.sent_at is not None:
        waited = now - row.sent_at
        silent = f"已 {span_words(waited)}" if waited >= _MINUTE else "刚发出"
        return f"{silent} · {moment(row.next_at, now)} 再催" if row.next_at is not None else silent
    return ""


def _tickets(row: UrgeRow) -> int:
    return len(row.tickets)


def _numbers(row: UrgeRow) -> str:
    return "、".join(ticket.number for ticket in row.tickets)


def _count(row: UrgeRow) -> float:
    return float(len(row.tickets))


COLUMNS = (
    Column(
        "单位",
        _unit,
        130,
        grows=True,
        values=(
            text("单位", "unit_words", 20),
            made("工单", _numbers, Kind.LONG_TEXT, 26),
            made("件数", _tickets, Kind.INTEGER, 8),
        ),
        amount=Amount("工单", _count),
    ),
    Column("找谁", _person, 116, leaves=1, values=(text("找谁", "to_name", 10), aside(text("职务", "to_duty")))),
    Column(
        "发出",
        _sent,
        104,
        values=(instant("发出时间", "sent_at"), aside(text("方式", "channel")), aside(text("发出人", "sent_by"))),
    ),
    Column(
        "状态",
        _state,
        104,
        values=(coded("状态", "state", URGE_STATE_WORDS),),
        sort_key=rank("state", list(_ORDER)),
    ),
    Column(
        "答复",
        _answer,
        150,
        grows=True,
        values=(
            long_text("答复", "answer"),
            instant("答复时间", "answered_at"),
            text("答复人", "answered_by"),
            text("记录人", "recorded_by"),
            instant("承诺时间", "promised_at"),
            long_text("说明", "note"),
        ),
    ),
)


def who_words(row: UrgeRow) -> str:
    """李某 组长 139****0021."""
    parts = (row.to_name, row.to_duty, row.to_phone)
    return " ".join(part for part in parts if part) or "通讯录里没有这个单位的人，按 Alt+G 填写"


def head_words(row: UrgeRow, brief: UrgeBrief | None) -> str:
    """5 件 · 定时催办 · 今日第 3 次."""
    today = f" · 今日第 {brief.today} 次" if brief is not None else ""
    level = f" · 催{URGE_LEVEL_WORDS[row.level]}" if row.level == LEADER else ""
    return f"{len(row.tickets)} 件 · {URGE_ORIGIN_WORDS[row.origin]}{level}{today}"


def ticket_words(ticket: UrgeTicketRow, now: datetime) -> str:
    """What stands below a ticket's title: its number, end, and what the unit said of it."""
    parts = [ticket.number]
    if ticket.deadline_at is not None:
        late = ticket.deadline_at <= now and ticket.is_live
        parts.append(f"{'已超期' if late else '到期'} {deadline(ticket.deadline_at, now)}")
    if not ticket.is_live:
        parts.append(STATUS_WORDS[ticket.status])
    elif not ticket.is_contacted:
        parts.append("未联系")
    if ticket.answered_at is not None:
        until = f"（{deadline(ticket.promised_at, now)} 前）" if ticket.promised_at is not None else ""
        parts.append(f"答复：{ticket.answer}{until}")
    return " · ".join(parts)


def past_entries(brief: UrgeBrief, now: datetime) -> list[Entry]:
    """The rounds before this one, the newest first."""
    return [
        Entry(
            moment(row.slot, now),
            f"{URGE_STATE_WORDS[row.state]} {_past(row, now)}".rstrip(),
            STATE_LOOKS[row.state][0],
        )
        for row in reversed(brief.past)
    ]


def _past(row: UrgeRow, now: datetime) -> str:
    said = answer_words(row, now)
    level = f"（{URGE_LEVEL_WORDS[LEADER]}）" if row.level == LEADER else ""
    if row.answered_at is not None and row.sent_at is not None:
        return f"{level}{span_words(row.answered_at - row.sent_at)}后答复：{said}"
    return f"{level}{'' if said == '—' else said}"


def figures_words(figures: UnitFigures) -> str:
    """近 30 天：发出 9 次，答复 6 次，平均 1.5 次得到答复，中位 14 分钟；承诺 3 次，未兑现 1 次."""
    parts = [f"近 30 天：发出 {figures.sent} 次，答复 {figures.answered} 次"]
    if figures.rounds_to_answer is not None:
        minutes = f"，中位 {figures.minutes} 分钟" if figures.minutes is not None else ""
        parts.append(f"平均催 {figures.rounds_to_answer:g} 次得到答复{minutes}")
    if figures.promises:
        parts.append(f"承诺 {figures.promises} 次，未兑现 {figures.broken} 次")
    return "；".join(parts)
