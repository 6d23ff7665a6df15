"""A form that fails stays open as it was, and the same button tries again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from app.base.errors import EnvironmentFault, Refused
from app.ui.frame.shell import Shell
from app.ui.kit.forms.form import FormDialog
from tests.support.held_runner import HeldRunner


class OneLine(FormDialog):
    """A form of one line whose use case can be made to fail."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "试一试", main="保存")
        self.add_line("text", "文字")
        self.fails: Exception | None = None
        self.saved_texts: list[str] = []

    def submit(self) -> None:
        """Saves the line, or fails."""
        self.send(self._save, **self.values())

    def _save(self, _desk: Any, *, person: Any, text: str) -> None:
        if self.fails is not None:
            raise self.fails
        self.saved_texts.append(text)


@pytest.fixture
def form(shell: Shell) -> OneLine:
    made = OneLine(shell)
    made.open_form()
    made.fields["text"].setText("甲")
    return made


class Suggested(FormDialog):
    """A form whose first field is filled in."""

    def __init__(self, shell: Shell, *, offered: bool) -> None:
        super().__init__(shell, "向谁上报")
        if offered:
            self.add_offered("to", "向谁上报", text="李班长")
        else:
            self.add_line("to", "报给谁", text="李班长")


@pytest.mark.parametrize("offered", [True, False])
def test_typing_replaces_what_is_filled_in(shell: Shell, qtbot: QtBot, offered: bool) -> None:
    form = Suggested(shell, offered=offered)
    qtbot.addWidget(form)
    form.open_form()
    field = form.fields["to"]
    QTest.keyClicks(field.lineEdit() if isinstance(field, QComboBox) else field, "wang")
    assert form.values() == {"to": "wang"}


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (EnvironmentFault("磁盘已满", hint="请清理"), "磁盘已满（请清理）"),
        (ZeroDivisionError("x"), "程序出错，没有保存，可再试一次"),
    ],
)
def test_after_a_fault_the_same_button_tries_again(form: OneLine, failure: Exception, words: str) -> None:
    form.fails = failure
    form.submit()
    assert (form.main.isEnabled(), form.isVisible(), form.error.text()) == (True, True, words)
    form.fails = None
    form.submit()
    assert (form.saved_texts, form.isVisible()) == (["甲"], False)


def test_a_refusal_lets_it_try_again_too(form: OneLine) -> None:
    form.fails = Refused("请填写", field="text")
    form.submit()
    assert form.main.isEnabled()
    assert form.fields["text"].property("wrong")
    form.reject()


def test_a_second_press_while_the_first_is_under_way_saves_once(form: OneLine, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Callable[..., Any]] = []
    monkeypatch.setattr(form.shell.gateway, "submit", lambda use_case, **_arguments: asked.append(use_case))
    form.submit()
    form.submit()
    assert len(asked) == 1
    form.reject()


@pytest.fixture
def held(shell: Shell) -> HeldRunner:
    runner = HeldRunner()
    shell.gateway._runner = runner
    runner.holds = True
    return runner


def test_escape_while_it_is_saved_hides_it_and_success_closes_it(held: HeldRunner, form: OneLine) -> None:
    form.submit()
    form.reject()
    assert form.isHidden()
    held.release()
    assert form.saved_texts == ["甲"]
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(form)


def test_escape_while_it_is_saved_never_loses_a_text_that_is_then_refused(held: HeldRunner, form: OneLine) -> None:
    form.fails = Refused("请填写", field="text")
    form.submit()
    form.close()
    assert form.isHidden()
    held.release()
    assert form.isVisible()
    assert form.values() == {"text": "甲"}
    form.reject()
    assert form.isHidden()
