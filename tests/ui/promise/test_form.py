"""A promise found in a reply is confirmed, moved, kept or broken by keys; the panel says how each stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from app.base.changes import Change
from app.base.people import Person
from app.desk.promise import acts as promise_acts
from app.desk.promise import reads as promise_reads
from app.desk.shared.context import Desk
from app.desk.ticket import acts as ticket_acts
from app.rules.promise.states import PromiseState
from app.rules.ticket.states import TicketStatus
from app.ui.frame.application import OpenWindow
from app.ui.promise.form import PromiseForm
from tests.ui.shortcuts import press

OPERATOR = Person("值班员甲")


@pytest.fixture
def ticket(desk: Desk, take_in: Callable[..., int]) -> int:
    return take_in(status=TicketStatus.HANDLING)


@pytest.fixture
def form(opened: OpenWindow, ticket: int) -> Callable[[], PromiseForm]:
    def show() -> PromiseForm:
        opened.gateway.announce(Change.TICKETS)
        opened.shell.open_ticket(ticket)
        opened.shell.commands.run("promises")
        return next(
            each for each in QApplication.topLevelWidgets() if isinstance(each, PromiseForm) and each.isVisible()
        )

    return show


@pytest.fixture
def noted(desk: Desk, ticket: int) -> None:
    ticket_acts.add_note(desk, person=OPERATOR, ticket_id=ticket, text="商户承诺12月10日前退款")


def rows(desk: Desk, ticket: int) -> list[tuple[PromiseState, str]]:
    return [(row.state, promise_acts.day_words(row.due_at)) for row in promise_reads.of_ticket(desk, ticket_id=ticket)]


def test_a_proposed_promise_is_confirmed_for_a_day_typed_as_one_speaks(form, noted, desk: Desk, ticket: int) -> None:
    shown = form()
    assert shown.values()["due_at"] == "12月10日"
    shown.fields["due_at"].setText("12月12日前")
    press(shown, "Ctrl+Return")
    assert rows(desk, ticket) == [(PromiseState.CONFIRMED, "12月12日")]


def test_a_promise_is_ended_by_one_key_and_a_broken_one_says_why(form, noted, desk: Desk, ticket: int) -> None:
    shown = form()
    press(shown, "Alt+2")
    assert "没有兑现的情况" in shown._errors["note"].text()
    shown.fields["note"].setText("商户失联")
    press(shown, "Alt+2")
    assert rows(desk, ticket) == [(PromiseState.BROKEN, "12月10日")]


def test_without_an_open_promise_a_new_one_is_taken_down(form, desk: Desk, ticket: int) -> None:
    shown = form()
    shown.fields["said"].setPlainText("下班后再打")
    shown.fields["due_at"].setText("不知道")
    shown.submit()
    assert "无法识别日期" in shown._errors["due_at"].text()
    shown.fields["due_at"].setText("今天18:00后")
    shown.submit()
    assert rows(desk, ticket) == [(PromiseState.CONFIRMED, "11月23日 18:00")]


def test_the_panel_shows_day_words_and_state(form, noted, opened: OpenWindow) -> None:
    form().reject()
    while not opened.window.panel.is_whole:
        opened.application.processEvents()
    words = {each.text() for each in opened.window.panel.findChildren(QLabel)}
    assert {"承诺", "待确认", "12月10日前　商户承诺12月10日前退款"} <= words
