"""Checks behind the standing window: the quick ones once it stands, the whole ones once a day, in small steps."""

from __future__ import annotations

import threading
from collections.abc import Callable

from app.base.errors import EnvironmentFault
from app.desk.shared.context import Desk
from app.desk.upkeep import checks
from app.startup.pace import Pace

# After a fault that could not be kept in the register: when it is tried again.
_AGAIN_SECONDS = 3600.0


class Checking:
    """Runs on the scheduler's thread; `changed` is called after checks, `failed` with what could not be kept."""

    def __init__(
        self, desk: Desk, closing: threading.Event, *, changed: Callable[[], None], failed: Callable[[str], None]
    ) -> None:
        self._desk = desk
        self._closing = closing
        self._changed = changed
        self._failed = failed
        self._started = False
        self._not_before = 0.0
        # Whether what was due at the start has been checked.
        self.settled = False

    def run(self) -> None:
        """The checks that are due now; those of the start at the first call."""
        if self._desk.clock.monotonic() < self._not_before:
            return
        pace = Pace(self._desk.clock, self._closing)
        try:
            if not self._started:
                self._started = True
                checks.check_at_start(self._desk, pause=pace.pause)
            elif checks.daily_is_due(self._desk):
                checks.check_daily(self._desk, pause=pace.pause)
            else:
                self.settled = True
                return
        except checks.Stopped:
            return
        except EnvironmentFault as error:
            self._not_before = self._desk.clock.monotonic() + _AGAIN_SECONDS
            self._failed(f"{error.message}。{error.hint}")
        self._changed()
