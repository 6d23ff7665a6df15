"""A call is recorded with three keys; numbers stay masked until they are asked for on the record."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desk import tickets
from app.desk.context import Desk
from app.rules.states import AttemptOutcome, TicketStatus
from app.ui.dialogs.contact import ContactForm
from app.ui.shell import Shell

ENTER = Qt.Key.Key_Return


@pytest.fixture
def ticket(take_in: Callable[..., int]) -> int:
    return take_in(status=TicketStatus.HANDLING, phones="13800000001 13800000002")


@pytest.fixture
def form(shell: Shell, desk: Desk, ticket: int, qtbot: QtBot) -> ContactForm:
    made = ContactForm(shell, tickets.detail(desk, ticket_id=ticket))
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.open_form()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def press(*keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key)


def test_two_keys_record_a_call_once_the_form_stands(form: ContactForm, desk: Desk, ticket: int) -> None:
    press(Qt.Key.Key_3, ENTER)
    told = tickets.detail(desk, ticket_id=ticket).attempts
    assert [(row.outcome, row.number_masked) for row in told] == [(AttemptOutcome.NO_ANSWER, "138****0001")]
    assert not form.isVisible()


def test_the_note_takes_digits_as_text(form: ContactForm, desk: Desk, ticket: int) -> None:
    press(Qt.Key.Key_1)
    QTest.keyClicks(QApplication.focusWidget(), "call 2 again at 3")
    press(ENTER)
    told = tickets.detail(desk, ticket_id=ticket).attempts[0]
    assert (told.outcome, told.note) == (AttemptOutcome.REACHED, "call 2 again at 3")


def test_reaching_the_caller_stops_the_first_contact_clock(form: ContactForm, desk: Desk, ticket: int) -> None:
    press(Qt.Key.Key_1, ENTER)
    assert tickets.detail(desk, ticket_id=ticket).journal[-1].verb == "contact"


def test_enter_without_an_outcome_asks_for_it(form: ContactForm, desk: Desk, ticket: int) -> None:
    press(ENTER)
    assert form.outcome_error.isVisible()
    assert form.outcomes.hasFocus()
    assert tickets.detail(desk, ticket_id=ticket).attempts == ()


def test_another_number_is_dialled_by_arrow(form: ContactForm, desk: Desk, ticket: int) -> None:
    press(Qt.Key.Key_Down, Qt.Key.Key_4, ENTER)
    assert tickets.detail(desk, ticket_id=ticket).attempts[0].number_masked == "138****0002"


def test_f8_shows_the_numbers_and_leaves_a_trace(form: ContactForm, desk: Desk, ticket: int) -> None:
    press(Qt.Key.Key_F8)
    assert [button.text() for button in form.numbers.buttons] == ["13800000001", "13800000002"]
    assert not form.reveal.isVisible()
    assert tickets.detail(desk, ticket_id=ticket).journal[-1].verb == "reveal"
