"""The precise wake-up: sleeps until the next reminder falls due instead of until the next tick."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from app.base.clock import Clock

# Added to the sleep, since a thread may wake slightly before its timeout.
_SURELY_PAST_SECONDS = 0.001
_log = logging.getLogger(__name__)


class WakeUp:
    """Computes how long to sleep until the next reminder falls due.

    `next_due` returns the next instant after now, or None; when it fails there is no precise wake-up until it
    answers again, and the tick finds what is due. `speed` is how much faster than life the clock runs.
    """

    def __init__(self, clock: Clock, next_due: Callable[[], datetime | None], *, speed: float = 1.0) -> None:
        self._clock = clock
        self._next_due = next_due
        self._speed = speed
        self._at: datetime | None = None
        self._failing = False

    def seconds(self, at_most: float) -> float:
        """Real seconds to sleep until the next reminder, between 0 and `at_most`; reads the next due time anew."""
        self._at = self._read_next_due()
        if self._at is None:
            return at_most
        left = (self._at - self._clock.now()).total_seconds() / self._speed
        return min(max(left + _SURELY_PAST_SECONDS, 0.0), at_most)

    def has_come(self) -> bool:
        """Whether the awaited reminder is due by now."""
        return self._at is not None and self._clock.now() >= self._at

    def _read_next_due(self) -> datetime | None:
        try:
            at = self._next_due()
        except Exception:  # a busy register or a full disk: the tick remains, and the next call tries again
            if not self._failing:
                _log.exception("the next reminder is not known")
            self._failing = True
            return None
        self._failing = False
        return at
