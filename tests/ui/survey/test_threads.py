"""With the desk on its own thread the keyboard stays in the form, and the same keys do the same work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.base.clock import SHANGHAI, StillClock
from app.base.people import Person
from app.desk.shared.context import Desk
from app.desk.ticket import reads as ticket_reads
from app.rules.ticket.states import TicketStatus
from app.ui.frame.application import OpenWindow, open_window
from app.ui.frame.runners import ThreadRunner
from app.ui.survey.page import CallbackPage


@pytest.fixture
def still() -> StillClock:
    """In the morning: at night nobody is proposed."""
    return StillClock(datetime(2026, 11, 23, 10, 41, tzinfo=SHANGHAI))


@pytest.fixture
def threaded(qapp: object, desk: Desk) -> Iterator[OpenWindow]:
    made = open_window(desk, person=Person("值班员甲"), runner=ThreadRunner(), show=False)
    made.window.resize(1366, 768)
    made.window.show()
    yield made
    made.close()
    made.window.deleteLater()


def test_two_callbacks_in_a_row_with_the_desk_on_its_own_thread(
    take_in: Callable[..., int], threaded: OpenWindow, desk: Desk, qtbot: QtBot
) -> None:
    first, second = (take_in(status=TicketStatus.TO_CALL_BACK) for _ in range(2))
    threaded.window.activateWindow()
    qtbot.waitUntil(threaded.window.isActiveWindow)
    threaded.shell.select(first, (first,))
    threaded.shell.commands.run("call-back")
    qtbot.waitUntil(lambda: isinstance(threaded.window.current_page(), CallbackPage))
    page = threaded.window.current_page()
    assert isinstance(page, CallbackPage)
    for ticket in (first, second):
        qtbot.waitUntil(lambda ticket=ticket: page.run.ticket_id == ticket and not page.run.busy)
        for key in (Qt.Key.Key_1, Qt.Key.Key_1, Qt.Key.Key_1, Qt.Key.Key_1, Qt.Key.Key_Return):
            focus = QApplication.focusWidget()
            assert focus is not None
            assert page.isAncestorOf(focus)
            QTest.keyClick(focus, key)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert page.isAncestorOf(focus)
    qtbot.waitUntil(lambda: not page.view.shows_form)
    assert ticket_reads.detail(desk, ticket_id=first).row.status is TicketStatus.CLOSED
    assert ticket_reads.detail(desk, ticket_id=second).row.status is TicketStatus.CLOSED
