"""The ledger's page: today first, the sum, states, one ticket by its number, an unknown number at its field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest

from app.base.clock import StillClock
from app.base.people import Person
from app.desk import reminders, signing
from app.desk.context import Desk
from app.rules.states import ReminderState
from app.ui.application import OpenWindow
from app.ui.supervision.reminders_page import CHOSEN_DAY, RemindersPage

OPERATOR = Person("值班员甲")


@pytest.fixture
def page(opened: OpenWindow) -> Callable[[], RemindersPage]:
    def show() -> RemindersPage:
        opened.window.show_page("reminders")
        made = opened.window.current_page()
        assert isinstance(made, RemindersPage)
        return made

    return show


def test_an_empty_ledger_says_where_reminders_come_from(page: Callable[[], RemindersPage]) -> None:
    shown = page()
    assert shown.list.is_empty
    assert shown.list.empty_title.text() == "今天没有提醒"
    assert shown.sum.isHidden()


def test_today_is_listed_and_the_sum_adds_up(
    page: Callable[[], RemindersPage], take_in: Callable[..., int], desk: Desk, still: StillClock
) -> None:
    take_in(dispatched_at=desk.now())
    signed = take_in(dispatched_at=desk.now())
    still.advance(timedelta(minutes=95))
    due = reminders.raise_due(desk).result
    reminders.mark_shown(desk, ids=[row.id for row in due], channel="window")
    signing.sign(desk, person=OPERATOR, ticket_ids=[signed])
    shown = page()
    raised = sum(row.state is ReminderState.SHOWN for row in shown.model.rows)
    cancelled = sum(row.state is ReminderState.CANCELLED for row in shown.model.rows)
    planned = sum(row.state is ReminderState.PLANNED for row in shown.model.rows)
    assert (raised, cancelled, planned) == (1, 3, 2)
    assert shown.sum.text() == "计划 6 = 触发 1（已确认 0，未确认 1） + 取消 3 + 待提醒 2"
    assert shown.states.buttons[None].text() == "全部 6"


def test_a_state_narrows_the_rows_but_not_the_sum(
    page: Callable[[], RemindersPage], take_in: Callable[..., int], desk: Desk, still: StillClock
) -> None:
    take_in()
    still.advance(timedelta(minutes=95))
    reminders.raise_due(desk)
    shown = page()
    whole = shown.sum.text()
    shown.states.choose(ReminderState.RAISED)
    assert [row.slot for row in shown.model.rows] == ["90min"]
    assert shown.sum.text() == whole


def test_a_ticket_number_shows_the_life_of_that_ticket(
    page: Callable[[], RemindersPage], take_in: Callable[..., int]
) -> None:
    take_in("热线-261123-000777")
    take_in("热线-261123-000778")
    shown = page()
    shown.number.setText("热线-261123-000777")
    QTest.keyClick(shown.number, Qt.Key.Key_Return)
    assert {row.ticket_number for row in shown.model.rows} == {"热线-261123-000777"}
    assert len(shown.model.rows) == 8
    assert "工单 热线-261123-000777" in shown.list.count.text()
    assert shown.back()
    assert shown.period.words == "今天"
    assert {row.ticket_number for row in shown.model.rows} == {"热线-261123-000777", "热线-261123-000778"}


def test_an_unknown_number_is_said_at_its_field(page: Callable[[], RemindersPage]) -> None:
    shown = page()
    shown.number.setText("热线-000")
    QTest.keyClick(shown.number, Qt.Key.Key_Return)
    assert shown.error.text() == "没有编号为 热线-000 的工单"
    assert shown.number.property("wrong")
    shown.number.setText("")
    assert shown.error.isHidden()


def test_a_chosen_day_shows_that_day(page: Callable[[], RemindersPage], take_in: Callable[..., int]) -> None:
    take_in()
    shown = page()
    shown.day.setDate(QDate(2026, 11, 27))
    assert shown.periods.value == CHOSEN_DAY
    shown.day.setDate(QDate(2026, 11, 28))
    assert [row.slot for row in shown.model.rows] == ["09:00", "16:00", "19:00", "22:00"]


def test_enter_opens_the_ticket(
    page: Callable[[], RemindersPage], take_in: Callable[..., int], opened: OpenWindow
) -> None:
    ticket = take_in()
    shown = page()
    asked: list[int] = []
    opened.shell.ticket_asked.connect(asked.append)
    QTest.keyClick(shown.view, Qt.Key.Key_Return)
    assert asked == [ticket]


def test_more_rows_than_the_ledger_gives_are_said_and_counted_whole(
    page: Callable[[], RemindersPage],
    take_in: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reminders, "LEDGER_LIMIT", 4)
    take_in()
    take_in()
    shown = page()
    assert len(shown.model.rows) == 4
    assert shown.sum.text().startswith("计划 6 = ")
    assert "只列出最早的 4 条" in shown.list.count.text()
