"""The service ticks on real threads, survives what its callables do, and leaves no thread behind."""

from __future__ import annotations

import queue
import threading
from datetime import datetime, timedelta

import pytest

from app.base.clock import StillClock, SystemClock
from app.scheduler.service import SchedulerService
from app.scheduler.tick import Gap, Leap
from tests.support.patience import PATIENCE, Stopwatch


def test_it_ticks_at_once_and_again_until_it_is_stopped() -> None:
    ticks: queue.SimpleQueue[datetime] = queue.SimpleQueue()
    service = SchedulerService(SystemClock(), on_tick=ticks.put, every=0.05)
    service.start()
    service.start()
    assert all(ticks.get(timeout=PATIENCE) for _ in range(3))
    service.stop()
    assert not service.running
    while not ticks.empty():
        ticks.get()
    service.stop()
    assert ticks.empty()
    assert not {"heartbeat", "APScheduler"} & {thread.name for thread in threading.enumerate()}


def test_a_tick_can_be_asked_for() -> None:
    ticks: queue.SimpleQueue[datetime] = queue.SimpleQueue()
    service = SchedulerService(SystemClock(), on_tick=ticks.put)
    service.start()
    ticks.get(timeout=PATIENCE)
    asked = SystemClock().now()
    service.tick_now()
    assert ticks.get(timeout=PATIENCE) - asked < timedelta(seconds=4), "the next beat comes 5 s after the last"
    service.stop()


def test_a_tick_comes_just_when_the_next_reminder_falls_due() -> None:
    ticks: queue.SimpleQueue[datetime] = queue.SimpleQueue()
    clock = SystemClock()
    planned: list[datetime] = []
    service = SchedulerService(
        clock, on_tick=ticks.put, next_due=lambda: next((at for at in planned if at > clock.now()), None)
    )
    service.start()
    ticks.get(timeout=PATIENCE)
    watch = Stopwatch()
    planned.append(clock.now() + timedelta(seconds=0.3))
    service.look_again()
    assert ticks.get(timeout=PATIENCE) >= planned[0]
    assert watch.idle_seconds() < 1.3
    service.stop()


def test_a_jump_of_the_wall_clock_is_told_and_the_jobs_go_on(clock: StillClock) -> None:
    ticks: queue.SimpleQueue[datetime] = queue.SimpleQueue()
    gaps: queue.SimpleQueue[Gap] = queue.SimpleQueue()
    service = SchedulerService(clock, on_tick=ticks.put, on_gap=gaps.put, every=0.05)
    service.start()
    ticks.get(timeout=PATIENCE)
    begun = clock.now()
    clock.jump(timedelta(hours=-1))
    assert gaps.get(timeout=PATIENCE) == Gap(begun, begun - timedelta(hours=1), Leap.SET_BACK)
    assert any(ticks.get(timeout=PATIENCE) == clock.now() for _ in range(50))
    service.stop()


def test_jobs_beside_the_tick_run_and_may_fail() -> None:
    runs: queue.SimpleQueue[int] = queue.SimpleQueue()

    def fail() -> None:
        runs.put(1)
        raise OSError("folder")

    service = SchedulerService(SystemClock(), on_tick=lambda _now: None, also={"watch": (fail, 0.02)})
    service.start()
    assert [runs.get(timeout=PATIENCE) for _ in range(2)] == [1, 1]
    service.stop()


def test_a_slow_tick_is_waited_for_when_stopping() -> None:
    inside, gate, over = threading.Event(), threading.Event(), threading.Event()

    def slow(_now: datetime) -> None:
        inside.set()
        gate.wait(PATIENCE)
        over.set()

    service = SchedulerService(SystemClock(), on_tick=slow, every=0.05)
    service.start()
    assert inside.wait(PATIENCE)
    threading.Timer(0.05, gate.set).start()
    service.stop()
    assert over.is_set()


def test_a_pace_slower_than_five_seconds_is_refused(clock: StillClock) -> None:
    with pytest.raises(ValueError, match="5 seconds"):
        SchedulerService(clock, on_tick=lambda _now: None, every=6)
