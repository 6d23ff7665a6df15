"""The message bar is one line high and covers no button."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from app.base.changes import Undo
from app.ui.frame.pages import Page
from app.ui.frame.parts.message_bar import MessageBar
from app.ui.frame.shell import Shell


class _ActsBelow(Page):
    acts_below = True

    def refresh(self) -> None:
        """Nothing to read."""


@pytest.fixture
def bar(opened, qtbot) -> Iterator[tuple[MessageBar, QStackedWidget]]:
    shell: Shell = opened.shell
    host, stack, foot = QWidget(), QStackedWidget(), QFrame()
    qtbot.addWidget(host)
    column = QVBoxLayout(host)
    column.addWidget(stack)
    column.addWidget(foot)
    foot.setFixedHeight(34)
    stack.addWidget(QWidget())
    stack.addWidget(_ActsBelow(shell))
    host.resize(1000, 600)
    host.show()
    made = MessageBar(shell, host, stack, foot)
    yield made, stack
    made.close_message()
    made._timer.stop()


def test_a_short_message_that_passes_stands_in_the_foot(bar: tuple[MessageBar, QStackedWidget]) -> None:
    message, stack = bar
    foot = message._foot
    for page in (0, 1):
        stack.setCurrentIndex(page)
        message.show_message("热线-261123-004417 审核通过，转待回访", tone="green")
        assert message.geometry() == foot.geometry()
        stack.layout().activate()
        assert stack.currentWidget().height() == stack.height()


def test_a_message_that_has_no_room_in_the_foot_shortens_the_page(bar: tuple[MessageBar, QStackedWidget]) -> None:
    message, stack = bar
    message.show_message("已签收热线-261123-004417，" * 12, tone="green")
    stack.layout().activate()
    assert message.geometry().bottom() < message._foot.geometry().top()
    assert stack.widget(0).geometry().bottom() < message.geometry().top() - stack.y()


def test_a_long_hint_is_shown_whole(bar: tuple[MessageBar, QStackedWidget]) -> None:
    message, _ = bar
    message.show_message("登记库正忙", tone="red", hint="另一个程序正在写入，请稍后再试。" * 6)
    assert message.height() >= message.heightForWidth(message.width()) > 70


def test_a_wait_for_other_windows_stands_as_long_as_it_lasts(opened):
    opened.gateway.note_waiting(True)
    assert opened.window.messages.text == "正在等待其他窗口保存…"
    opened.gateway.note_waiting(False)
    assert opened.window.messages.text == ""


def test_a_wait_for_other_windows_does_not_cover_a_refusal(opened):
    opened.window.messages.say("amber", "不能签收")
    opened.gateway.note_waiting(True)
    assert opened.window.messages.text == "不能签收"
    opened.gateway.note_waiting(False)
    assert opened.window.messages.text == "不能签收"


def test_a_message_that_stays_covers_no_row_and_gives_the_room_back(bar: tuple[MessageBar, QStackedWidget]) -> None:
    message, stack = bar
    whole = stack.widget(0).geometry().bottom()
    message.show_message("请写明原因", tone="amber")
    assert stack.widget(0).mapTo(stack, stack.widget(0).rect().bottomLeft()).y() < message.geometry().top() - stack.y()
    message.close_message()
    stack.layout().activate()
    assert stack.widget(0).geometry().bottom() == whole
    message.show_message("已签收 1 件", tone="green")
    assert stack.widget(0).geometry().bottom() == whole


def test_on_a_page_with_its_buttons_below_a_message_that_stays_is_above(bar: tuple[MessageBar, QStackedWidget]) -> None:
    message, stack = bar
    message.show_message("磁盘已满", tone="red")
    stack.setCurrentIndex(1)
    stack.layout().activate()
    page = stack.widget(1).geometry()
    assert page.bottom() == stack.height() - 1
    assert page.top() > message.geometry().bottom() - stack.y()


def test_a_long_undo_stands_in_a_line_of_its_own(bar: tuple[MessageBar, QStackedWidget], opened) -> None:
    message, _ = bar
    words = "热线-261116-001037 修改不纳入考核申请（09:30）"
    opened.shell.undo = Undo(partial(len), opened.shell.now(), words)
    message.show_message("热线-261116-001037 的申请已保存，材料已放入案卷" * 2, tone="green", undo=True)
    assert message._hint.text() == "可撤回：热线-261116-001037 修改不纳入考核申请（09:30）"
    assert message._undo.text() == "撤回　Ctrl+Z"
    message.show_message("已签收 1 件", tone="green", undo=True)
    assert "修改不纳入考核申请" in message._undo.text()
    assert message._hint.text() == ""
