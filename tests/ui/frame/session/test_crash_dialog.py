"""The crash dialog says what to do, and names nobody: no numbers, no statement parameters."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.desk.shared.context import Desk
from app.ui.frame.application import OpenWindow
from app.ui.frame.session.crash_dialog import CrashDialog
from tests.support.hostile_texts import NUMBERS
from tests.support.plain_numbers import plain_number

_PARAMETER = f"王小明{NUMBERS}"


def _of_a_statement(desk: Desk) -> Exception:
    """What the driver says of a statement that failed, with a caller among its parameters."""
    with pytest.raises(Exception, match="no such column") as failed, desk.register.reading() as stores:
        stores.connection.exec_driver_sql("SELECT caller FROM tickets WHERE nowhere = ?", (_PARAMETER,))
    return failed.value


def test_no_number_and_no_parameter_stands_in_it_or_in_the_log(opened: OpenWindow, desk: Desk, qtbot: QtBot) -> None:
    for error in (_of_a_statement(desk), ValueError(f"回复{NUMBERS}")):
        opened.exits.take_exception(type(error), error, error.__traceback__)
        dialog = opened.window.findChildren(CrashDialog)[-1]
        text = dialog.report.toPlainText()
        assert type(error).__name__ in text
        assert not plain_number(text)
        assert "王小明" not in text
        dialog.close()


def test_it_says_what_happened_and_what_to_do(qtbot: QtBot, fail: Callable[[], Exception]) -> None:
    dialog = CrashDialog(fail(), lambda: "末行")
    qtbot.addWidget(dialog)
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "没有完成" in said
    assert "没有丢失" in said
    assert "交给维护人员" in said
    assert dialog.report.toPlainText().endswith("末行")
    copy, go_on = dialog.findChildren(QPushButton)
    copy.click()
    assert QGuiApplication.clipboard().text() == dialog.report.toPlainText()
    assert go_on.isDefault()


@pytest.fixture
def fail() -> Callable[[], Exception]:
    def make() -> Exception:
        with pytest.raises(KeyError) as failed:
            raise KeyError("made up")
        return failed.value

    return make
