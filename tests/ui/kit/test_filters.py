"""A row of filters holds one value, tells a new one once, and shows counts."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.rules.law.clocks import ClockName
from app.ui.frame.shell import Shell
from app.ui.kit.filters import ChoiceBox, ChoiceRow, FilterBar
from app.ui.kit.periods import PeriodRow


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


def test_a_row_that_wraps_in_a_bar_shows_its_last_choice_whole(qtbot: QtBot) -> None:
    row = ChoiceRow("理由", tuple((number, f"不属本部门职责 {number}") for number in range(8)))
    bar = FilterBar(((row,),))
    qtbot.addWidget(bar)
    bar.resize(500, bar.heightForWidth(500))
    bar.show()
    bottom = row.buttons[7].mapTo(bar, row.buttons[7].rect().bottomLeft()).y()
    assert row.buttons[0].y() < row.buttons[7].y()
    assert bottom < bar.height()


def test_a_value_shown_from_elsewhere_is_not_told(qtbot: QtBot) -> None:
    row = ChoiceRow("", ((None, "全部"), ("draft", "草稿")))
    qtbot.addWidget(row)
    told: list[Any] = []
    row.chosen.connect(told.append)
    row.show_value("draft")
    assert (row.value, told) == ("draft", [])


def test_a_box_gives_its_values_back_as_they_are_and_tells_a_person_s_choice_only(shell: Shell, qtbot: QtBot) -> None:
    box = ChoiceBox(shell, "时限", "全部时限", ((ClockName.SIGN, "签收"), (ClockName.DEADLINE, "办理")))
    qtbot.addWidget(box)
    told: list[Any] = []
    box.chosen.connect(told.append)
    box.setCurrentIndex(2)
    assert box.value is ClockName.DEADLINE
    box.show_value(None)
    assert told == [ClockName.DEADLINE]
    assert box.value is None


def test_a_chosen_value_stays_while_it_is_offered(shell: Shell, qtbot: QtBot) -> None:
    box = ChoiceBox(shell, "单位", "全部单位", (("一科", "一科 3"), ("二科", "二科 1")))
    qtbot.addWidget(box)
    told: list[Any] = []
    box.show_value("二科")
    box.chosen.connect(told.append)
    box.offer((("三科", "三科 9"), ("二科", "二科 2")))
    assert (box.value, box.currentText()) == ("二科", "二科 2")
    box.offer((("三科", "三科 9"),))
    assert (box.value, box.currentText()) == (None, "全部单位")
    assert told == []


def test_a_bar_tells_every_choice_once_and_widens_without_telling(shell: Shell, qtbot: QtBot) -> None:
    row = ChoiceRow("状态", ((None, "全部"), ("draft", "草稿")))
    box = ChoiceBox(shell, "单位", "全部单位", (("一科", "一科"),))
    periods = PeriodRow(shell, ("今天", "近 7 天"), "近 7 天")
    bar = FilterBar(((periods,), (row, box)))
    qtbot.addWidget(bar)
    told: list[bool] = []
    bar.narrowed.connect(lambda: told.append(bar.is_narrow(but=periods)))
    row.choose("draft")
    box.setCurrentIndex(1)
    assert told == [True, True]
    bar.widen(but=periods)
    assert not bar.is_narrow(but=periods)
    assert len(told) == 2
    assert periods.period.words == "近 7 天"
