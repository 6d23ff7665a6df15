"""The line under a list counts rows and selection, sums what can be summed, and says the order."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.kit.list_panel import ListPanel
from app.ui.kit.table.order import Order
from app.ui.kit.table.view import RowsView


def test_rows_selection_and_sums_are_told(view: RowsView, qtbot: QtBot) -> None:
    panel = ListPanel("通话", view)
    qtbot.addWidget(panel)
    assert panel.foot.words.text() == "所列 5 行"
    view.choose(0)
    for _ in range(2):
        QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert panel.foot.words.text() == "所列 5 行 · 已选 3 行 · 时长合计 109 秒"
    view.sort_by(Order(1, descending=True))
    assert panel.foot.order.text().strip() == "按“时长”降序"
    assert panel.foot.words.text() == "所列 5 行 · 已选 3 行 · 时长合计 109 秒"
    view.choose(0)
    assert panel.foot.words.text() == "所列 5 行"


def test_an_empty_list_has_no_foot(view: RowsView, qtbot: QtBot) -> None:
    panel = ListPanel("通话", view)
    qtbot.addWidget(panel)
    panel.show()
    panel.show_rows([], ("没有通话", ""))
    assert panel.foot.isHidden()
