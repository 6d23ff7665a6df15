"""The cockpit on a real desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.base.clock import StillClock
from app.base.people import Person
from app.desk import sign
from app.desk.shared.context import Desk
from app.desk.ticket import reads as ticket_reads
from app.ui.frame.shell import Shell
from app.ui.frame.window_memory import WindowMemory
from app.ui.sign.controller import CockpitController
from app.ui.sign.window import CockpitWindow
from tests.support.levels import URGENT
from tests.ui.conftest import OPERATOR


class Duty:
    """A cockpit on a desk; `again` is the next start of the program."""

    def __init__(self, qtbot: QtBot, shell: Shell, desk: Desk, still: StillClock, folder: Path) -> None:
        self.qtbot, self.shell, self.desk, self.clock = qtbot, shell, desk, still
        self.memory = WindowMemory(folder / "window.ini")
        self.controller = self.again()

    def again(self) -> CockpitController:
        window = CockpitWindow(self.shell.theme, self.clock, self.memory, settle_ms=5)
        self.qtbot.addWidget(window)
        self.controller = CockpitController(self.shell, window, self.memory)
        self.controller.start()
        return self.controller

    @property
    def window(self) -> CockpitWindow:
        return self.controller.window

    def press(self, key: Qt.Key) -> None:
        self.qtbot.waitUntil(lambda: not self.window.settling)
        QTest.keyClick(self.window, key)


@pytest.fixture
def duty(qtbot: QtBot, shell: Shell, desk: Desk, still: StillClock, tmp_path: Path) -> Iterator[Duty]:
    made = Duty(qtbot, shell, desk, still, tmp_path)
    yield made
    made.controller.stop()


def test_the_most_pressing_ticket_stands_first_and_its_key_signs_for_it(
    duty: Duty, take_in: Callable[..., int]
) -> None:
    general, urgent, backlog = take_in(), take_in(urgency=URGENT), take_in(backlog=True)
    duty.controller.take_keys()
    assert duty.window.body.standing() == [urgent, general]
    duty.press(Qt.Key.Key_1)
    assert ticket_reads.detail(duty.desk, ticket_id=urgent).ticket.signed_by == OPERATOR.name
    assert duty.window.body.standing() == [general]
    duty.press(Qt.Key.Key_1)
    assert duty.window.accessibleName() == "签收台，无待签收"
    assert ticket_reads.detail(duty.desk, ticket_id=backlog).ticket.signed_by == ""


def test_a_late_sign_keeps_its_reason(duty: Duty, take_in: Callable[..., int]) -> None:
    ticket = take_in(urgency=URGENT)
    duty.controller.take_keys()
    duty.clock.advance(timedelta(minutes=11))
    duty.press(Qt.Key.Key_1)
    field = duty.window.body.reason.field
    QTest.keyClicks(field, "line down")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert ticket_reads.detail(duty.desk, ticket_id=ticket).ticket.sign_late_reason == "line down"


def test_a_sign_that_became_late_on_its_way_asks_for_the_reason(duty: Duty, take_in: Callable[..., int]) -> None:
    ticket = take_in(urgency=URGENT)
    duty.controller.take_keys()
    duty.clock.advance(timedelta(minutes=11))
    duty.window.sign_requested.emit(ticket, "")
    assert duty.window.body.reason.open


def test_without_a_person_on_duty_the_refusal_stands_in_the_strip(duty: Duty, take_in: Callable[..., int]) -> None:
    duty.shell.gateway.person = Person("")
    take_in(urgency=URGENT)
    duty.controller.take_keys()
    duty.press(Qt.Key.Key_1)
    assert duty.window.body.notice.text() == "请先登记值班人员，再签收"


def test_what_was_signed_for_elsewhere_leaves_the_strip(duty: Duty, take_in: Callable[..., int]) -> None:
    ticket = take_in(urgency=URGENT)
    duty.controller.take_keys()
    outcome = sign.sign(duty.desk, person=Person("值班员乙"), ticket_ids=[ticket])
    duty.shell.gateway.announce(outcome.changes)
    assert duty.window.body.standing() == []


def test_whether_it_stands_there_is_remembered(duty: Duty) -> None:
    assert not duty.window.isVisible()
    duty.controller.toggle()
    assert duty.window.isVisible()
    duty.controller.stop()
    assert duty.again().window.isVisible()
    duty.window.put_away.emit()
    assert not duty.window.isVisible()
    duty.controller.stop()
    assert not duty.again().window.isVisible()


def test_a_hidden_strip_reads_nothing(duty: Duty, take_in: Callable[..., int]) -> None:
    ticket = take_in()
    outcome = sign.sign(duty.desk, person=OPERATOR, ticket_ids=[ticket])
    take_in()
    duty.shell.gateway.announce(outcome.changes)
    assert duty.window.body.standing() == []
