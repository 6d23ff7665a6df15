"""The second guard: quiet while everything has rung, a red banner when not, gone when it is healed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from app.base.clock import StillClock
from app.desk.reminder import acts as reminder_acts
from app.desk.shared.context import Desk
from app.ui.frame.parts.guard import Guard
from app.ui.frame.shell import Shell
from tests.support.levels import URGENT


@pytest.fixture
def guard(qtbot: QtBot, shell: Shell) -> Iterator[Guard]:
    made = Guard(shell, every_ms=20)
    qtbot.addWidget(made)
    yield made
    made.stop()


def test_while_everything_has_rung_there_is_no_banner(
    guard: Guard, take_in: Callable[..., int], desk: Desk, still: StillClock
) -> None:
    take_in(urgency=URGENT)
    reminder_acts.raise_due(desk)
    guard.look()
    assert guard.isHidden()


def test_what_should_have_rung_is_counted_said_and_asked_for_until_it_is_healed(
    guard: Guard, take_in: Callable[..., int], desk: Desk, still: StillClock
) -> None:
    asked: list[int] = []
    guard.missed.connect(lambda: asked.append(1))
    take_in(urgency=URGENT)
    still.advance(timedelta(minutes=6))
    guard.look()
    assert not guard.isHidden()
    assert guard.words.text().startswith("⚠ 有 2 条提醒到时未响，最早的应在 02:41")
    assert "重新启动程序" in guard.accessibleName()
    assert asked == [1]
    guard.ring_button.click()
    assert asked == [1, 1]
    reminder_acts.raise_due(desk)
    guard.look()
    assert guard.isHidden()


def test_it_looks_by_itself(guard: Guard, qtbot: QtBot, take_in: Callable[..., int], still: StillClock) -> None:
    take_in(urgency=URGENT)
    still.advance(timedelta(minutes=6))
    guard.start()
    qtbot.waitUntil(lambda: not guard.isHidden())


def test_a_question_without_an_answer_is_told_too(guard: Guard, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shell.gateway, "read", lambda *_said, **_known: None)
    guard.look()
    assert guard.isHidden()
    guard.look()
    assert guard.words.text().startswith("⚠ 提醒检查没有回应")
