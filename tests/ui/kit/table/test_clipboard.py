"""Ctrl+C copies what is selected and shown as TAB-separated text, and nothing else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.ui.frame.shell import Shell
from app.ui.kit.table import clipboard
from app.ui.kit.table.order import Order
from app.ui.kit.table.view import RowsView

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def copied() -> str:
    return QGuiApplication.clipboard().text()


@pytest.fixture(autouse=True)
def empty_clipboard(qapp: object) -> None:
    QGuiApplication.clipboard().setText("")


def test_the_selected_rows_are_copied_in_the_shown_order_and_columns(view: RowsView) -> None:
    view.columns.show_column(2, False)
    view.columns.move(1, -1)
    view.sort_by(Order(1, descending=True))
    view.choose(0)
    QTest.keyClick(view, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(view, Qt.Key.Key_C, CTRL)
    assert copied() == "100 秒\t甲单位 编号 2\n100 秒\t编号 5"


def test_tabs_and_line_breaks_within_a_cell_become_spaces(view: RowsView) -> None:
    view.choose(3)
    QTest.keyClick(view, Qt.Key.Key_C, CTRL)
    assert copied() == "丙 单 位 编号 4\t20 秒\t2026-11-22 22:41"


def test_the_headings_are_copied_when_asked_for(view: RowsView) -> None:
    view.choose(0)
    view.copier.copy_rows_with_headings()
    assert copied().splitlines()[0] == "单位\t时长\t时间"
    assert len(copied().splitlines()) == 2


def test_one_cell_is_copied_the_arrow_keys_choose_which(view: RowsView) -> None:
    view.choose(1)
    view.copier.copy_cell()
    assert copied() == "甲单位 编号 2"
    QTest.keyClick(view, Qt.Key.Key_Right)
    view.copier.copy_cell()
    assert copied() == "100 秒"


def test_all_is_selected_and_copied_by_key(view: RowsView, shell: Shell) -> None:
    said: list[str] = []
    shell.message.connect(lambda _tone, text: said.append(text))
    QTest.keyClick(view, Qt.Key.Key_A, CTRL)
    QTest.keyClick(view, Qt.Key.Key_C, CTRL)
    assert len(copied().splitlines()) == 5
    assert said == ["已复制 5 行"]


def test_more_than_5_000_rows_are_not_copied_and_the_export_is_named(
    view: RowsView, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    shell.message.connect(lambda _tone, text: said.append(text))
    monkeypatch.setattr(clipboard, "MOST_COPIED", 4)
    view.selectAll()
    view.copier.copy_rows()
    assert copied() == ""
    assert said == ["一次最多复制 4 行；更多的请用“导出所列”"]
