"""What a form has put into a line is replaced by typing, whichever way a person comes to it; typed text is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.ui.frame.shell import Shell
from app.ui.kit.forms.form import FormDialog


class Form(FormDialog):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "试填", draft_key="made-up:1")
        self.first = self.add_line("first", "第一", text="李班长")
        self.second = self.add_line("second", "第二", text="王副局长")
        self.offered = self.add_offered("third", "第三", text="区体育局")

    def submit(self) -> None:
        """Nothing."""


@pytest.fixture
def form(opened) -> Form:
    made = Form(opened.shell)
    made.open_form()
    return made


def by_tab(line: QLineEdit) -> None:
    line.setFocus(Qt.FocusReason.TabFocusReason)


def by_program(line: QLineEdit) -> None:
    line.setFocus(Qt.FocusReason.OtherFocusReason)


def by_mouse(line: QLineEdit) -> None:
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)


WAYS = [by_tab, by_program, by_mouse]


@pytest.mark.parametrize("way", WAYS)
def test_typing_replaces_what_the_form_put_into_a_line(form: Form, way: Callable[[QLineEdit], None]) -> None:
    for line in (form.second, form.offered.lineEdit(), form.first):
        way(line)
        QTest.keyClicks(line, "AB")
        assert line.text() == "AB"


@pytest.mark.parametrize("way", [by_program, by_mouse])
def test_what_a_person_typed_is_not_replaced_when_they_come_back(form: Form, way: Callable[[QLineEdit], None]) -> None:
    by_program(form.second)
    QTest.keyClicks(form.second, "AB")
    by_tab(form.first)
    way(form.second)
    QTest.keyClick(form.second, Qt.Key.Key_End)
    QTest.keyClicks(form.second, "C")
    assert form.second.text() == "ABC"


def test_a_second_click_puts_the_cursor_between_the_characters(form: Form) -> None:
    by_mouse(form.second)
    assert form.second.selectedText() == "王副局长"
    by_mouse(form.second)
    assert not form.second.hasSelectedText()


def test_a_restored_draft_counts_as_typed(form: Form) -> None:
    form._take_draft('{"second": "张副局长"}')
    by_program(form.second)
    assert not form.second.hasSelectedText()
