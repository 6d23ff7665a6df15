"""Expired tickets: a text to read out, recorded by number key, shown with time and person afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.base.clock import StillClock
from app.base.people import Person
from app.desk import escalation, reminders
from app.desk.context import Desk
from app.rules.states import EscalationState
from app.ui.application import OpenWindow
from app.ui.supervision.escalation_words import overdue_words
from app.ui.supervision.escalations_page import EscalationsPage

OPERATOR = Person("值班员甲")


@pytest.fixture
def expired(desk: Desk, take_in: Callable[..., int]) -> Callable[..., int]:
    def make(number: str, days: int = 6) -> int:
        ticket = take_in(number, dispatched_at=desk.now() - timedelta(days=days))
        reminders.raise_due(desk)
        return ticket

    return make


@pytest.fixture
def page(opened: OpenWindow) -> Callable[[], EscalationsPage]:
    def show() -> EscalationsPage:
        opened.window.show_page("escalations")
        made = opened.window.current_page()
        assert isinstance(made, EscalationsPage)
        return made

    return show


def test_nothing_expired_is_good_news(page: Callable[[], EscalationsPage]) -> None:
    shown = page()
    assert shown.list.is_empty
    assert shown.list.empty_title.text() == "没有到期未办结的工单"


def test_the_text_names_ticket_matter_unit_deadline_and_time_over(
    page: Callable[[], EscalationsPage], expired: Callable[..., int]
) -> None:
    expired("热线-261117-000001")
    told = page().text()
    assert told.splitlines() == [
        "到期上报：工单 热线-261117-000001",
        "诉求：健身房闭店，年卡无法退费（回龙观街道）",
        "承办：尚未派单",
        "办理到期：2026-11-22 24:00，已超 2 时，尚未办结。",
        "报告时间：2026-11-23 02:41，值班 值班员甲",
    ]


def test_the_text_is_copied_by_key(
    page: Callable[[], EscalationsPage], expired: Callable[..., int], opened: OpenWindow
) -> None:
    expired("热线-261117-000001")
    shown = page()
    opened.shell.commands.run("escalation-copy")
    assert QGuiApplication.clipboard().text() == shown.text()
    assert opened.window.messages.text == "已复制上报文字"


def test_reporting_is_recorded_with_person_way_and_time(
    page: Callable[[], EscalationsPage], expired: Callable[..., int], opened: OpenWindow, desk: Desk
) -> None:
    expired("热线-261117-000001")
    shown = page()
    opened.shell.commands.run("escalation-report")
    form = shown.last_form
    assert form is not None
    form.to.setCurrentText("班长乙")
    QTest.keyClick(form.channels, "2")
    assert form.focusWidget() is form.fields["note"]
    form.submit()
    row = escalation.listing(desk)[0]
    assert (row.state, row.reported_to, row.channel) == (EscalationState.REPORTED, "班长乙", "当面")
    reported = next(column for column in shown.model.columns if column.heading == "上报")
    cell = reported.cell(row, desk.now())
    assert (cell.text, cell.second) == ("班长乙（当面）", "02:41 · 值班员甲")
    assert {name for name, button in shown.detail.buttons.items() if not button.isHidden()} == {"open"}


def test_to_whom_and_how_are_asked_for_at_their_fields(
    page: Callable[[], EscalationsPage], expired: Callable[..., int], opened: OpenWindow
) -> None:
    expired("热线-261117-000001")
    shown = page()
    opened.shell.commands.run("escalation-report")
    form = shown.last_form
    assert form is not None
    form.submit()
    assert form.fields["to"].property("wrong")
    form.to.setCurrentText("班长乙")
    form.submit()
    assert "上报方式" in form._errors["channel"].text()
    assert form.isVisible()
    form.reject()


def test_the_last_receiver_is_offered_again(
    page: Callable[[], EscalationsPage], expired: Callable[..., int], opened: OpenWindow, desk: Desk
) -> None:
    expired("热线-261117-000001")
    expired("热线-261117-000002")
    first = escalation.listing(desk)[0]
    escalation.report(desk, person=OPERATOR, escalation_id=first.id, to="班长乙", channel="电话")
    shown = page()
    opened.shell.commands.run("escalation-report")
    form = shown.last_form
    assert form is not None
    assert form.values()["to"] == "班长乙"
    form.reject()


def test_those_to_be_reported_stand_first_and_are_counted(
    page: Callable[[], EscalationsPage], expired: Callable[..., int], desk: Desk
) -> None:
    expired("热线-261116-000001", days=8)
    expired("热线-261117-000002")
    oldest = escalation.listing(desk)[0]
    escalation.report(desk, person=OPERATOR, escalation_id=oldest.id, to="班长乙", channel="电话")
    shown = page()
    assert [row.ticket_number for row in shown.model.rows] == ["热线-261117-000002", "热线-261116-000001"]
    assert shown.states.buttons[EscalationState.OPEN].text() == "待上报 1"
    shown.states.choose(EscalationState.REPORTED)
    assert [row.ticket_number for row in shown.model.rows] == ["热线-261116-000001"]
    assert shown.back()


def test_the_time_over_goes_on_while_the_page_stands(
    page: Callable[[], EscalationsPage], expired: Callable[..., int], desk: Desk, still: StillClock
) -> None:
    expired("热线-261117-000001")
    shown = page()
    before = shown.text()
    still.advance(timedelta(hours=3))
    shown._turn()
    row = escalation.listing(desk)[0]
    assert overdue_words(row, desk.now()) in shown.text()
    assert shown.text() != before


def test_enter_opens_the_ticket(
    page: Callable[[], EscalationsPage], expired: Callable[..., int], opened: OpenWindow
) -> None:
    ticket = expired("热线-261117-000001")
    shown = page()
    asked: list[int] = []
    opened.shell.ticket_asked.connect(asked.append)
    QTest.keyClick(shown.view, Qt.Key.Key_Return)
    assert asked == [ticket]
