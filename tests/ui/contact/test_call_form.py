"""A call is recorded with three keys; numbers stay masked until they are asked for on the record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.base.clock import read_iso
from app.base.people import Person
from app.desk.contact import acts as contact_acts
from app.desk.promise import reads as promise_reads
from app.desk.shared.context import Desk
from app.desk.ticket import reads as ticket_reads
from app.rules.contact.states import AttemptOutcome
from app.rules.ticket.states import TicketStatus
from app.ui.contact.call_form import ContactForm
from app.ui.frame.shell import Shell

OPERATOR = Person("值班员甲")
ENTER = Qt.Key.Key_Return


@pytest.fixture
def ticket(take_in: Callable[..., int]) -> int:
    return take_in(status=TicketStatus.HANDLING, phones="13800000001 13800000002")


@pytest.fixture
def form(shell: Shell, desk: Desk, ticket: int, qtbot: QtBot) -> ContactForm:
    made = ContactForm(shell, ticket_reads.detail(desk, ticket_id=ticket))
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
    told = ticket_reads.detail(desk, ticket_id=ticket).attempts
    assert [(row.outcome, row.number_masked) for row in told] == [(AttemptOutcome.NO_ANSWER, "138****0001")]
    assert not form.isVisible()


def test_the_note_takes_digits_as_text(form: ContactForm, desk: Desk, ticket: int) -> None:
    press(Qt.Key.Key_1)
    QTest.keyClicks(QApplication.focusWidget(), "call 2 again at 3")
    press(ENTER)
    told = ticket_reads.detail(desk, ticket_id=ticket).attempts[0]
    assert (told.outcome, told.note) == (AttemptOutcome.REACHED, "call 2 again at 3")


def test_reaching_the_caller_stops_the_first_contact_clock(form: ContactForm, desk: Desk, ticket: int) -> None:
    press(Qt.Key.Key_1, ENTER)
    assert ticket_reads.detail(desk, ticket_id=ticket).journal[-1].verb == "contact"


def test_enter_without_an_outcome_asks_for_it(form: ContactForm, desk: Desk, ticket: int) -> None:
    press(ENTER)
    assert form.outcome_error.isVisible()
    assert form.outcomes.hasFocus()
    assert ticket_reads.detail(desk, ticket_id=ticket).attempts == ()


def test_another_number_is_dialled_by_arrow(form: ContactForm, desk: Desk, ticket: int) -> None:
    press(Qt.Key.Key_Down, Qt.Key.Key_4, ENTER)
    assert ticket_reads.detail(desk, ticket_id=ticket).attempts[0].number_masked == "138****0002"


def test_f8_shows_the_numbers_and_leaves_a_trace(form: ContactForm, desk: Desk, ticket: int) -> None:
    press(Qt.Key.Key_F8)
    assert [button.text() for button in form.numbers.buttons] == ["13800000001", "13800000002"]
    assert not form.reveal.isVisible()
    assert ticket_reads.detail(desk, ticket_id=ticket).journal[-1].verb == "reveal"


def type_into(key: Qt.Key, text: str, form: ContactForm) -> None:
    QTest.keyClick(form, key, Qt.KeyboardModifier.AltModifier)
    QTest.keyClicks(QApplication.focusWidget(), text)


def test_another_number_is_typed_and_said_to_be_wrong_before_it_is_recorded(
    form: ContactForm, desk: Desk, ticket: int
) -> None:
    press(Qt.Key.Key_3)
    type_into(Qt.Key.Key_N, "13900000009", form)
    assert form.details.warning.text() == contact_acts.NOT_ON_TICKET
    press(ENTER)
    told = ticket_reads.detail(desk, ticket_id=ticket)
    assert told.attempts[0].number_masked == "139****0009"
    assert [row.kind.value for row in told.findings] == ["wrong-number"]


def test_hour_person_length_and_the_call_agreed_go_in_by_keys(form: ContactForm, desk: Desk, ticket: int) -> None:
    press(Qt.Key.Key_2)
    type_into(Qt.Key.Key_T, "0205", form)
    type_into(Qt.Key.Key_P, "family", form)
    type_into(Qt.Key.Key_L, "1:05", form)
    type_into(Qt.Key.Key_H, "18:00", form)
    press(ENTER)
    [told] = ticket_reads.detail(desk, ticket_id=ticket).attempts
    assert (told.at, told.reached, told.seconds) == (read_iso("2026-11-23T02:05"), "family", 65)
    [promise] = promise_reads.of_ticket(desk, ticket_id=ticket)
    assert (promise.kind.value, promise.due_at) == ("call", read_iso("2026-11-23T18:00"))


@pytest.mark.parametrize(("key", "typed", "field"), [(Qt.Key.Key_T, "25:00", "at"), (Qt.Key.Key_L, "long", "seconds")])
def test_what_cannot_be_read_is_said_at_its_field_and_nothing_is_recorded(
    form: ContactForm, desk: Desk, ticket: int, key: Qt.Key, typed: str, field: str
) -> None:
    press(Qt.Key.Key_3)
    type_into(key, typed, form)
    press(ENTER)
    assert form.fields[field].property("wrong")
    assert ticket_reads.detail(desk, ticket_id=ticket).attempts == ()


def test_a_proof_goes_in_by_its_path_and_a_missing_one_is_said(
    form: ContactForm, desk: Desk, ticket: int, tmp_path: Path
) -> None:
    press(Qt.Key.Key_1)
    form.details.lines["evidence"].setText(str(tmp_path / "gone.png"))
    press(ENTER)
    assert form.fields["evidence"].property("wrong")
    assert ticket_reads.detail(desk, ticket_id=ticket).attempts == ()
    (tmp_path / "shot.png").write_bytes(b"%PDF-1.4 made-up %%EOF")
    form.details.lines["evidence"].setText(f"file://{tmp_path / 'shot.png'}")
    press(ENTER)
    assert ticket_reads.detail(desk, ticket_id=ticket).attempts[0].evidence


def test_after_a_vain_call_the_form_says_when_to_call_next(shell: Shell, desk: Desk, ticket: int, qtbot: QtBot) -> None:
    contact_acts.add_attempt(desk, person=OPERATOR, ticket_id=ticket, number_index=0, outcome=AttemptOutcome.NO_ANSWER)
    made = ContactForm(shell, ticket_reads.detail(desk, ticket_id=ticket))
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.open_form()
    assert made.reach.text().startswith("若打不通：还需再联系 2 次")
    assert "下次宜在" in made.reach.text()
