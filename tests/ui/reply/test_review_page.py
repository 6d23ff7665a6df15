"""Review by keys alone: one reply is sent back with coded reasons, one is passed; nobody passes his own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.base.people import Person
from app.desk.contact import acts as contact_acts
from app.desk.reply import acts as reply_acts
from app.desk.reply import rows as reply_rows
from app.desk.shared.context import Desk
from app.desk.ticket import reads as ticket_reads
from app.rules.contact.states import AttemptOutcome
from app.rules.ticket.states import TicketStatus
from app.ui.frame.application import OpenWindow
from app.ui.reply.review_page import ReviewPage
from tests.ui.shortcuts import press

OPERATOR, LEAD = Person("值班员甲"), Person("班组长乙")
RESULT = "经核实，商户已张贴停业通知。依条例约谈后，商户承诺12月10日前将余额退还诉求人，诉求人表示认可。"


@pytest.fixture
def handed_in(desk: Desk, take_in: Callable[..., int]) -> Callable[[], int]:
    def make() -> int:
        ticket = take_in(status=TicketStatus.HANDLING)
        contact_acts.add_attempt(
            desk, person=OPERATOR, ticket_id=ticket, number_index=0, outcome=AttemptOutcome.REACHED
        )
        fields = reply_rows.sheet(desk, ticket_id=ticket, person=OPERATOR).fields
        fields = {**fields, "solved": "解决", "basis": "《民法典》第五百零九条", "result": RESULT}
        reply_acts.save(desk, person=OPERATOR, ticket_id=ticket, fields=fields, version=0, submit=True)
        return ticket

    return make


@pytest.fixture
def page(opened: OpenWindow) -> Callable[[], ReviewPage]:
    def show() -> ReviewPage:
        opened.window.show_page("review")
        made = opened.window.current_page()
        assert isinstance(made, ReviewPage)
        return made

    return show


def status(desk: Desk, ticket: int) -> TicketStatus:
    return ticket_reads.detail(desk, ticket_id=ticket).row.status


def key(opened: OpenWindow, letter: Qt.Key) -> None:
    QTest.keyClick(opened.window, letter, Qt.KeyboardModifier.AltModifier)


def test_nothing_to_review_is_said_kindly(page) -> None:
    assert page().list.empty_title.text() == "没有待审核的答复"


def test_one_is_sent_back_and_one_passed_by_keys_alone(
    page, handed_in, opened: OpenWindow, desk: Desk, qtbot: QtBot
) -> None:
    first, second = handed_in(), handed_in()
    opened.shell.take_over(LEAD)
    shown = page()
    assert len(shown.model.rows) == 2
    key(opened, Qt.Key.Key_B)
    form = shown.shell.last_form
    assert form is not None
    for number in (Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_4, Qt.Key.Key_2):
        QTest.keyClick(form.reasons, number)
    press(form, "Ctrl+Return")
    assert status(desk, first) is TicketStatus.HANDLING
    assert reply_rows.sheet(desk, ticket_id=first).sent_back[0].reasons == ("诉求没有答全", "缺少办理依据")
    assert shown.sheet is not None
    assert shown.sheet.ticket_id == second
    key(opened, Qt.Key.Key_P)
    assert status(desk, second) is TicketStatus.TO_REVIEW  # pressed before a person could see what came up
    qtbot.waitUntil(lambda: not opened.shell.settling.active)
    opened.window.activateWindow()  # no window manager does so here
    qtbot.waitUntil(opened.window.isActiveWindow)
    key(opened, Qt.Key.Key_P)
    assert status(desk, second) is TicketStatus.TO_CALL_BACK
    assert shown.list.is_empty


def test_nobody_passes_what_he_wrote_himself(page, handed_in, opened: OpenWindow, desk: Desk) -> None:
    ticket = handed_in()
    page()
    key(opened, Qt.Key.Key_P)
    assert status(desk, ticket) is TicketStatus.TO_REVIEW
    assert "须由另一人审核" in opened.window.messages.text


def test_demand_result_and_marks_stand_together(page, handed_in) -> None:
    handed_in()
    shown = page()
    words = " ".join(each.text() for each in shown.detail.findChildren(QLabel))
    assert "要求退费" in words
    assert RESULT in words
    assert "《民法典》第五百零九条" in words


def test_sending_back_without_a_reason_is_asked_for_at_its_field(page, handed_in, opened: OpenWindow) -> None:
    handed_in()
    opened.shell.take_over(LEAD)
    shown = page()
    key(opened, Qt.Key.Key_B)
    form = shown.shell.last_form
    assert form is not None
    form.submit()
    assert "退回原因" in form._errors["reason"].text()
    form.reject()
