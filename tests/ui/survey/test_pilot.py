"""The pilot in the page: the meter's figures open their tickets, the order says why, nobody is proposed at night."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.base.clock import SHANGHAI, StillClock
from app.desk.shared.context import Desk
from app.desk.survey import acts as survey_acts
from app.rules.contact.states import AttemptOutcome
from app.rules.survey.callback_order import CallState
from app.rules.survey.proof import ProofState
from app.rules.ticket.states import TicketStatus
from app.ui.frame.application import OpenWindow
from app.ui.survey.page import CallbackPage
from tests.ui.conftest import OPERATOR

TakeIn = Callable[..., int]


@pytest.fixture
def still() -> StillClock:
    return StillClock(datetime(2026, 11, 23, 10, 41, tzinfo=SHANGHAI))


@pytest.fixture
def page(opened: OpenWindow, qtbot: QtBot) -> Callable[[], CallbackPage]:
    def open_page() -> CallbackPage:
        opened.window.activateWindow()
        qtbot.waitUntil(opened.window.isActiveWindow)
        opened.shell.open_page("callback")
        found = opened.window.current_page()
        assert isinstance(found, CallbackPage)
        return found

    return open_page


def press(opened: OpenWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or opened.window, key, modifier)


def no_answer(desk: Desk, ticket: int) -> None:
    survey_acts.record(desk, person=OPERATOR, ticket_id=ticket, number_index=0, outcome=AttemptOutcome.NO_ANSWER)


def test_a_figure_of_the_meter_opens_exactly_its_tickets(
    page: Callable[[], CallbackPage], take_in: TakeIn, desk: Desk, opened: OpenWindow
) -> None:
    called, _waits, missed = (
        take_in(status=status) for status in (TicketStatus.TO_CALL_BACK, TicketStatus.TO_CALL_BACK, TicketStatus.CLOSED)
    )
    no_answer(desk, called)
    strip = page().view.strip
    assert strip.proof.text() == "本考核期 11-19 至 12-18（按受理时间计）　应回访 3，已落实 0（0.0%）"
    assert strip.buttons[ProofState.MISSED].text() == "✕ 办结未回访 1"
    strip.buttons[ProofState.MISSED].click()
    assert opened.window.current_page() is opened.window.tickets
    assert list(opened.window.tickets.model.ids) == [missed]
    assert opened.window.tickets.title == "回访调查 · 本考核期 办结未回访"


def test_at_night_the_order_stands_there_and_a_caller_can_still_be_opened(
    page: Callable[[], CallbackPage], take_in: TakeIn, still: StillClock, opened: OpenWindow
) -> None:
    still.advance(timedelta(hours=12))
    ticket = take_in(status=TicketStatus.TO_CALL_BACK)
    view = page().view
    assert not view.shows_form
    assert view.order.title.text() == "现在没有要拨打的工单"
    assert "11-24 08:00 可拨" in view.order.hint.text()
    assert "夜间" in view.order.model.cell(0, 4).words()
    press(opened, Qt.Key.Key_Return)
    assert view.shows_form
    assert page().run.ticket_id == ticket


def test_alt_l_shows_the_order_and_esc_goes_back_to_the_answers(
    page: Callable[[], CallbackPage], take_in: TakeIn, desk: Desk, opened: OpenWindow
) -> None:
    first, second = (take_in(status=TicketStatus.TO_CALL_BACK) for _ in range(2))
    no_answer(desk, second)
    run, view = page().run, page().view
    assert run.ticket_id == first
    press(opened, Qt.Key.Key_1)
    press(opened, Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    assert not view.shows_form
    assert [(row.ticket_id, row.place.state) for row in view.order.model.rows] == [
        (first, CallState.NOW),
        (second, CallState.LATER),
    ]
    press(opened, Qt.Key.Key_Escape)
    assert view.shows_form
    assert run.answers().reached
