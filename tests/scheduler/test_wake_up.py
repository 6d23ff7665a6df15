"""The precise wake-up sleeps until the next reminder, never longer than asked, and lives with a failing question."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.base.clock import StillClock
from app.base.errors import EnvironmentFault
from app.scheduler.wake_up import WakeUp

SECOND = timedelta(seconds=1)


def test_it_sleeps_until_the_next_reminder_and_then_it_has_come(clock: StillClock) -> None:
    at = clock.now() + 1.5 * SECOND
    wake_up = WakeUp(clock, lambda: at)
    assert wake_up.seconds(2.0) == pytest.approx(1.501)
    assert not wake_up.has_come()
    clock.advance(1.5 * SECOND)
    assert wake_up.has_come()


@pytest.mark.parametrize(("ahead", "slept"), [(3600, 2.0), (-5, 0.0)])
def test_the_sleep_has_its_bounds(clock: StillClock, ahead: int, slept: float) -> None:
    assert WakeUp(clock, lambda: clock.now() + ahead * SECOND).seconds(2.0) == slept


def test_a_faster_clock_is_slept_for_shorter(clock: StillClock) -> None:
    assert WakeUp(clock, lambda: clock.now() + 60 * SECOND, speed=60).seconds(2.0) == pytest.approx(1.001)


def test_with_nothing_planned_nothing_comes(clock: StillClock) -> None:
    wake_up = WakeUp(clock, lambda: None)
    assert wake_up.seconds(2.0) == 2.0
    assert not wake_up.has_come()


def test_a_question_that_fails_is_put_again_and_said_once(clock: StillClock, caplog: pytest.LogCaptureFixture) -> None:
    answers: list[datetime | EnvironmentFault] = [EnvironmentFault("登记库正忙"), EnvironmentFault("登记库正忙")]

    def ask() -> datetime:
        answer = answers.pop(0) if answers else clock.now() + SECOND
        if isinstance(answer, EnvironmentFault):
            raise answer
        return answer

    wake_up = WakeUp(clock, ask)
    assert [wake_up.seconds(2.0), wake_up.seconds(2.0)] == [2.0, 2.0]
    assert len(caplog.records) == 1
    assert not wake_up.has_come()
    assert wake_up.seconds(2.0) == pytest.approx(1.001)
