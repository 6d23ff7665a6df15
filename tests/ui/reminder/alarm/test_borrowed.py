"""The keyboard that the alarm window takes goes back to where it was, or to what stood under that."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.ui.reminder.alarm import borrowed as module
from app.ui.reminder.alarm.borrowed import BorrowedKeyboard


@pytest.fixture
def main(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def dialog(main: QWidget) -> QDialog:
    made = QDialog(main)
    made.show()
    return made


@pytest.fixture
def borrowed(dialog: QDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> BorrowedKeyboard:
    """Taken from the dialog."""
    alarm = QWidget()
    qtbot.addWidget(alarm)
    alarm.show()
    monkeypatch.setattr(alarm, "isActiveWindow", lambda: False)
    monkeypatch.setattr(module, "active_window", lambda: dialog)
    made = BorrowedKeyboard(alarm)
    made.take()
    return made


def test_a_dialog_that_stands_gets_it_back(borrowed: BorrowedKeyboard, dialog: QDialog) -> None:
    assert borrowed.back() is dialog
    assert not borrowed.is_lost()


def test_a_dialog_that_closed_leaves_it_to_the_alarm_first_and_then_to_the_window_under_it(
    borrowed: BorrowedKeyboard, main: QWidget, dialog: QDialog
) -> None:
    dialog.hide()
    assert borrowed.back() is main
    assert borrowed.is_lost()
    borrowed.leave()
    assert not borrowed.is_lost()


def test_when_the_alarm_window_is_hidden_nobody_is_remembered(borrowed: BorrowedKeyboard) -> None:
    borrowed.hide()
    assert borrowed.back() is None
    assert not borrowed.is_lost()
