"""The alarm as a strip: what it says, where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from app.base.clock import StillClock
from app.ui.look.theme import Theme, ThemeMode
from app.ui.reminder.alarm.board import gather
from app.ui.reminder.alarm.strip import CALL_WORDS, clear_of
from app.ui.reminder.alarm.window import AlarmWindow
from tests.support.reminder_rows import a_row

MINUTE = timedelta(minutes=1)


@pytest.fixture
def alarm(qtbot: QtBot, clock: StillClock) -> Iterator[AlarmWindow]:
    theme = Theme(mode=ThemeMode.LIGHT)
    theme.apply(clock.now())
    made = AlarmWindow(theme, clock, guard_ms=5)
    qtbot.addWidget(made)
    qtbot.addWidget(made.strip)
    yield made
    made.stop()


@pytest.fixture
def form(qtbot: QtBot) -> QDialog:
    """A form whose text field has the keyboard."""
    made = QDialog()
    QVBoxLayout(made).addWidget(QLineEdit())
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def ring(alarm: AlarmWindow, clock: StillClock, *minutes: float) -> None:
    alarm.show_board(
        gather([a_row(n, due=clock.now() + m * MINUTE) for n, m in enumerate(minutes, 1)], now=clock.now())
    )


def test_it_says_how_many_can_be_saved_and_the_three_shortest_clocks(
    alarm: AlarmWindow, clock: StillClock, form: QDialog
) -> None:
    shown: list[list[int]] = []
    alarm.shown.connect(shown.append)
    ring(alarm, clock, 37, 3.2, 5, 60, -4)
    strip = alarm.strip
    assert form.isVisible()
    assert (alarm.isVisible(), strip.isVisible()) == (False, True)
    assert strip.head == "还能救的 4 件"
    assert strip.clocks == ("000002 签收 剩 03:12", "000003 签收 剩 05:00", "000001 签收 剩 37:00")
    assert sorted(shown[-1]) == [1, 2, 3]
    clock.advance(timedelta(seconds=1))
    alarm.beat()
    assert strip.clocks[0] == "000002 签收 剩 03:11"


def test_it_comes_when_a_form_takes_the_keyboard_and_goes_when_it_closes(
    alarm: AlarmWindow, clock: StillClock, qtbot: QtBot
) -> None:
    ring(alarm, clock, 5)
    assert alarm.isVisible()
    dialog = QDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    alarm.beat()
    assert (alarm.isVisible(), alarm.strip.isVisible()) == (False, True)
    dialog.close()
    alarm.beat()
    assert (alarm.isVisible(), alarm.strip.isVisible()) == (True, False)


def test_in_a_call_it_says_that_it_is_silent(alarm: AlarmWindow, clock: StillClock, form: QDialog) -> None:
    alarm.calling = lambda: True
    ring(alarm, clock, 5)
    assert form.isActiveWindow()
    assert alarm.strip.call == CALL_WORDS
    assert alarm.strip.accessibleName().endswith(CALL_WORDS)


def test_a_click_opens_the_alarm_with_the_keyboard(
    alarm: AlarmWindow, clock: StillClock, form: QDialog, qtbot: QtBot
) -> None:
    ring(alarm, clock, 5)
    QTest.mouseClick(alarm.strip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(alarm.isActiveWindow)
    assert not alarm.strip.isVisible()
    qtbot.waitUntil(lambda: not alarm.answers.locked)
    QTest.keyClick(alarm, Qt.Key.Key_F12)
    qtbot.waitUntil(form.isActiveWindow)
    assert (alarm.isVisible(), alarm.strip.isVisible()) == (False, True)


def test_when_nothing_rings_any_more_it_goes(alarm: AlarmWindow, clock: StillClock, form: QDialog) -> None:
    ring(alarm, clock, 5)
    alarm.show_board(gather((), now=clock.now()))
    assert form.isVisible()
    assert not alarm.strip.isVisible()


def test_it_stands_clear_of_the_form_where_it_can() -> None:
    row, top, bottom = QRect(204, 28, 1148, 40), QRect(233, 0, 900, 40), QRect(233, 728, 900, 40)
    assert clear_of([row, top, bottom], None) == row
    assert clear_of([row, top, bottom], QRect(312, 84, 720, 520)) == row
    assert clear_of([row, top, bottom], QRect(312, 20, 720, 600)) == bottom


def test_by_f12_from_a_form_the_first_second_answers_nothing(qtbot: QtBot, clock: StillClock, form: QDialog) -> None:
    theme = Theme(mode=ThemeMode.LIGHT)
    guarded = AlarmWindow(theme, clock, guard_ms=60_000)
    qtbot.addWidget(guarded)
    asked: list[object] = []
    guarded.acknowledge_requested.connect(asked.append)
    guarded.sign_requested.connect(lambda ids, _reason: asked.append(ids))
    ring(guarded, clock, 5)
    guarded._present(whole=True)  # it stands beside the form, until the next second makes it a strip
    guarded.answers.stop()
    assert form.isActiveWindow()
    guarded.bring_back()
    assert guarded.answers.locked
    QTest.keyClick(guarded, Qt.Key.Key_1)
    assert asked == []
    guarded.stop()
