"""The page of urging by keyboard: fourteen units in a few keys, answers ticked for many, what follows is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.base.clock import SHANGHAI, StillClock
from app.base.people import Person
from app.desk.escalation import targets as escalation_targets
from app.desk.shared.context import Desk
from app.desk.urge import acts as urge_acts
from app.desk.urge import reads as urge_reads
from app.rules.ticket.states import TicketStatus
from app.rules.urge.states import UrgeState
from app.ui.frame.application import OpenWindow
from app.ui.urge.forms import AnswerForm, ByHandForm, PersonForm
from app.ui.urge.page import UrgePage

OPERATOR = Person("值班员甲")
DISPATCHED = datetime(2026, 11, 18, 10, 0, tzinfo=SHANGHAI)
UNITS = [f"科室{place:02}" for place in range(1, 15)]


@pytest.fixture
def nine(desk: Desk, still: StillClock, take_in: Callable[..., int]) -> None:
    """Fourteen units with a ticket each on day 5, at 09:00; the first has a person and a stand-in."""
    line = ["科室", "承办单位", UNITS[0], "李某", "13900000021", "", "", "", "组长", "", "", "周某", "13900000022", ""]
    leader = ["二级", "值班表", "", "郑某", "13900000099", "", "", "", "副局长"]
    escalation_targets.save(desk, person=OPERATOR, lines=[line, leader], seen=())
    for unit in UNITS:
        take_in(dispatched_at=DISPATCHED, unit=unit, status=TicketStatus.HANDLING)
    still.advance(datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI) - still.now())
    urge_acts.open_due(desk)


@pytest.fixture
def page(opened: OpenWindow) -> Callable[[], UrgePage]:
    def show() -> UrgePage:
        opened.window.show_page("urges")
        made = opened.window.current_page()
        assert isinstance(made, UrgePage)
        made.view.setFocus()
        return made

    return show


def states(desk: Desk) -> list[UrgeState]:
    return [row.state for row in urge_reads.rounds(desk)]


def press(widget: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)


def test_without_any_round_the_page_says_when_the_next_ones_come(page: Callable[[], UrgePage]) -> None:
    shown = page()
    assert shown.list.is_empty
    assert "09:00、16:00、19:00、22:00" in shown.list.empty_hint.text()


def test_one_key_sends_all_fourteen_and_their_texts_are_in_the_clipboard(
    desk: Desk, nine: None, page: Callable[[], UrgePage], opened: OpenWindow
) -> None:
    page()
    opened.shell.commands.run("urge-send-all")
    assert states(desk) == [UrgeState.SENT] * 14
    assert all(unit in QGuiApplication.clipboard().text() for unit in UNITS[1:])
    assert opened.window.messages.text == "14 个单位的催办已复制并记为已发"


def test_enter_sends_one_unit_and_goes_on_to_the_next(desk: Desk, nine: None, page: Callable[[], UrgePage]) -> None:
    shown = page()
    shown.view.choose(0)
    for sent, unit in enumerate(UNITS[:3], start=1):
        assert shown.view.current.unit == unit
        press(shown.view, Qt.Key.Key_Return)
        assert states(desk).count(UrgeState.SENT) == sent
    assert "科室03您好" in QGuiApplication.clipboard().text()


def test_a_text_that_was_typed_over_goes_out_as_typed(
    desk: Desk, nine: None, page: Callable[[], UrgePage], opened: OpenWindow
) -> None:
    shown = page()
    shown.view.choose(0)
    assert shown.detail.editor is not None
    shown.detail.editor.setPlainText("李组长，请速回电")
    opened.shell.commands.run("urge-send")
    assert QGuiApplication.clipboard().text() == "李组长，请速回电"
    with desk.register.reading() as stores:
        assert stores.urges.listing()[0].text == "李组长，请速回电"


def test_one_answer_by_number_key_covers_every_chosen_unit(
    desk: Desk, nine: None, page: Callable[[], UrgePage], opened: OpenWindow
) -> None:
    shown = page()
    shown.view.selectAll()
    press(shown.view, Qt.Key.Key_A)
    form = opened.shell.last_form
    assert isinstance(form, AnswerForm)
    assert len(form.ticked()) == 14
    form.tickets.item(0).setCheckState(Qt.CheckState.Unchecked)
    press(form.quick, Qt.Key.Key_2)
    form.submit()
    assert states(desk).count(UrgeState.ANSWERED) == 13
    assert "有效 13 / 14" in shown.summary.text()


def test_a_promise_asks_by_when_and_reads_hours_as_people_type_them(
    desk: Desk, nine: None, page: Callable[[], UrgePage], opened: OpenWindow
) -> None:
    shown = page()
    shown.view.choose(0)
    press(shown.view, Qt.Key.Key_P)
    form = opened.shell.last_form
    assert isinstance(form, AnswerForm)
    press(form.quick, Qt.Key.Key_1)
    form.submit()
    assert form.isVisible()
    form.fields["promised_at"].setText("1800")  # type: ignore[union-attr]
    form.submit()
    row = urge_reads.rounds(desk)[0]
    assert (row.state, row.promised_at) == (UrgeState.PROMISED, datetime(2026, 11, 23, 18, 0, tzinfo=SHANGHAI))
    assert shown.detail.buttons["urge-keep"].isVisibleTo(shown.detail)


def test_another_person_is_chosen_from_the_directory(
    desk: Desk, nine: None, page: Callable[[], UrgePage], opened: OpenWindow
) -> None:
    shown = page()
    shown.view.choose(0)
    opened.shell.commands.run("urge-person")
    form = opened.shell.last_form
    assert isinstance(form, PersonForm)
    assert (form.name.currentText(), form.why.text()) == ("周某", "替 李某 · 按承办单位·科室01")
    form.submit()
    assert urge_reads.rounds(desk)[0].to_name == "周某"


def test_a_call_nobody_took_and_a_rise_are_one_key_each(desk: Desk, nine: None, page: Callable[[], UrgePage]) -> None:
    shown = page()
    shown.view.choose(0)
    press(shown.view, Qt.Key.Key_N)
    assert shown.view.current.not_reached_at == desk.now()
    press(shown.view, Qt.Key.Key_U)
    assert [row.to_name for row in urge_reads.rounds(desk) if row.unit == UNITS[0]] == ["李某", "郑某"]


def test_turns_are_walked_through_and_esc_leads_back(
    desk: Desk, still: StillClock, nine: None, page: Callable[[], UrgePage], opened: OpenWindow
) -> None:
    still.advance(datetime(2026, 11, 23, 16, 1, tzinfo=SHANGHAI) - still.now())
    urge_acts.open_due(desk)
    shown = page()
    assert shown.summary.text().startswith("16:00 这一轮 · 14 个单位 14 件")
    opened.shell.commands.run("urge-earlier")
    assert shown.summary.text().startswith("09:00 这一轮")
    opened.shell.commands.run("urge-earlier")
    assert opened.window.messages.text == "已是最早的一轮"
    assert shown.back()
    assert shown.summary.text().startswith("16:00 这一轮")


def test_urging_by_hand_asks_only_which_tickets(
    desk: Desk, nine: None, still: StillClock, page: Callable[[], UrgePage], opened: OpenWindow
) -> None:
    still.advance(datetime(2026, 11, 23, 10, 30, tzinfo=SHANGHAI) - still.now())
    page()
    opened.shell.commands.run("urge-by-hand")
    form = opened.shell.last_form
    assert isinstance(form, ByHandForm)
    form.submit()
    assert len(states(desk)) == 28


def test_chosen_tickets_of_any_list_are_urged_by_unit(
    desk: Desk, take_in: Callable[..., int], opened: OpenWindow
) -> None:
    ticket = take_in(dispatched_at=desk.now(), unit="家政专班", status=TicketStatus.HANDLING)
    opened.shell.select(ticket, (ticket,))
    opened.shell.commands.run("urge-tickets")
    (row,) = urge_reads.rounds(desk)
    assert row.unit == "家政专班"
    assert isinstance(opened.window.current_page(), UrgePage)
