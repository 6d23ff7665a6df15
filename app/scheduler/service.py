"""Starts and stops the scheduled work: the tick, the heartbeat and further interval jobs."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler

from app.base.clock import Clock
from app.scheduler.tick import EVERY_SECONDS, JUMP_SECONDS, Gap, Heartbeat, Tick
from app.scheduler.wake_up import WakeUp

_JOB = "tick"
_HEARTBEAT_SECONDS = 2.0
_log = logging.getLogger(__name__)


class SchedulerService:
    """One interval job and one heartbeat thread. `on_tick` and `on_gap` are called on their threads.

    `next_due` returns when the next reminder falls due: a tick comes just then, and the ticks every few seconds are
    the safety net. `tick_now` asks for a tick at once, `look_again` only for a new look at what is next; both from
    any thread. The jobs of `also` run beside the tick, each every so many
    seconds (the watched folder, the daily copy); one that fails is logged and comes again. `speed` is how much
    faster than life the clock runs (rehearsal).
    """

    def __init__(
        self,
        clock: Clock,
        *,
        on_tick: Callable[[datetime], None],
        on_gap: Callable[[Gap], None] = lambda _gap: None,
        next_due: Callable[[], datetime | None] = lambda: None,
        also: dict[str, tuple[Callable[[], None], float]] | None = None,
        every: float = EVERY_SECONDS,
        speed: float = 1.0,
    ) -> None:
        if not 0 < every <= EVERY_SECONDS:
            raise ValueError("the tick comes at least every 5 seconds")
        self._every = every
        self._also = also or {}
        self._tick = Tick(clock, on_tick)
        self._next = WakeUp(clock, next_due, speed=speed)
        self._heart = Heartbeat(
            clock,
            self._tick,
            on_gap=on_gap,
            on_stalled=self._restart,
            every=every * speed,
            jump=JUMP_SECONDS * speed,
        )
        self._scheduler: BackgroundScheduler | None = None
        self._over = threading.Event()
        self._wake = threading.Event()
        self._tick_requested = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def running(self) -> bool:
        """Whether it was started and not stopped."""
        return self._scheduler is not None

    def start(self) -> None:
        """Ticks for the first time at once, on the heartbeat's thread; starting twice changes nothing."""
        if self._scheduler is not None:
            return
        self._over.clear()
        self._scheduler = self._build()
        self._scheduler.start()
        self.tick_now()
        self._thread = threading.Thread(target=self._live, name="heartbeat", daemon=True)
        self._thread.start()

    def tick_now(self) -> None:
        """Asks for a tick at once."""
        self._tick_requested.set()
        self._wake.set()

    def look_again(self) -> None:
        """Recomputes the wake-up after the reminders changed: the next one may fall due sooner."""
        self._wake.set()

    def stop(self) -> None:
        """Stops the heartbeat, then the jobs, and waits for those that run; no callback comes afterwards."""
        scheduler, self._scheduler = self._scheduler, None
        if scheduler is None:
            return
        self._over.set()
        self._wake.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()
        self._thread = None
        scheduler.shutdown(wait=True)

    def _build(self) -> BackgroundScheduler:
        # A job that takes longer than its interval (a check at a gentle pace) is no fault.
        logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
        # A late job runs once, however late: the default drops a job that is a second late.
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        workers = {"type": "threadpool", "max_workers": 1 + len(self._also)}
        scheduler = BackgroundScheduler(
            timezone=UTC, daemon=True, job_defaults=defaults, executors={"default": workers}
        )
        scheduler.add_job(self._check_and_tick, "interval", seconds=self._every, id=_JOB)
        for name, (work, seconds) in self._also.items():
            scheduler.add_job(_guarded(work, name), "interval", seconds=seconds, id=name)
        return scheduler

    def _restart(self) -> None:
        """Reschedules the jobs from the present wall time; a clock set back had left them far in the future."""
        scheduler = self._scheduler
        if scheduler is None:
            return
        for job in scheduler.get_jobs():
            seconds = self._every if job.id == _JOB else self._also[job.id][1]
            job.reschedule("interval", seconds=seconds)

    def _check_and_tick(self) -> None:
        self._heart.look()
        self._tick()

    def _live(self) -> None:
        while not self._over.is_set():
            self._wake.wait(self._next.seconds(min(self._every, _HEARTBEAT_SECONDS)))
            self._wake.clear()
            if self._over.is_set():
                return
            if self._tick_requested.is_set() or self._next.has_come():
                self._tick_requested.clear()
                self._check_and_tick()
            self._heart.beat()


def _guarded(work: Callable[[], None], name: str) -> Callable[[], None]:
    def run() -> None:
        try:
            work()
        except Exception:  # the next round comes whatever happened in this one
            _log.exception("the job %s failed", name)

    return run
