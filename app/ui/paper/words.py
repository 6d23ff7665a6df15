"""The texts of the papers' page: columns, states, what stands beside a paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from app.base.clock import to_local
from app.base.errors import Refused
from app.desk.due.ledger import PaperReminder
from app.desk.paper.register import Board
from app.desk.paper.rows import PaperRow
from app.desk.proof.rows import Proof, ProofTicket
from app.rules.figures.fields import CALIBER_WORDS
from app.rules.figures.fields import DEFINITIONS as FIELDS
from app.rules.figures.period_text import period_words, read_period
from app.rules.figures.periods import ANY_CYCLE
from app.rules.paper.figure_words import field_of
from app.rules.paper.model import Aspect, PrintedFigure
from app.rules.paper.states import FigureChange, PaperState, Verdict, away_words
from app.ui.kit.table.columns import Cell, Column
from app.ui.kit.table.values import instant, made, text
from app.ui.kit.words import deadline, moment

STATE_LOOKS: Mapping[PaperState, tuple[str, str]] = {
    PaperState.LATE: ("red", "siren"),
    PaperState.DRAFTED: ("amber", "pencil"),
    PaperState.DUE: ("neutral", "clock"),
    PaperState.ISSUED: ("green", "check"),
}
CHANGE_LOOKS: Mapping[FigureChange, tuple[str, str]] = {
    FigureChange.CHANGED: ("red", "pencil"),
    FigureChange.REMOVED: ("red", "trash-2"),
    FigureChange.ADDED: ("amber", "plus"),
    FigureChange.MOVED: ("blue", "info"),
}
VERDICT_LOOKS: Mapping[Verdict, str] = {Verdict.OPEN: "amber", Verdict.CORRECTED: "green", Verdict.KEPT: "blue"}
# Issued papers whose figures have moved since: news, not an alarm.
MOVED = "moved"
MOVED_WORDS, MOVED_LOOK = "有变化", ("blue", "info")
FILTERS = ((None, "全部"), *((state, state.word) for state in PaperState), (MOVED, "签发后有变"))
EMPTY = ("还没有要交的报表", "按 A 编一份；报送时限按 L 设置。")


def summary(board: Board) -> str:
    """13 份."""
    return f"{len(board.open) + len(board.issued)} 份"


def due_words(row: PaperRow, now: datetime) -> str:
    """今日 18:00 前 · 草稿已备; 月报〔2026〕3号 · 12-01 17:20."""
    if row.paper is not None:
        late = " · 迟交" if row.issued_late else ""
        if has_moved(row):  # how many stands beside the list, where there is room
            return f"{row.paper.number}{late}"
        return f"{row.paper.number} · {moment(row.paper.issued_at, now)}{late}"
    ready = "草稿已备" if row.draft is not None else ""
    if row.due_at is None:
        return ready
    before = f"应于 {deadline(row.due_at, now)} 交" if row.due_at < now else f"{deadline(row.due_at, now)} 前"
    return " · ".join(filter(None, (before, ready)))


def _name(row: PaperRow, now: datetime) -> Cell:
    return Cell(row.words, due_words(row, now), bold=True)


def has_moved(row: PaperRow) -> bool:
    """Whether figures of an issued paper have moved since; one that was corrected counts no more."""
    return bool(row.moved) and not row.corrected


def stands_so(row: PaperRow, value: object) -> bool:
    """Whether a paper belongs under a filter."""
    return value is None or row.state is value or (value == MOVED and has_moved(row))


def _state(row: PaperRow, _now: datetime) -> Cell:
    if has_moved(row):
        return Cell(MOVED_WORDS, tone=MOVED_LOOK[0], icon=MOVED_LOOK[1])
    tone, icon = STATE_LOOKS[row.state]
    return Cell("已更正" if row.corrected else row.state.word, tone="neutral" if row.corrected else tone, icon=icon)


def _clock(row: PaperRow, now: datetime) -> Cell:
    if row.state is PaperState.ISSUED or row.due_at is None:
        return Cell(" ")
    return Cell(away_words(now, row.due_at), bold=True)


def _issued_at(row: PaperRow) -> datetime | None:
    return row.paper.issued_at if row.paper is not None else None


def _number(row: PaperRow) -> str:
    return row.paper.number if row.paper is not None else ""


def _by(row: PaperRow) -> str:
    return row.paper.issued_by if row.paper is not None else ""


def _state_words(row: PaperRow) -> str:
    return MOVED_WORDS if has_moved(row) else row.state.word


COLUMNS = (
    Column(
        "报表",
        _name,
        150,
        grows=True,
        values=(
            text("报表", "words", 24),
            text("统计期", "period", 18),
            instant("报送时限", "due_at"),
            made("文号", _number),
            made("签发时间", _issued_at),
            made("签发人", _by),
        ),
    ),
    Column("状态", _state, 88, values=(made("状态", _state_words),)),
    Column("还有", _clock, 100, right=True),
)


def reminder_words(one: PaperReminder, now: datetime) -> str:
    """12:00 报警窗、声音，值班员甲 12:03 确认; nothing for one that has not rung."""
    slot = one.slot
    if slot.raised_at is None:
        return ""
    channels = "、".join(f"{got.channel}{'' if got.delivered else '未送达'}" for got in one.receipts) or "已触发"
    answered = f"，{slot.acknowledged_by} {moment(slot.acknowledged_at, now)} 确认" if slot.acknowledged_at else ""
    return f"{moment(slot.raised_at, now)} {channels}{answered}{'，' + slot.reason if slot.reason else ''}"


def period_hint(text: str) -> str:
    """A typed period in words, or how periods are written: 2026年11月考核期."""
    try:
        return period_words(read_period(text, ANY_CYCLE))
    except Refused as refused:
        return "" if not text.strip() else refused.hint


def value_words(figure: PrintedFigure) -> str:
    """A figure with its unit: 89.3 %, 37 件."""
    field = field_of(figure.id)
    if field is None or figure.aspect is not Aspect.VALUE or not figure.text[-1:].isdigit():
        return figure.text
    return f"{figure.text} {FIELDS[field].unit.value}"


def proof_lines(proof: Proof) -> list[tuple[str, str]]:
    """The facts of a proof, word and value."""
    lines = [("公式", proof.sentence)]
    if proof.parts:
        lines.append(("数量", "，".join(f"{words} {count}" for words, count in proof.parts)))
    if proof.exact:
        lines.append(("精确值", f"{proof.exact}，四舍五入"))
    lines += [
        ("时期", proof.period),
        ("口径", CALIBER_WORDS[proof.figure.caliber]),
        ("规则", "；".join(proof.rules[1:])),
    ]
    return lines


def recount_words(proof: Proof, now: datetime) -> tuple[str, str]:
    """16:05 与台账一致, with its tone; nothing where nothing was counted again."""
    if proof.holds is None:
        return "", ""
    at = f"{to_local(now):%H:%M}"
    if not proof.holds:
        return f"{at} 重算为 {proof.recounted}，与台账 {proof.value_now} 不同", "red"
    if proof.figure.aspect is Aspect.VALUE and proof.figure.text != proof.value_now:
        return f"{at} 台账现为 {proof.value_now}，签发后有变", "blue"
    return f"{at} 与台账一致", "green"


def origin_words(ticket: ProofTicket) -> str:
    """热线1205.xls 第 17 行; 本台登记."""
    if not ticket.file:
        return "本台登记"
    return f"{ticket.file} 第 {ticket.row} 行" if ticket.row else ticket.file
