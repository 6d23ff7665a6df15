"""A made-up list of calls: numbers, instants, states and empty values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter

import pytest
from pytestqt.qtbot import QtBot

from app.base.table import Kind
from app.ui.frame.shell import Shell
from app.ui.kit.table.columns import Amount, Cell, Column, Value
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView
from app.ui.kit.words import full


@dataclass(frozen=True)
class Call:
    id: int
    unit: str
    seconds: int | None
    at: datetime


COLUMNS = (
    Column("单位", lambda row, now: Cell(row.unit, f"编号 {row.id}", bold=True), 200, grows=True),
    Column(
        "时长",
        lambda row, now: Cell("—" if row.seconds is None else f"{row.seconds} 秒"),
        100,
        values=(Value("时长（秒）", attrgetter("seconds"), Kind.INTEGER, 8),),
        amount=Amount("时长合计", attrgetter("seconds"), "{:,.0f} 秒".format),
        right=True,
    ),
    Column(
        "时间",
        lambda row, now: Cell(full(row.at)),
        160,
        leaves=1,
        values=(Value("时间", attrgetter("at"), Kind.TIME, 20), Value("编号", attrgetter("id"), Kind.INTEGER, 8)),
    ),
)


def calls(now: datetime) -> list[Call]:
    """Five calls in the page's own order."""
    told = ((1, "乙单位", 9), (2, "甲单位", 100), (3, "乙单位", None), (4, "丙\t单\n位", 20), (5, "", 100))
    return [Call(number, unit, seconds, now - timedelta(hours=number)) for number, unit, seconds in told]


@pytest.fixture
def view(shell: Shell, qtbot: QtBot) -> RowsView:
    model = RowsModel(COLUMNS, lambda row: row.id, shell.now)
    made = RowsView(shell, model, "通话列表")
    model.setParent(made)
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    made.show_rows(calls(shell.now()))
    return made


def shown(view: RowsView) -> list[int]:
    """The ids from top to bottom."""
    return [row.id for row in view.rows.rows]
