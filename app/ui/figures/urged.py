"""The columns of the figures of urging, by unit."""

from __future__ import annotations

from datetime import datetime

from app.rules.urge.steps import UnitFigures
from app.rules.urge.texts import NO_UNIT
from app.ui.kit.table.columns import Amount, Cell, Column
from app.ui.kit.table.values import integer, made


def _unit_words(row: UnitFigures) -> str:
    return row.unit or NO_UNIT


def _unit(row: UnitFigures, _now: datetime) -> Cell:
    return Cell(_unit_words(row), bold=True)


def _rounds(row: UnitFigures, _now: datetime) -> Cell:
    return Cell(f"{row.rounds:,}", f"发出 {row.sent:,}")


def _answered(row: UnitFigures, _now: datetime) -> Cell:
    silent = row.sent - row.answered
    return Cell(f"{row.answered:,}", f"未答复 {silent:,}" if silent > 0 else "")


def _needed(row: UnitFigures, _now: datetime) -> Cell:
    return Cell("—" if row.rounds_to_answer is None else f"{row.rounds_to_answer:g} 次")


def _minutes(row: UnitFigures, _now: datetime) -> Cell:
    return Cell("—" if row.minutes is None else f"{row.minutes:,} 分钟")


def _promises(row: UnitFigures, _now: datetime) -> Cell:
    return Cell(f"{row.promises:,}", f"未兑现 {row.broken:,}" if row.broken else "")


def _sent_of(row: UnitFigures) -> float:
    return row.sent


def _answered_of(row: UnitFigures) -> float:
    return row.answered


URGED = (
    Column("单位", _unit, 160, grows=True, values=(made("单位", _unit_words, width=20),)),
    Column(
        "轮次",
        _rounds,
        100,
        values=(integer("轮次", "rounds"), integer("发出", "sent")),
        amount=Amount("发出", _sent_of),
    ),
    Column("答复（有效）", _answered, 120, values=(integer("答复", "answered"),), amount=Amount("答复", _answered_of)),
    Column("催几次得到答复", _needed, 130, sort_key=lambda row: row.rounds_to_answer),
    Column("发出到答复", _minutes, 120, sort_key=lambda row: row.minutes),
    Column("承诺", _promises, 110, values=(integer("承诺", "promises"), integer("未兑现", "broken"))),
)
