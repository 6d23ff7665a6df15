"""The tick that looks for due reminders, and the heartbeat that detects clock jumps and a stalled tick."""

from __future__ import annotations

import enum
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.base.clock import Clock
from app.rules.outage import OUTAGE_WORDS, OutageKind

EVERY_SECONDS = 5.0
JUMP_SECONDS = 60.0
_STALLED_AFTER = 3
_log = logging.getLogger(__name__)


class Leap(enum.Enum):
    """Why wall time and the heartbeat disagree."""

    SLEPT = OutageKind.ASLEEP
    SET_BACK = OutageKind.SET_BACK
    STOOD_STILL = OutageKind.STOOD_STILL


@dataclass(frozen=True, slots=True)
class Gap:
    """A period without reminders, or one the clock jumped over; `since` may lie after `until`."""

    since: datetime
    until: datetime
    leap: Leap

    @property
    def cause(self) -> str:
        """The cause in words, for the journal and the alarm window."""
        return OUTAGE_WORDS[self.leap.value]


class Tick:
    """Runs `on_tick(now)`, one run at a time from any thread; an error is logged and the next tick comes."""

    def __init__(self, clock: Clock, on_tick: Callable[[datetime], None]) -> None:
        self._clock = clock
        self._on_tick = on_tick
        self._running = threading.Lock()
        self.last = clock.monotonic()

    def __call__(self) -> None:
        """One tick, unless one is running."""
        if not self._running.acquire(blocking=False):
            return
        try:
            self._on_tick(self._clock.now())
        except Exception:  # a failed tick must not end the ticking: the next one raises what this one could not
            _log.exception("a tick failed")
        finally:
            self.last = self._clock.monotonic()
            self._running.release()


class Heartbeat:
    """Compares wall time with monotonic time at each beat, and checks that the tick keeps its pace."""

    def __init__(
        self,
        clock: Clock,
        tick: Tick,
        *,
        on_gap: Callable[[Gap], None],
        on_stalled: Callable[[], None],
        every: float = EVERY_SECONDS,
        jump: float = JUMP_SECONDS,
    ) -> None:
        self._clock = clock
        self._tick = tick
        self._on_gap = on_gap
        self._on_stalled = on_stalled
        self._every = every
        self._jump = jump
        self._looking = threading.Lock()
        self._wall, self._monotonic = clock.now(), clock.monotonic()

    def beat(self) -> None:
        """Checks once: reports a clock jump and ticks at once; restarts a tick that has stalled."""
        leapt = self.look()
        stalled = self._clock.monotonic() - self._tick.last > self._every * _STALLED_AFTER
        if stalled and not leapt:
            self._guarded(self._on_stalled)
        if leapt or stalled:
            self._tick()

    def look(self) -> bool:
        """Reports a clock jump, from any thread; called before a tick, so that late reminders have their cause."""
        with self._looking:
            wall, monotonic = self._clock.now(), self._clock.monotonic()
            gap = self._gap(wall, monotonic)
            self._wall, self._monotonic = wall, monotonic
            if gap is None:
                return False
            _log.warning("time leapt: %s", gap.leap.name)
            self._guarded(lambda: self._on_gap(gap))
            self._guarded(self._on_stalled)
            return True

    def _gap(self, wall: datetime, monotonic: float) -> Gap | None:
        passed, lived = wall - self._wall, monotonic - self._monotonic
        drift = passed.total_seconds() - lived
        if drift < -self._jump:
            return Gap(self._wall + timedelta(seconds=lived), wall, Leap.SET_BACK)
        if drift > self._jump:
            return Gap(self._wall, wall, Leap.SLEPT)
        if lived > self._jump:
            return Gap(self._wall, wall, Leap.STOOD_STILL)
        return None

    @staticmethod
    def _guarded(call: Callable[[], None]) -> None:
        try:
            call()
        except Exception:  # a callback that fails must not end the heartbeat
            _log.exception("a listener of the heartbeat failed")
