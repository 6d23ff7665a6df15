"""The pace of work behind the window: short steps with pauses, so that it takes a small share of one core."""

from __future__ import annotations

import threading

from app.base.clock import Clock
from app.desk.upkeep.checks import Stopped

_SHARE = 0.2
_LEAST_SECONDS = 0.02


class Pace:
    """For one piece of work on one thread; `pause` is called between its steps."""

    def __init__(self, clock: Clock, closing: threading.Event) -> None:
        self._clock = clock
        self._closing = closing
        self._since = clock.monotonic()

    def pause(self) -> None:
        """Waits four times as long as the last step took, and at least 20 ms.

        Raises:
            Stopped: the window closes.

        """
        worked = self._clock.monotonic() - self._since
        if self._closing.wait(max(_LEAST_SECONDS, worked * (1 / _SHARE - 1))):
            raise Stopped
        self._since = self._clock.monotonic()
