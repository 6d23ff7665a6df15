"""The texts of warnings: levels, states, columns, the lines of a card."""

from __future__ import annotations

from datetime import datetime

from app.base.clock import local_minute
from app.desk.warning.rows import Card, CardTicket, FollowUp, WarningRow
from app.rules.ticket.states import STATUS_WORDS, TicketStatus
from app.rules.warning.levels import SHIPPED_SINCE
from app.rules.warning.states import (
    LEVEL_WORDS,
    STATE_WORDS,
    SUBJECT_WORDS,
    Subject,
    WarningLevel,
    WarningState,
)
from app.ui.kit.table.columns import Cell, Column
from app.ui.kit.table.values import instant, made, text
from app.ui.kit.words import deadline, full, moment

EMPTY = (
    "目前没有预警",
    "新工单导入或登记后自动判断：同一商户 30 天内 2 件起列为蓝色；停业、失联等词和短期集中按预警线升级。",
)
NARROW = ("没有符合条件的预警", "按 Esc 看全部。")
CHOOSE = "选择一条预警，这里显示依据、名称、信号词和工单"
LEVEL_LOOKS = {
    WarningLevel.BLUE: ("blue", "info"),
    WarningLevel.YELLOW: ("amber", "triangle-alert"),
    WarningLevel.ORANGE: ("amber", "siren"),
    WarningLevel.RED: ("red", "siren"),
}
_SOURCE = "依据：{since} · 同一原因不再响，升级时再响"


def short(row: WarningRow) -> str:
    """7 件 · 4 人 · 停业、失联."""
    words = "、".join(row.words[:3])
    return " · ".join(filter(None, (f"{len(row.ticket_ids):,} 件", f"{row.callers:,} 人", words)))


def _level(row: WarningRow, _now: datetime) -> Cell:
    tone, icon = LEVEL_LOOKS[row.level]
    return Cell(LEVEL_WORDS[row.level], tone=tone, icon=icon)


def _name(row: WarningRow, _now: datetime) -> Cell:
    name = row.name if row.subject is Subject.MERCHANT else f"{SUBJECT_WORDS[row.subject]} · {row.name}"
    detail = short(row) if row.why.expected is None else row.why.rule
    return Cell(name, detail, bold=row.state is WarningState.NEW)


def _state(row: WarningRow, now: datetime) -> Cell:
    again = f"{moment(row.raised_at, now)} 起"
    if row.follow_up_at:
        at = moment(row.follow_up_at, now)
        again = f"限 {at}" if row.state is WarningState.NEW else f"{at} 复看"
    return Cell(_STATE_SHORT[row.state], again)


_STATE_SHORT = {
    WarningState.NEW: "新",
    WarningState.KNOWN: "已知",
    WarningState.NOISE: "误报",
    WarningState.HANDLED: "已处置",
}


def _order(row: WarningRow) -> tuple[int, float]:
    return -row.level.rank, -row.raised_at.timestamp()


COLUMNS = (
    Column(
        "级别",
        _level,
        84,
        values=(made("级别", lambda row: LEVEL_WORDS[row.level], width=8),),
        sort_key=_order,
    ),
    Column(
        "对象",
        _name,
        180,
        grows=True,
        values=(
            made("对象", lambda row: row.name, width=24),
            made("类别", lambda row: SUBJECT_WORDS[row.subject], width=10),
            made("件数", lambda row: len(row.ticket_ids), width=8),
            text("主责部门", "department"),
            made("依据", lambda row: row.why.rule, width=40),
        ),
    ),
    Column(
        "状态",
        _state,
        124,
        values=(
            made("状态", lambda row: STATE_WORDS[row.state], width=12),
            instant("预警时间", "raised_at"),
            text("说明", "reason", 24),
        ),
    ),
)


def why_words(row: WarningRow) -> str:
    """30 天内不少于 5 件：现有 7 件（线 5）. The rule in one sentence with what was seen and the limit."""
    rule = row.why.rule.partition("：")[2] or row.why.rule
    if row.why.expected is not None:
        return rule
    return f"{rule}；现有 {row.why.observed:g}，预警线 {row.why.limit:g}"


def source_words(card: Card) -> str:
    """Which version of the rules, and that the same reason does not ring again."""
    if card.confirmed_at is not None:
        return f"{card.confirmed_by}于 {full(card.confirmed_at)} 确认失联跑路"
    if card.row.why.detector:
        return "依据：与平日同类日子（工作日、周末、节假日、调休）比较的累积和检验 · 同一原因不再响"
    known = card.rules_since is not None and card.rules_since > SHIPPED_SINCE
    since = f"{card.rules_since} 起的预警线" if known else "随程序提供的预警线"
    return _SOURCE.format(since=since)


def facts(card: Card) -> list[tuple[str, str]]:
    """The lines of a card, word and value; empty ones are left out."""
    row = card.row
    sums = f"{card.sums[0]} 件写明金额，共 {card.sums[1]:,} 元" if card.sums[0] else ""
    promised = f"许诺 {'、'.join(card.promised)}" if card.promised else ""
    more = f" 等 {len(card.places)} 处" if len(card.places) > 3 else ""
    lines = [
        ("行业", card.trade),
        ("主责", row.department),
        ("地址", " · ".join(card.places[:3]) + more),
        ("电话", " · ".join(card.phones[:4])),
        ("涉及", " · ".join(filter(None, (sums, promised)))),
        ("首末件", " — ".join(local_minute(at) for at in (row.first_at, row.last_at) if at)),
        ("状态", STATE_WORDS[row.state] + (f"：{row.reason}" if row.reason else "")),
        ("", f"{row.decided_by} · {full(row.decided_at)}" if row.decided_at else ""),
    ]
    return [(word, value) for word, value in lines if value]


def not_counted_words(card: Card) -> str:
    """不算：“担心跑路”1（只是担心）; "" without any."""
    found = [f"“{words}”{count}（{why}）" for (words, why), count in [*card.not_counted.items()][:6]]
    return f"不算：{'、'.join(found)}" if found else ""


def ticket_words(ticket: CardTicket, now: datetime) -> str:
    """The second line of a ticket: number, caller, words, state."""
    status = STATUS_WORDS.get(TicketStatus(ticket.status), "") if ticket.status in set(TicketStatus) else ""
    left = deadline(ticket.deadline_at, now) if ticket.is_open and ticket.deadline_at else ""
    words = "、".join(ticket.words)
    doubtful = "疑似" if ticket.doubtful else ""
    parts = (moment(ticket.received_at, now), ticket.number, ticket.caller, words, doubtful, status, left)
    return " · ".join(filter(None, parts))


def follow_up_lines(ups: tuple[FollowUp, ...], now: datetime) -> list[tuple[str, str]]:
    """When it is looked at again, and what came of the last times."""
    lines = []
    for one in ups:
        if one.is_open:
            due = f"{moment(one.due_at, now)} 前" if one.due_at else ""
            lines.append(("待办", " · ".join(filter(None, (due, one.who, one.title)))))
    for one in reversed(ups):
        if not one.is_open and one.answer:
            lines.append(
                ("上次", " · ".join(filter(None, (moment(one.done_at, now) if one.done_at else "", one.answer))))
            )
    return lines[:6]
