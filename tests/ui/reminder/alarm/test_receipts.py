"""Receipts: a notice names its reminders, a sound speaks for what was just shown, who muted it is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.base.clock import StillClock
from app.base.people import Person
from app.desk import setting
from app.desk.reminder import acts as reminder_acts
from app.desk.shared.context import Desk
from app.ui.frame.shell import Shell
from app.ui.reminder.alarm.receipts import Receipts
from tests.support.levels import URGENT

SHIFT_LEAD = Person("班长乙")


@pytest.fixture
def ringing(desk: Desk, take_in: Callable[..., int]) -> int:
    take_in(urgency=URGENT)
    (row,) = reminder_acts.raise_due(desk).result
    return row.id


def told(desk: Desk, number: int) -> list[tuple[str, bool, str]]:
    with desk.register.reading() as stores:
        return [(row.channel, bool(row.delivered), row.detail) for row in stores.receipts.of([number])]


def test_a_notice_is_kept_delivered_or_not(shell: Shell, desk: Desk, ringing: int) -> None:
    receipts = Receipts(shell)
    receipts.noticed((ringing, 0), False, "桌面通知没有响应")
    receipts.noticed((ringing,), True, "")
    assert told(desk, ringing) == [("桌面通知", False, "桌面通知没有响应"), ("桌面通知", True, "")]


def test_a_sound_speaks_once_for_what_was_shown_before_it(
    shell: Shell, desk: Desk, still: StillClock, ringing: int
) -> None:
    receipts = Receipts(shell)
    receipts.heard(True, "")
    for _ in range(3):
        receipts.shown([ringing])
        receipts.heard(True, "")
        still.advance(timedelta(seconds=60))
    assert told(desk, ringing) == [("声音", True, "")]
    still.advance(timedelta(minutes=10))
    receipts.shown([ringing])
    receipts.heard(False, "这台电脑播放不了声音")
    assert told(desk, ringing)[1:] == [("声音", False, "这台电脑播放不了声音")]


def test_who_switched_the_sound_off_is_named(shell: Shell, desk: Desk, ringing: int) -> None:
    setting.change(desk, person=SHIFT_LEAD, name="sound", value="no")
    receipts = Receipts(shell)
    receipts.shown([ringing])
    receipts.muted()
    assert told(desk, ringing) == [("声音", False, "声音已关闭（班长乙）")]


def test_silence_in_a_call_is_recorded(shell: Shell, desk: Desk, ringing: int) -> None:
    receipts = Receipts(shell)
    receipts.shown([ringing])
    receipts.on_call()
    assert told(desk, ringing) == [("声音", False, "通话中静音")]


def test_a_test_alarm_leaves_no_receipt(shell: Shell, desk: Desk) -> None:
    receipts = Receipts(shell)
    receipts.shown([0])
    receipts.heard(True, "")
    receipts.noticed((0,), True, "")
    with desk.register.reading() as stores:
        assert stores.connection.exec_driver_sql("SELECT count(*) FROM receipts").scalar() == 0
