"""A draft is written when something changed, once, and goes when the form is saved for good."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject

from app.desk import draft
from app.desk.shared.context import Desk
from app.ui.frame.draft_keeper import DRAFT_EVERY_MS, DraftKeeper
from app.ui.frame.shell import Shell


class Form(QObject):
    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.text = ""
        self.taken: list[str | None] = []
        self.said: list[str] = []
        self.keeper = DraftKeeper(shell, lambda: self.text, self)
        self.keeper.saved.connect(self.said.append)


@pytest.fixture
def form(shell: Shell) -> Form:
    made = Form(shell)
    made.keeper.open("made-up:1", made.taken.append)
    return made


def test_two_seconds_after_a_change_the_text_is_kept_and_the_hour_said(form: Form, desk: Desk) -> None:
    form.text = "没人打过电话"
    form.keeper.touch()
    assert DRAFT_EVERY_MS - 1000 < form.keeper.timer.remainingTime() <= 2000
    form.keeper.keep()
    assert draft.load(desk, key="made-up:1") == "没人打过电话"
    assert form.said == ["草稿已保存 02:41:00"]
    assert not form.keeper.timer.isActive()


def test_typing_on_does_not_put_the_moment_off(form: Form) -> None:
    form.keeper.touch()
    timer_id = form.keeper.timer.timerId()
    form.keeper.touch()
    assert form.keeper.timer.timerId() == timer_id
    form.keeper.keep()


def test_nothing_is_written_while_nothing_changes(form: Form) -> None:
    form.text = "x"
    form.keeper.keep()
    form.keeper.keep()
    assert len(form.said) == 1


def test_a_form_opened_again_is_given_its_text(form: Form) -> None:
    form.text = "x"
    form.keeper.keep()
    form.keeper.open("made-up:2", form.taken.append)
    form.keeper.open("made-up:1", form.taken.append)
    assert form.taken == [None, None, "x"]


def test_a_saved_form_leaves_no_draft(form: Form, desk: Desk) -> None:
    form.text = "x"
    form.keeper.keep()
    form.keeper.forget()
    form.keeper.touch()
    assert draft.load(desk, key="made-up:1") is None
    assert not form.keeper.timer.isActive()
