"""A question is answered by its number keys, by a click, and by nothing else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.kit.forms.answer_row import AnswerRow
from app.ui.look.theme import Theme


@pytest.fixture
def row(qtbot: QtBot) -> AnswerRow:
    made = AnswerRow(Theme(), "一", "问？", ["甲", "乙", "丙"])
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_number_key_chooses_and_tells(row: AnswerRow) -> None:
    told: list[int] = []
    row.answered.connect(told.append)
    QTest.keyClick(row, Qt.Key.Key_2)
    QTest.keyClick(row, Qt.Key.Key_3, Qt.KeyboardModifier.KeypadModifier)
    assert (told, row.key) == ([2, 3], 3)


def test_a_number_without_an_answer_and_a_modified_number_do_nothing(row: AnswerRow) -> None:
    QTest.keyClick(row, Qt.Key.Key_4)
    QTest.keyClick(row, Qt.Key.Key_0)
    QTest.keyClick(row, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert row.key is None


def test_arrows_go_to_the_neighbour_without_leaving_the_question(row: AnswerRow) -> None:
    told: list[int] = []
    row.answered.connect(told.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(row, key)
    assert (row.key, told) == (1, [])


def test_names_for_screen_readers_are_the_visible_words(row: AnswerRow) -> None:
    assert row.accessibleName() == "问？"
    assert [button.accessibleName() for button in row.buttons] == ["甲", "乙", "丙"]
