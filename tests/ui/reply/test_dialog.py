"""The reply form follows what is typed, leads to each mark, keeps both sides of a conflict, copies field by field."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.base.changes import Change
from app.base.people import Person
from app.desk.contact import acts as contact_acts
from app.desk.reply import acts as reply_acts
from app.desk.reply import rows as reply_rows
from app.desk.shared.context import Desk
from app.desk.ticket import reads as ticket_reads
from app.rules.contact.states import AttemptOutcome
from app.rules.reply.check import MarkKind
from app.rules.reply.states import ReplyState
from app.rules.ticket.states import TicketStatus
from app.ui.frame.application import OpenWindow
from app.ui.reply.dialog import ReplyForm
from tests.ui.shortcuts import press

OPERATOR, LEAD = Person("值班员甲"), Person("班组长乙")
RESULT = "经核实，商户已张贴停业通知。依条例约谈后，商户承诺12月10日前将余额退还诉求人，诉求人表示认可。"
BASIS = "《北京市单用途预付卡管理条例》第十五条"


@pytest.fixture
def ticket(desk: Desk, take_in: Callable[..., int]) -> int:
    made = take_in(status=TicketStatus.HANDLING)
    contact_acts.add_attempt(desk, person=OPERATOR, ticket_id=made, number_index=0, outcome=AttemptOutcome.REACHED)
    return made


@pytest.fixture
def form(opened: OpenWindow, ticket: int) -> Callable[[], ReplyForm]:
    def show() -> ReplyForm:
        opened.gateway.announce(Change.TICKETS)
        opened.shell.open_ticket(ticket)
        opened.shell.commands.run("reply")
        made = opened.shell.last_form
        assert isinstance(made, ReplyForm)
        return made

    return show


def fill(form: ReplyForm, **texts: str) -> None:
    for name, text in {"basis": BASIS, "result": RESULT, **texts}.items():
        form.fields[name].setPlainText(text)  # type: ignore[union-attr]
    form.fields["solved"].setCurrentText("部分解决")  # type: ignore[union-attr]


def standing(form: ReplyForm) -> list[MarkKind]:
    form.check()
    return [each.mark.kind for each in form.marks if each.mark.hard and not each.overruled]


def test_it_opens_filled_from_the_record_with_the_keyboard_in_the_result(form) -> None:
    shown = form()
    assert shown.values()["contacted"] == "是"
    assert shown.values()["contact_time"].startswith("2026-11-23 02:41")
    assert shown.focusWidget() is shown.fields["result"]
    shown.reject()


def test_a_good_reply_is_handed_in_by_one_key(form, ticket: int, desk: Desk) -> None:
    shown = form()
    fill(shown)
    assert standing(shown) == []
    press(shown, "Ctrl+Return")
    told = ticket_reads.detail(desk, ticket_id=ticket)
    assert (told.row.status, told.ticket.reply) == (TicketStatus.TO_REVIEW, RESULT)


def test_the_check_follows_what_is_typed_without_being_asked(form, qtbot) -> None:
    shown = form()
    fill(shown, result=RESULT + "商户负责人电话13800009999。")
    qtbot.waitUntil(lambda: any(each.mark.kind is MarkKind.PRIVACY for each in shown.marks))
    assert shown.sum.text().startswith("核验：1 处须改")
    shown.reject()


def test_a_hard_mark_stops_the_reply_leads_to_its_words_and_can_be_overruled(form, ticket: int, desk: Desk) -> None:
    shown = form()
    fill(shown, result=RESULT + "商户将尽快开票。电话13800009999。")
    assert standing(shown) == [MarkKind.PRIVACY]
    shown.submit()
    assert "须先处理" in shown._errors["result"].text()
    press(shown, "Ctrl+J")
    result = shown.fields["result"]
    assert (shown.focusWidget(), result.textCursor().selectedText()) == (result, "13800009999")  # type: ignore[union-attr]
    press(shown, "Ctrl+G")
    QTest.keyClicks(shown.focusWidget(), "ok")
    QTest.keyClick(shown.focusWidget(), Qt.Key.Key_Return)
    assert standing(shown) == []
    shown.submit()
    assert ticket_reads.detail(desk, ticket_id=ticket).row.status is TicketStatus.TO_REVIEW
    assert list(reply_rows.sheet(desk, ticket_id=ticket).overruled.values()) == ["ok"]


def test_fields_that_hang_on_another_are_shown_only_then(form) -> None:
    shown = form()
    place = shown.fields["met_where"].parentWidget()
    assert place.isHidden()
    shown.fields["met"].setCurrentText("是")
    assert not place.isHidden()
    shown.reject()


def test_two_writers_see_what_differs_and_nothing_is_lost(form, ticket: int, desk: Desk) -> None:
    shown = form()
    fill(shown)
    shown.fields["head"].setText("赵某")
    theirs = {**shown.values(), "head": "李某", "leader": "张某"}
    reply_acts.save(desk, person=LEAD, ticket_id=ticket, fields=theirs, version=0)
    shown.submit()
    assert not shown.conflict.isHidden()
    assert set(shown.conflict.buttons) == {"head", "leader"}
    assert shown.fields["head"].text() == "赵某"
    shown.conflict.buttons["leader"].click()
    shown.submit()
    kept = reply_rows.sheet(desk, ticket_id=ticket)
    assert (kept.fields["head"], kept.fields["leader"], kept.state) == ("赵某", "张某", ReplyState.SUBMITTED)


def test_fields_copy_one_by_one_in_the_platforms_order_and_say_what(form) -> None:
    shown = form()
    fill(shown)
    press(shown, "Ctrl+2")
    assert QGuiApplication.clipboard().text() == "部分解决"
    assert shown.saved.text() == "已复制 2/26 是否解决：部分解决"
    press(shown, "Ctrl+3")
    assert shown.saved.text() == "3 是否满意没有填写，剪贴板未变"
    press(shown, "Ctrl+0", "Ctrl+0")
    assert QGuiApplication.clipboard().text() == BASIS
    press(shown, "Alt+4")
    assert QGuiApplication.clipboard().text() == "值班员甲"
    shown.reject()


def test_a_passed_reply_is_read_only_and_noted_as_sent(form, ticket: int, desk: Desk, opened: OpenWindow) -> None:
    shown = form()
    fill(shown)
    shown.submit()
    reply_acts.pass_reply(desk, person=LEAD, ticket_id=ticket)
    again = form()
    assert again.fields["result"].isReadOnly()
    assert again.main.accessibleName() == "记为已发出"
    again.submit()
    assert reply_rows.sheet(desk, ticket_id=ticket).state is ReplyState.SENT


def test_before_sign_for_the_form_says_what_comes_first(opened: OpenWindow, take_in: Callable[..., int]) -> None:
    ticket = take_in()
    opened.gateway.announce(Change.TICKETS)
    opened.shell.open_ticket(ticket)
    opened.shell.commands.run("reply")
    assert "请先签收" in opened.window.messages.text
