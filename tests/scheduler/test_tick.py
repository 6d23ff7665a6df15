"""The tick runs once at a time; the heartbeat sees leaps of time and a tick that stopped coming."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.base.clock import StillClock
from app.scheduler.tick import Gap, Heartbeat, Leap, Tick

HOUR = timedelta(hours=1)


class Beating:
    """A heartbeat on a still clock, with what it told."""

    def __init__(self, clock: StillClock) -> None:
        self.clock = clock
        self.ticks: list[datetime] = []
        self.gaps: list[Gap] = []
        self.stalled = 0
        self.tick = Tick(clock, self.ticks.append)
        self.heart = Heartbeat(clock, self.tick, on_gap=self.gaps.append, on_stalled=self.stall)

    def stall(self) -> None:
        self.stalled += 1

    def live(self, seconds: float, *, ticking: bool = True) -> None:
        """Lets time pass in steps of two seconds as the thread does."""
        for _ in range(round(seconds / 2)):
            self.clock.advance(timedelta(seconds=2))
            if ticking:
                self.tick()
            self.heart.beat()


def test_while_time_runs_evenly_nothing_is_told(clock: StillClock) -> None:
    beating = Beating(clock)
    beating.live(600)
    assert (beating.gaps, beating.stalled) == ([], 0)


def test_a_sleep_is_told_with_its_span_and_ticked_at_once(clock: StillClock) -> None:
    beating = Beating(clock)
    begun = clock.now()
    clock.jump(8 * HOUR)
    beating.heart.beat()
    assert beating.gaps == [Gap(begun, begun + 8 * HOUR, Leap.SLEPT)]
    assert beating.ticks == [begun + 8 * HOUR]
    assert beating.stalled == 1


def test_a_sleep_that_monotonic_time_counts_is_told_too(clock: StillClock) -> None:
    beating = Beating(clock)
    begun = clock.now()
    clock.advance(8 * HOUR)
    beating.heart.beat()
    assert beating.gaps == [Gap(begun, begun + 8 * HOUR, Leap.STOOD_STILL)]
    assert beating.ticks == [begun + 8 * HOUR]


def test_a_clock_set_back_is_told_and_ticked_at_once(clock: StillClock) -> None:
    beating = Beating(clock)
    begun = clock.now()
    clock.jump(-HOUR)
    beating.heart.beat()
    assert beating.gaps == [Gap(begun, begun - HOUR, Leap.SET_BACK)]
    assert beating.gaps[0].cause == "系统时间被调慢"
    assert len(beating.ticks) == 1


def test_a_correction_of_up_to_a_minute_is_not_a_leap(clock: StillClock) -> None:
    beating = Beating(clock)
    clock.jump(timedelta(seconds=60))
    beating.heart.beat()
    clock.jump(timedelta(seconds=-60))
    beating.heart.beat()
    assert beating.gaps == []
    clock.jump(timedelta(seconds=61))
    beating.heart.beat()
    assert len(beating.gaps) == 1


def test_a_leap_is_told_once(clock: StillClock) -> None:
    beating = Beating(clock)
    clock.jump(HOUR)
    beating.live(60)
    assert len(beating.gaps) == 1


def test_a_tick_that_stops_coming_is_made_up_for_and_set_going_again(clock: StillClock) -> None:
    beating = Beating(clock)
    beating.live(14, ticking=False)
    assert (len(beating.ticks), beating.stalled) == (0, 0)
    beating.live(2, ticking=False)
    assert (len(beating.ticks), beating.stalled) == (1, 1)


def test_an_error_in_a_tick_does_not_stop_the_next(clock: StillClock) -> None:
    asked: list[datetime] = []

    def fail(now: datetime) -> None:
        asked.append(now)
        raise RuntimeError("tick")

    tick = Tick(clock, fail)
    tick()
    tick()
    assert len(asked) == 2


def test_a_tick_within_a_tick_is_left_out(clock: StillClock) -> None:
    ran: list[datetime] = []

    def nested(now: datetime) -> None:
        ran.append(now)
        tick()

    tick = Tick(clock, nested)
    tick()
    assert len(ran) == 1


def test_listeners_that_throw_do_not_keep_the_tick_away(clock: StillClock) -> None:
    def fail(*_gap: Gap) -> None:
        raise RuntimeError("listener")

    ticks: list[datetime] = []
    heart = Heartbeat(clock, Tick(clock, ticks.append), on_gap=fail, on_stalled=fail)
    clock.jump(HOUR)
    heart.beat()
    assert len(ticks) == 1
