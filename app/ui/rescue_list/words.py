"""The texts of the rescue list: columns, facts, ways."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from app.desk.rescue_list.rows import RescueList, RescueTicket, UnitGain
from app.rules.figures.counterfactual import Standing
from app.rules.figures.fields import CALIBER_WORDS
from app.rules.figures.period_text import period_words
from app.rules.figures.rates import Weights
from app.rules.rescue_list import Turn, Way, signed_points
from app.rules.ticket.states import STATUS_WORDS
from app.rules.urge.texts import NO_UNIT
from app.ui.kit.table.columns import Cell, Column, ticket_cell
from app.ui.kit.table.values import long_text, made, text
from app.ui.kit.words import deadline

EMPTY = ("本期没有还能挽回的工单", "在办的、回访失分的工单会列在这里，按办成后成绩的变化排列。")
NARROWED = ("没有符合条件的工单", "按 Esc 看全部。")
NOT_ADDED = "逐件之和不等于合计，合计按一起重算"
COUNTED = "已计入"
TURN_WORDS = {Turn.SOLVED: "办成并满意", Turn.EXCLUDED: "剔除", Turn.RETURNED: "退回", Turn.LOST: "丢失"}


@dataclass(frozen=True, slots=True)
class RescueLine:
    """A ticket with whether it is ticked."""

    ticket: RescueTicket
    ticked: bool

    @property
    def number(self) -> str:
        """Its number."""
        return self.ticket.number

    @property
    def title(self) -> str:
        """Its title."""
        return self.ticket.title

    @property
    def unit(self) -> str:
        """Its unit in words."""
        return self.ticket.unit or NO_UNIT


def period_line(found: RescueList, now: datetime) -> str:
    """2026年12月考核期 · 不含剔除 · 截至 12-01 16:05."""
    return f"{period_words(found.period.name)} · {CALIBER_WORDS[found.caliber]} · 截至 {deadline(now, now)}"


def place_words(before: Standing, after: Standing) -> str:
    """，全区约第 9 → 第 6; empty without a ranking."""
    if before.place is None or after.place is None:
        return ""
    return f"，全区约第 {before.place} → 第 {after.place}"


def _points(points: Fraction | None, own: RescueTicket, turn: Turn) -> str:
    """The change of the score; a dash where the turn has none, 已计入 for a loss that is counted already."""
    if points is None or (not points and turn is not Turn.LOST):
        return "—"
    if turn is Turn.LOST and own.own.valid:
        return COUNTED
    return signed_points(points) or "—"


def change_words(one: RescueTicket, turn: Turn) -> str:
    """The change of the score by a turn: +0.49."""
    return _points(getattr(one.effects, turn), one, turn)


def state_words(one: RescueTicket) -> tuple[str, str]:
    """What costs points, or how far an open ticket is."""
    if one.why:
        return one.why[0], "、".join(one.why[1:])
    return ("在办" if one.is_open else "已回访"), STATUS_WORDS[one.status]


def _picked(line: RescueLine, _now: datetime) -> Cell:
    if not line.ticket.can_gain:
        return Cell("不能", pale=True)
    return Cell("已选", tone="blue", icon="check") if line.ticked else Cell("可选")


def _ticket(line: RescueLine, _now: datetime) -> Cell:
    cell = ticket_cell(line.title, line.number, line.unit)
    return cell if line.ticket.can_gain else Cell(cell.text, cell.second, pale=True)


def _state(line: RescueLine, _now: datetime) -> Cell:
    first, second = state_words(line.ticket)
    return Cell(first, second, pale=not line.ticket.can_gain)


def _cell(line: RescueLine, turn: Turn, *, bold: bool = False) -> Cell:
    """A change, pale where the way is closed; that of solving says why."""
    way = next((one for one in line.ticket.ways if one.turn is turn), None)
    shut = way is not None and not way.open
    words = change_words(line.ticket, turn)
    why = way.why if shut and way is not None and turn is Turn.SOLVED else ""
    return Cell(words, why, bold=bold and not shut, pale=shut or words == "—")


def _solved(line: RescueLine, _now: datetime) -> Cell:
    return _cell(line, Turn.SOLVED, bold=True)


def _excluded(line: RescueLine, _now: datetime) -> Cell:
    return _cell(line, Turn.EXCLUDED)


def _returned(line: RescueLine, _now: datetime) -> Cell:
    return _cell(line, Turn.RETURNED)


def _lost(line: RescueLine, _now: datetime) -> Cell:
    return _cell(line, Turn.LOST)


def until_of(one: RescueTicket) -> datetime | None:
    """Until when something can be done: the deadline before the callback, after it the end of the exclusion window."""
    if not one.own.valid:
        return one.deadline_at
    return next((way.until for way in one.ways if way.open and way.until is not None), None)


def _left(line: RescueLine, now: datetime) -> Cell:
    until = until_of(line.ticket)
    if until is None:
        return Cell("—", pale=True)
    word = "剔除期限" if line.ticket.own.valid else "办理时限"
    return Cell("已超期" if until <= now else deadline(until, now), word)


def _gain(line: RescueLine) -> Fraction:
    return line.ticket.effects.solved or Fraction()


def _solved_words(line: RescueLine) -> str:
    return change_words(line.ticket, Turn.SOLVED)


def _state_text(line: RescueLine) -> str:
    return "、".join(filter(None, state_words(line.ticket)))


COLUMNS = (
    Column("挽回", _picked, 86),
    Column(
        "工单",
        _ticket,
        230,
        grows=True,
        values=(long_text("标题", "title"), text("工单编号", "number", 24), text("承办单位", "unit")),
    ),
    Column("现状", _state, 90, values=(made("现状", _state_text, width=16),)),
    Column("办成", _solved, 70, values=(made("办成", _solved_words, width=10),), sort_key=_gain),
    Column("剔除", _excluded, 64, leaves=2),
    Column("退回", _returned, 64, leaves=3),
    Column("丢失", _lost, 64, leaves=1),
    Column("剩余", _left, 98, leaves=1),
)


def unit_words(one: UnitGain) -> str:
    """预付费专班 12 件，一起办成 +1.24 分."""
    gain = "" if one.gain is None else f"，一起办成 {signed_points(one.gain)} 分"
    return f"{one.unit or NO_UNIT} {one.tickets:,} 件{gain}"


def lost_lines(one: RescueTicket, weights: Weights) -> list[tuple[str, str]]:
    """What each lost answer weighs: 联系 / 10 %."""
    own = one.own
    if not own.valid:
        return []
    parts = (
        ("联系", own.contacted, weights.response),
        ("解决", own.solved, weights.resolution),
        ("满意", own.satisfied, weights.satisfaction),
    )
    return [(word, f"未得 {share * 100:.0f} %") for word, got, share in parts if not got]


def fact_lines(line: RescueLine, weights: Weights) -> list[tuple[str, str]]:
    """What the ticket is and what it has lost, in few lines, so that what can be done stands in view."""
    one = line.ticket
    where = " · ".join(filter(None, (line.unit, one.street, one.category)))
    lost = "，".join(f"{word}{words}" for word, words in lost_lines(one, weights))
    return [(word, value) for word, value in (("编号", one.number), ("承办", where), ("失分", lost)) if value]


def effect_lines(one: RescueTicket, found: RescueList) -> list[tuple[str, str]]:
    """Each turn with the change and what becomes of V."""
    lines = []
    for turn, word in TURN_WORDS.items():
        row, _ = found.after([one.ticket_id], turn)
        before, after = found.whole.counted.valid, row.counted.valid
        valid = f"有效回访 {before:,} → {after:,}" if before != after else "有效回访不变"
        change = change_words(one, turn)
        lines.append((word, f"{change} 分　{valid}" if change[0] in "+-0" else f"{change}　{valid}"))
    return lines


def way_line(way: Way, now: datetime) -> str:
    """二次办理：再次办理后请诉求人改评；12-10 24:00 前有效."""
    until = f"；{deadline(way.until, now)} 前有效" if way.until is not None and way.open else ""
    return f"{way.words}：{way.why or '可以办理'}{until}"
