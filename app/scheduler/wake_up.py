"""The precise wake-up: the clockwork sleeps just until the next reminder falls due, not until the next tick."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from app.base.clock import Clock

# A thread may wake a little before its time: so much is added, so that what is waited for has come.
_SURELY_PAST_SECONDS = 0.001
_log = logging.getLogger(__name__)


class WakeUp:
    """Asks when the next reminder falls due and how long to sleep until then.

    `next_due` answers with the next instant after now, or None; when it fails there is no precise wake-up until it
    answers again, and the tick finds what is due. `speed` is how much faster than life the clock runs.
    """

    def __init__(self, clock: Clock, next_due: Callable[[], datetime | None], *, speed: float = 1.0) -> None:
        self._clock = clock
        self._next_due = next_due
        self._speed = speed
        self._at: datetime | None = None
        self._failing = False

    def seconds(self, at_most: float) -> float:
        """Real seconds to sleep until the next reminder, 0 at least and `at_most` at most; asks anew each time."""
        self._at = self._ask()
        if self._at is None:
            return at_most
        left = (self._at - self._clock.now()).total_seconds() / self._speed
        return min(max(left + _SURELY_PAST_SECONDS, 0.0), at_most)

    def has_come(self) -> bool:
        """Whether the reminder that was slept for is due by now."""
        return self._at is not None and self._clock.now() >= self._at

    def _ask(self) -> datetime | None:
        try:
            at = self._next_due()
        except Exception:  # a register that is busy or full: the tick stays, and the next question comes
            if not self._failing:
                _log.exception("the next reminder is not known")
            self._failing = True
            return None
        self._failing = False
        return at
