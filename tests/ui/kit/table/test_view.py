"""The register's table keeps its place, opens rows by Enter, and fits its width."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.frame.shell import Shell
from app.ui.kit.table.columns import Cell, Column
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView


@dataclass(frozen=True)
class Line:
    id: int
    words: str


LINES = [Line(number, f"第 {number} 行") for number in range(1, 31)]
COLUMNS = (
    Column("行", lambda row, now: Cell(row.words, "第二行", bold=True), 200, grows=True),
    Column("状态", lambda row, now: Cell("已提交", tone="blue", icon="send"), 100),
    Column("其余", lambda row, now: Cell("—"), 200, leaves=1),
)


@pytest.fixture
def view(shell: Shell, qtbot: QtBot) -> RowsView:
    model = RowsModel(COLUMNS, lambda row: row.id, shell.now)
    made = RowsView(shell, model, "列表")
    model.setParent(made)
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    made.show_rows(LINES)
    return made


def test_the_first_row_is_current_at_the_beginning(view: RowsView) -> None:
    assert view.current == LINES[0]


def test_enter_and_a_double_click_open_the_row(view: RowsView) -> None:
    opened: list[Any] = []
    view.entered_row.connect(opened.append)
    view.choose(3)
    QTest.keyClick(view, Qt.Key.Key_Return)
    view.doubleClicked.emit(view.currentIndex())
    assert opened == [LINES[3], LINES[3]]


def test_the_current_row_stays_current_when_others_come_before_it(view: RowsView) -> None:
    view.choose(5)
    view.show_rows([Line(99, "新"), *LINES])
    assert view.current == LINES[5]


def test_when_the_current_row_is_gone_its_neighbour_is_current(view: RowsView) -> None:
    view.choose(29)
    view.show_rows(LINES[:-1])
    assert view.current == LINES[28]


def test_new_contents_of_the_same_rows_are_told(view: RowsView) -> None:
    told: list[Any] = []
    view.chosen.connect(told.append)
    view.show_rows([Line(line.id, "改") for line in LINES])
    assert told[-1] == Line(1, "改")


def test_home_and_end_go_to_the_ends(view: RowsView) -> None:
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.current == LINES[-1]
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.current == LINES[0]


def test_a_narrow_table_leaves_the_lesser_column_out(view: RowsView) -> None:
    assert view.shown_headings() == ["行", "状态", "其余"]
    view.resize(400, 400)
    assert view.shown_headings() == ["行", "状态"]


def test_a_row_is_read_out_in_words(view: RowsView) -> None:
    model = view.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(0, 0).data(role) == "第 1 行 第二行"
    assert model.index(0, 1).data(role) == "已提交"


def test_rows_are_painted_in_both_lines_and_chips(view: RowsView, shell: Shell) -> None:
    view.setFocus()
    picture = view.grab().toImage()
    colours = {picture.pixelColor(x, y).name().upper() for x in range(0, 600, 1) for y in (60, 65, 70)}
    assert shell.theme.tokens.accent_soft in colours
    assert shell.theme.tokens.selected in colours


def test_a_larger_font_makes_higher_rows(view: RowsView, shell: Shell) -> None:
    shell.theme.choose(scale=150, now=shell.now())
    assert view.rowHeight(0) == 78
    shell.theme.choose(scale=100, now=shell.now())
