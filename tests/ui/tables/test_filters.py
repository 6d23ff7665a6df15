"""A row of filters holds one value, tells a new one once, and shows counts."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.tables.filters import ChoiceRow


def test_a_click_chooses_and_tells_once(qtbot: QtBot) -> None:
    row = ChoiceRow("状态", ((None, "全部"), ("draft", "草稿")))
    qtbot.addWidget(row)
    told: list[Any] = []
    row.chosen.connect(told.append)
    QTest.mouseClick(row.buttons["draft"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(row.buttons["draft"], Qt.MouseButton.LeftButton)
    assert told == ["draft"]
    assert row.buttons["draft"].isChecked()
    assert not row.buttons[None].isChecked()


def test_counts_stand_beside_the_words(qtbot: QtBot) -> None:
    row = ChoiceRow("", ((None, "全部"), ("draft", "草稿")))
    qtbot.addWidget(row)
    row.show_counts({None: 8319, "draft": 0})
    assert [button.text() for button in row.buttons.values()] == ["全部 8,319", "草稿 0"]


def test_a_value_shown_from_elsewhere_is_not_told(qtbot: QtBot) -> None:
    row = ChoiceRow("", ((None, "全部"), ("draft", "草稿")))
    qtbot.addWidget(row)
    told: list[Any] = []
    row.chosen.connect(told.append)
    row.show_value("draft")
    assert (row.value, told) == ("draft", [])
