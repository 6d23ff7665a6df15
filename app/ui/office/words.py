"""The texts of office sheets: columns of the list, lines of a returned one, the printed paper."""

from __future__ import annotations

from datetime import datetime

from app.base.clock import to_local
from app.desk.office.rows import ROW_FATE_WORDS, ReturnedRow, ReturnedSheet, RowFate, SheetRow
from app.rules.office import FILLED, HEADINGS
from app.rules.urge.texts import NO_UNIT
from app.ui.kit.table.columns import Amount, Cell, Column
from app.ui.kit.table.printing import Paper
from app.ui.kit.table.values import aside, instant, integer, long_text, made, text
from app.ui.kit.words import full, moment

FATE_LOOKS = {
    RowFate.UPDATED: ("blue", "pencil"),
    RowFate.UNCHANGED: ("neutral", "check"),
    RowFate.REFUSED: ("red", "circle-alert"),
}
_SHARES = (4, 18, 20, 34, 10, 13, 13, 8, 12, 22, 26, 8)


def _unit_words(row: SheetRow) -> str:
    return row.unit or NO_UNIT


def _unit(row: SheetRow, _now: datetime) -> Cell:
    return Cell(_unit_words(row), row.code, bold=True)


def _sent(row: SheetRow, now: datetime) -> Cell:
    return Cell(f"{moment(row.sent_at, now)} 发出", row.sent_by)


def _tickets(row: SheetRow, _now: datetime) -> Cell:
    return Cell(f"{row.tickets:,} 件")


def _state(row: SheetRow, _now: datetime) -> Cell:
    if row.returned_at is None:
        return Cell("未收回", tone="amber", icon="hourglass")
    tone, icon = ("red", "circle-alert") if row.refused else ("green", "check")
    return Cell("有退回" if row.refused else "已收回", tone=tone, icon=icon)


def _returned(row: SheetRow, now: datetime) -> Cell:
    if row.returned_at is None:
        return Cell("—")
    counts = f"{row.rows:,} 行 = 更新 {row.updated:,} + 未变 {row.unchanged:,} + 退回 {row.refused:,}"
    return Cell(counts, f"{moment(row.returned_at, now)} {row.returned_by}")


def _count(row: SheetRow) -> float:
    return float(row.tickets)


def _returned_at(row: SheetRow) -> datetime | None:
    return row.returned_at


COLUMNS = (
    Column("单位", _unit, 150, grows=True, values=(made("单位", _unit_words, width=20), text("编号", "code", 20))),
    Column("工单", _tickets, 80, values=(integer("工单", "tickets"),), amount=Amount("工单", _count), right=True),
    Column(
        "发出",
        _sent,
        130,
        values=(instant("发出时间", "sent_at"), aside(text("发出人", "sent_by")), aside(long_text("文件", "file"))),
    ),
    Column("状态", _state, 100, sort_key=_returned_at),
    Column(
        "收回",
        _returned,
        250,
        grows=True,
        leaves=1,
        values=(
            instant("收回时间", "returned_at"),
            integer("更新", "updated"),
            integer("未变", "unchanged"),
            integer("退回", "refused"),
        ),
        sort_key=_returned_at,
    ),
)


def facts(row: SheetRow) -> list[tuple[str, str]]:
    """The lines of one sheet, word and value; empty ones are left out."""
    lines = [
        ("编号", row.code),
        ("工单", f"{row.tickets:,} 件"),
        ("文件", row.file),
        ("发出", f"{full(row.sent_at)} · {row.sent_by}"),
        ("收回", f"{full(row.returned_at)} · {row.returned_by}" if row.returned_at else "还没有收回"),
        ("逐行", _returned(row, row.sent_at).text if row.returned_at else ""),
    ]
    return [(word, value) for word, value in lines if value]


def row_cells(row: ReturnedRow) -> tuple[str, str, str, str]:
    """A returned row: line, number, what becomes of it, and what it changes or why it is refused."""
    said = row.reason and (f"{row.column}：{row.reason}" if row.column else row.reason)
    changes = "\n".join(f"{word}：{old or '（空）'} → {new}" for word, old, new in row.changes)
    return str(row.row), row.number, ROW_FATE_WORDS[row.fate], said or changes or "没有填写，或与本台一致"


def counts_words(sheet: ReturnedSheet) -> str:
    """家政专班 KSB-…：3 行 = 更新 2 + 未变 1 + 退回 0."""
    counts = " + ".join(f"{ROW_FATE_WORDS[fate]} {sheet.count(fate):,}" for fate in RowFate)
    missing = f"；少了 {sheet.missing:,} 行" if sheet.missing else ""
    return f"{sheet.unit or NO_UNIT} {sheet.code}：{len(sheet.rows):,} 行 = {counts}{missing}"


def paper(title: str, rows: list[tuple[str, ...]], at: datetime, who: str) -> Paper:
    """A unit's sheet on paper, with room for what is filled in by hand."""
    told = (("打印", f"{to_local(at):%Y-%m-%d %H:%M} {who}"), ("说明", "后四栏由承办单位填写"))
    blank = ("",) * len(FILLED)
    return Paper(title, told, HEADINGS, _SHARES, tuple((*row, *blank) for row in rows))
