"""The dialogs write through use cases, say refusals at the field, and never lose what was typed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.base.changes import Change
from app.base.people import Person
from app.desk import draft
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import reads as ticket_reads
from app.rules.ticket.states import TicketStatus
from tests.support.levels import URGENT


def show(opened, ticket_id: int) -> None:
    opened.gateway.announce(Change.TICKETS)
    opened.shell.open_ticket(ticket_id)


def open_form(opened, ticket_id: int, action: str):
    show(opened, ticket_id)
    opened.shell.commands.run(action)
    return opened.shell.last_form


def detail(desk, ticket_id: int):
    return ticket_reads.detail(desk, ticket_id=ticket_id)


def test_a_late_sign_for_asks_why_and_stays_until_it_is_answered(opened, take_in, desk, still) -> None:
    ticket = take_in(urgency=URGENT)
    still.advance(timedelta(minutes=11))
    form = open_form(opened, ticket, "sign")
    form.submit()
    assert not form._errors["reason"].isHidden()
    assert detail(desk, ticket).row.signed_at is None
    form.fields["reason"].setPlainText("交接班期间系统升级")
    form.submit()
    told = detail(desk, ticket)
    assert told.ticket.sign_late
    assert told.ticket.sign_late_reason == "交接班期间系统升级"


def test_a_usual_reason_is_taken_by_the_mouse_and_may_be_added_to(opened, take_in, desk, still) -> None:
    ticket = take_in(urgency=URGENT)
    still.advance(timedelta(minutes=11))
    form = open_form(opened, ticket, "sign")
    offered = {button.accessibleName(): button for button in form.findChildren(QPushButton)}
    offered["平台系统故障"].click()
    QTest.keyClicks(form.fields["reason"], ", 02:40")
    form.main.click()
    assert detail(desk, ticket).ticket.sign_late_reason == "平台系统故障, 02:40"


def test_ctrl_z_takes_the_last_sign_for_back_within_ten_minutes(opened, take_in, desk, still) -> None:
    ticket = take_in()
    show(opened, ticket)
    opened.shell.commands.run("sign")
    assert detail(desk, ticket).row.status is TicketStatus.HANDLING
    still.advance(timedelta(minutes=9))
    opened.shell.commands.run("undo")
    assert detail(desk, ticket).row.status is TicketStatus.TO_SIGN
    opened.shell.commands.run("undo")
    assert "没有可撤回" in opened.window.messages.text


def test_after_ten_minutes_there_is_nothing_to_take_back(opened, take_in, desk, still) -> None:
    ticket = take_in()
    show(opened, ticket)
    opened.shell.commands.run("sign")
    still.advance(timedelta(minutes=10, seconds=1))
    opened.shell.commands.run("undo")
    assert detail(desk, ticket).row.status is TicketStatus.HANDLING


def test_the_message_of_a_sign_for_offers_to_take_it_back_and_others_do_not(opened, take_in, desk) -> None:
    ticket, bar = take_in(), opened.window.messages
    show(opened, ticket)
    opened.shell.commands.run("sign")
    assert bar.text == "已签收 1 件"
    assert not bar._undo.isHidden()
    bar._undo.click()
    assert bar.text == f"{detail(desk, ticket).row.number} 已撤回签收"
    assert bar._undo.isHidden()
    assert detail(desk, ticket).row.status is TicketStatus.TO_SIGN


def test_what_is_undone_stands_in_words_before_it_is_done(opened, take_in, desk, still) -> None:
    ticket, bar = take_in("热线-261123-004417"), opened.window.messages
    show(opened, ticket)
    opened.shell.commands.run("sign")
    bar.close_message()
    still.advance(timedelta(minutes=3))
    opened.shell.commands.run("undo")
    assert bar.text == "要撤回 热线-261123-004417 签收（02:41） 吗？"
    assert detail(desk, ticket).row.status is TicketStatus.HANDLING
    opened.window.back()
    assert bar.text == ""
    opened.shell.commands.run("undo")
    assert "要撤回" in bar.text
    opened.shell.commands.run("undo")
    assert bar.text == "热线-261123-004417 已撤回签收"
    assert detail(desk, ticket).row.status is TicketStatus.TO_SIGN


def test_an_undo_that_comes_too_late_says_who_was_there_before(opened, take_in, desk) -> None:
    ticket = take_in("热线-261123-004417")
    show(opened, ticket)
    opened.shell.commands.run("sign")
    ticket_acts.dispatch(desk, person=Person("值班员丙"), ticket_id=ticket, unit="二科")
    opened.shell.commands.run("undo")
    assert "之后又有变化（02:41 值班员丙 派单），不能撤回签收" in opened.window.messages.text
    assert detail(desk, ticket).row.unit == "二科"


def test_a_late_sign_for_can_be_taken_back_too(opened, take_in, desk, still) -> None:
    ticket = take_in(urgency=URGENT)
    still.advance(timedelta(minutes=11))
    form = open_form(opened, ticket, "sign")
    form.fields["reason"].setPlainText("交接班期间系统升级")
    form.submit()
    opened.shell.commands.run("undo")
    assert detail(desk, ticket).row.status is TicketStatus.TO_SIGN


def test_nobody_takes_back_what_another_person_signed(opened, take_in, desk) -> None:
    ticket = take_in()
    show(opened, ticket)
    opened.shell.commands.run("sign")
    opened.shell.take_over(Person("值班员乙"))
    opened.shell.commands.run("undo")
    assert "没有可撤回" in opened.window.messages.text
    assert detail(desk, ticket).row.status is TicketStatus.HANDLING


def test_text_left_with_esc_is_offered_again(opened, take_in, desk) -> None:
    ticket = take_in()
    form = open_form(opened, ticket, "note")
    form.fields["text"].setPlainText("商户答应周三退款")
    form.reject()
    assert "商户答应周三退款" in (draft.load(desk, key=f"add_note:{ticket}") or "")
    again = open_form(opened, ticket, "note")
    assert again.values()["text"] == "商户答应周三退款"
    assert "已恢复" in again.saved.text()
    again.submit()
    assert draft.load(desk, key=f"add_note:{ticket}") is None
    assert any(line.text == "商户答应周三退款" for line in detail(desk, ticket).journal)


def test_typed_text_is_kept_every_two_seconds_while_typing(opened, take_in, desk, qtbot) -> None:
    ticket = take_in(status=TicketStatus.HANDLING)
    form = open_form(opened, ticket, "reply")
    form.drafts.timer.setInterval(1)
    form.fields["result"].setPlainText("已约谈商户")
    qtbot.waitUntil(lambda: "草稿已保存" in form.saved.text())
    assert "已约谈商户" in (draft.load(desk, key=f"reply:{ticket}") or "")
    form.reject()


def test_an_empty_note_is_refused_at_its_field(opened, take_in) -> None:
    form = open_form(opened, take_in(), "note")
    form.submit()
    assert form._errors["text"].text() == "备注是空的"
    assert form.fields["text"].property("wrong") is True
    assert form.main.isEnabled()
    form.reject()


def test_dispatch_offers_the_units_used_before(opened, take_in, desk) -> None:
    take_in(unit="商业服务科")
    ticket = take_in(status=TicketStatus.HANDLING)
    form = open_form(opened, ticket, "dispatch")
    unit = form.fields["unit"]
    assert [unit.itemText(i) for i in range(unit.count())] == ["商业服务科"]
    unit.setCurrentText("预付费专班")
    form.submit()
    assert detail(desk, ticket).row.unit == "预付费专班"


def test_closing_and_reopening_are_each_others_reverse(opened, take_in, desk) -> None:
    ticket = take_in(status=TicketStatus.HANDLING)
    open_form(opened, ticket, "close").submit()
    assert detail(desk, ticket).row.status is TicketStatus.CLOSED
    form = open_form(opened, ticket, "reopen")
    form.submit()
    assert "重开原因" in form._errors["reason"].text()
    form.fields["reason"].setPlainText("商户未履行承诺")
    form.submit()
    assert detail(desk, ticket).row.status is TicketStatus.HANDLING


def test_editing_shows_old_and_new_and_saves_only_what_differs(opened, take_in, desk) -> None:
    ticket = take_in(merchant="某某店")
    form = open_form(opened, ticket, "edit")
    assert form.changes() == {}
    form.fields["merchant"].setText("某某店（霍营店）")
    assert form.changes() == {"merchant": "某某店（霍营店）"}
    assert "某某店 → 某某店（霍营店）" in form.changes_line.text()
    assert not form.fields["phone_raw"].isEnabled()
    form.submit()
    assert detail(desk, ticket).row.merchant == "某某店（霍营店）"


def test_correcting_the_dispatch_time_moves_the_clocks(opened, take_in, desk) -> None:
    from PySide6.QtCore import QDateTime

    ticket = take_in(dispatched_basis="编号日期")
    form = open_form(opened, ticket, "correct-dispatch")
    form.at.setDateTime(QDateTime.fromString("2026-11-23 01:30", "yyyy-MM-dd HH:mm"))
    form.submit()
    told = detail(desk, ticket)
    assert not told.row.dispatched_estimated
    assert told.row.sign_due_at - told.row.dispatched_at == timedelta(hours=2)


def test_a_new_ticket_is_shown_at_once(opened, desk) -> None:
    opened.shell.commands.run("new-ticket")
    form = opened.shell.last_form
    form.submit()
    assert form._errors["number"].text()
    form.fields["number"].setText("热线-261123-009999")
    form.fields["title"].setText("来电：商场停业")
    form.submit()
    assert opened.shell.selection.detail.row.number == "热线-261123-009999"


@pytest.mark.parametrize("typed", ["甲-0001，乙-0002", "甲-0001\n乙-0002", "甲-0001 乙-0002 甲-0001"])
def test_numbers_read_out_are_signed_for(opened, take_in, desk, typed) -> None:
    first, second = take_in("甲-0001"), take_in("乙-0002")
    opened.shell.commands.run("sign-by-number")
    form = opened.shell.last_form
    form.fields["number"].setPlainText(typed)
    form.submit()
    assert detail(desk, first).ticket.signed_by == "值班员甲"
    assert detail(desk, second).ticket.signed_by == "值班员甲"


def test_an_unknown_number_stays_at_its_field(opened, take_in) -> None:
    opened.shell.commands.run("sign-by-number")
    form = opened.shell.last_form
    form.fields["number"].setPlainText("不存在-1")
    form.submit()
    assert "没有编号为" in form._errors["number"].text()
    form.reject()


def test_the_same_form_is_never_open_twice(opened, take_in) -> None:
    ticket = take_in()
    first = open_form(opened, ticket, "note")
    first.fields["text"].setPlainText("第一份")
    assert open_form(opened, ticket, "note") is first
    other = open_form(opened, take_in(), "note")
    assert other is not first
    assert open_form(opened, ticket, "note") is other, "the last that was opened stays the last"
    assert first.isVisible()
    first.reject()
    other.reject()
