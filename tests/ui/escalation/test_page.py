"""Expired tickets: a text to read out, recorded by number key, shown with time and person afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.base.clock import StillClock
from app.base.people import Person
from app.desk import sign
from app.desk.escalation import acts as escalation_acts
from app.desk.escalation import targets as escalation_targets
from app.desk.escalation.reads import Figure
from app.desk.reminder import acts as reminder_acts
from app.desk.shared.context import Desk
from app.desk.ticket import acts as ticket_acts
from app.rules.escalation.states import EscalationState
from app.ui.escalation.page import EscalationsPage
from app.ui.escalation.words import TO_SAY
from app.ui.frame.application import OpenWindow

OPERATOR = Person("值班员甲")


@pytest.fixture
def expired(desk: Desk, take_in: Callable[..., int]) -> Callable[..., int]:
    def make(number: str, days: int = 6) -> int:
        ticket = take_in(number, dispatched_at=desk.now() - timedelta(days=days))
        reminder_acts.raise_due(desk)
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
        "【到期上报·一级】热线-261117-000001",
        "诉求：健身房闭店，年卡无法退费（回龙观街道）",
        "承办：尚未派单；来电人：王某",
        "派单：11-17 02:41；到期：11-22 24:00，已超 2 小时 41 分，尚未办结",
        "最近处理：尚无处理记录",
        "11-23 02:41 昌平商务 值班 值班员甲",
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
    form = shown.shell.last_form
    assert form is not None
    form.to.setCurrentText("班长乙")
    QTest.keyClick(form.channels, "2")
    assert form.focusWidget() is form.fields["note"]
    form.submit()
    row = escalation_acts.listing(desk)[0]
    assert (row.state, row.reported_to, row.channel) == (EscalationState.REPORTED, "班长乙", "当面")
    reported = next(column for column in shown.model.columns if column.heading == "上报")
    cell = reported.cell(row, desk.now())
    assert (cell.text, cell.second) == ("班长乙（当面）", "02:41 · 值班员甲")
    assert {name for name, button in shown.detail.buttons.items() if not button.isHidden()} == {
        "open",
        "escalation-correct",
    }


def test_to_whom_and_how_are_asked_for_at_their_fields(
    page: Callable[[], EscalationsPage], expired: Callable[..., int], opened: OpenWindow
) -> None:
    expired("热线-261117-000001")
    shown = page()
    opened.shell.commands.run("escalation-report")
    form = shown.shell.last_form
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
    first = escalation_acts.listing(desk)[0]
    escalation_acts.report(desk, person=OPERATOR, escalation_id=first.id, to="班长乙", channel="电话")
    shown = page()
    opened.shell.commands.run("escalation-report")
    form = shown.shell.last_form
    assert form is not None
    assert form.values()["to"] == "班长乙"
    form.reject()


def test_those_to_be_reported_stand_first_and_are_counted(
    page: Callable[[], EscalationsPage], expired: Callable[..., int], desk: Desk
) -> None:
    expired("热线-261116-000001", days=8)
    expired("热线-261117-000002")
    oldest = escalation_acts.listing(desk)[0]
    escalation_acts.report(desk, person=OPERATOR, escalation_id=oldest.id, to="班长乙", channel="电话")
    shown = page()
    assert [row.ticket_number for row in shown.model.rows] == ["热线-261117-000002", "热线-261116-000001"]
    assert shown.filters.figures.buttons[Figure.OPEN].text() == "待上报 1"
    shown.filters.figures.choose(Figure.REPORTED)
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
    assert "已超 5 小时 41 分" in shown.text()
    assert shown.text() != before


def test_enter_opens_the_ticket(
    page: Callable[[], EscalationsPage], expired: Callable[..., int], opened: OpenWindow
) -> None:
    ticket = expired("热线-261117-000001")
    shown = page()
    asked: list[int] = []
    opened.shell.ticket_requested.connect(asked.append)
    QTest.keyClick(shown.view, Qt.Key.Key_Return)
    assert asked == [ticket]


def test_the_spoken_form_is_shown_and_copied_instead(
    page: Callable[[], EscalationsPage], expired: Callable[..., int], opened: OpenWindow
) -> None:
    expired("热线-261117-000001")
    shown = page()
    shown.detail._choose_form(TO_SAY)
    assert "编号：热线，261 117，000 001。" in shown.text()
    opened.shell.commands.run("escalation-copy")
    assert QGuiApplication.clipboard().text() == shown.text()


def test_several_are_reported_in_one_go_with_one_text(
    page: Callable[[], EscalationsPage], expired: Callable[..., int], opened: OpenWindow, desk: Desk
) -> None:
    for number in range(1, 31):
        expired(f"热线-261117-{number:06d}")
    shown = page()
    shown.view.setFocus()
    QTest.keyClick(shown.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(shown.picked()) == 30
    assert shown.text().startswith("【到期上报】30 件到期未办结（尚未派单 30）\n1. 热线-261117-000001")
    assert {name for name, button in shown.detail.buttons.items() if not button.isHidden()} == {
        "escalation-report",
        "escalation-copy",
    }
    opened.shell.commands.run("escalation-report")
    form = shown.shell.last_form
    assert form.windowTitle() == "记录上报 30 件"
    form.to.setCurrentText("班长乙")
    QTest.keyClick(form.channels, "3")
    form.submit()
    assert {row.state for row in escalation_acts.listing(desk)} == {EscalationState.REPORTED}
    assert opened.window.messages.text == "30 件已上报班长乙"


def test_who_is_in_the_table_is_proposed_with_number_and_reason(
    page: Callable[[], EscalationsPage], expired: Callable[..., int], opened: OpenWindow, desk: Desk
) -> None:
    lines = [["一级", "值班表", "", "班长乙"], ["一级", "街乡镇", "回龙观街道", "张三", "13900000001"]]
    escalation_targets.save(desk, person=OPERATOR, lines=lines, seen=())
    expired("热线-261117-000001")
    shown = page()
    opened.shell.commands.run("escalation-report")
    form = shown.shell.last_form
    assert [form.to.itemText(place) for place in range(form.to.count())] == ["张三", "班长乙"]
    assert (form.to.currentText(), form.why.text()) == ("张三", "电话 13900000001 · 按街乡镇·回龙观街道")
    form.to.setCurrentText("王五")
    assert form.why.isHidden()
    form.reject()


def test_units_and_streets_show_their_figures_and_narrow_the_list(
    page: Callable[[], EscalationsPage], take_in: Callable[..., int], desk: Desk
) -> None:
    for number, street in ((1, "沙河镇"), (2, "沙河镇"), (3, "回龙观街道")):
        take_in(f"热线-261117-{number:06d}", dispatched_at=desk.now() - timedelta(days=6), street=street)
    reminder_acts.raise_due(desk)
    shown = page()
    street = shown.filters.street
    assert [street.itemText(place) for place in range(street.count())] == [
        "全部街乡镇",
        "沙河镇　触发 2，待报 2",
        "回龙观街道　触发 1，待报 1",
    ]
    street.setCurrentIndex(1)
    assert len(shown.model.rows) == 2
    assert shown.filters.figures.buttons[Figure.OPEN].text() == "待上报 2"
    assert shown.back()
    assert shown.filters.figures.buttons[Figure.OPEN].text() == "待上报 3"
    assert len(shown.model.rows) == 3


def test_the_period_leaves_out_what_was_reported_long_ago_but_never_what_is_open(
    page: Callable[[], EscalationsPage], expired: Callable[..., int], desk: Desk, still: StillClock
) -> None:
    expired("热线-261117-000001")
    expired("热线-261117-000002")
    first = escalation_acts.listing(desk)[0]
    escalation_acts.report(desk, person=OPERATOR, escalation_id=first.id, to="班长乙", channel="电话")
    still.advance(timedelta(days=20))
    shown = page()
    assert [row.ticket_number for row in shown.model.rows] == ["热线-261117-000002"]
    shown.filters.periods.choose("不限")
    assert len(shown.model.rows) == 2


def test_a_taken_back_escalation_says_why(
    page: Callable[[], EscalationsPage], expired: Callable[..., int], opened: OpenWindow, desk: Desk
) -> None:
    ticket = expired("热线-261117-000001")
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket], reason="补签")
    ticket_acts.close(desk, person=OPERATOR, ticket_id=ticket)
    shown = page()
    opened.shell.commands.run("escalation-report")
    assert opened.window.messages.text == "热线-261117-000001 的上报已撤销：工单已办结"
    opened.shell.commands.run("escalation-copy")
    assert opened.window.messages.text == "所选的没有要上报的"
    assert shown.shell.last_form is None


def test_the_list_is_exported_as_it_stands(
    page: Callable[[], EscalationsPage], expired: Callable[..., int], opened: OpenWindow, tmp_path: Path
) -> None:
    expired("热线-261117-000001")
    shown = page()
    opened.shell.commands.run("escalation-export")
    form = shown.shell.last_form
    form.fields["path"].setText(str(tmp_path / "上报.xlsx"))
    form.submit()
    assert form.ending.counted.text() == "✓ 已导出 1 / 1 条"
    form.reject()


def test_a_report_is_corrected_with_its_reason_and_shows_how(
    page: Callable[[], EscalationsPage], expired: Callable[..., int], opened: OpenWindow, desk: Desk
) -> None:
    expired("热线-261117-000001")
    shown = page()
    row = escalation_acts.listing(desk)[0]
    opened.gateway.submit(
        escalation_acts.report, person=opened.shell.person, escalation_id=row.id, to="李班长王副局长", channel="电话"
    )
    opened.shell.commands.run("escalation-correct")
    form = shown.shell.last_form
    assert form is not None
    assert form.fields["to"].placeholderText() == "现为：李班长王副局长"
    form.fields["to"].setText("王副局长")
    form.submit()
    assert "请写明更正原因" in form._errors["reason"].text()
    form.fields["reason"].setText("多打了一个名字")
    form.submit()
    after = escalation_acts.listing(desk)[0]
    assert after.reported_to == "王副局长"
    cell = next(column for column in shown.model.columns if column.heading == "上报").cell(after, desk.now())
    assert cell.second.endswith(" · 更正")
    texts = [each.text() for each in shown.detail.findChildren(QLabel)]
    assert any("向谁上报 李班长王副局长 → 王副局长（多打了一个名字）" in text for text in texts)
    opened.shell.commands.run("escalation-correct")
    assert "李班长王副局长 → 王副局长" in shown.shell.last_form.before.text()
    shown.shell.last_form.reject()


def test_typing_a_name_replaces_the_suggested_one_and_never_makes_two_of_them(
    page: Callable[[], EscalationsPage], expired: Callable[..., int], opened: OpenWindow, desk: Desk
) -> None:
    for number in ("热线-261117-000001", "热线-261117-000002"):
        expired(number)
    first = escalation_acts.listing(desk)[0]
    escalation_acts.report(desk, person=opened.shell.person, escalation_id=first.id, to="李班长", channel="电话")
    shown = page()
    opened.shell.commands.run("escalation-report")
    form = shown.shell.last_form
    assert form is not None
    assert form.to.currentText() == "李班长"
    QTest.keyClicks(form.to.lineEdit(), "Wang")
    assert form.to.currentText() == "Wang"
    form.reject()
