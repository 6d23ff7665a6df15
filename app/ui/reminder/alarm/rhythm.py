"""The rhythm of an unanswered alarm: when it rings again."""

from __future__ import annotations

import enum
from datetime import timedelta

SOUND_AGAIN_SECONDS = 10.0
# Used where no rules are known (ring_again_seconds of the rules in force).
RING_AGAIN = timedelta(seconds=60)
# How long 稍后 snoozes an alarm.
SNOOZE_MINUTES = 5


class Ring(enum.Enum):
    """What to ring at this second."""

    NOTHING = "nothing"
    SOUND = "sound"
    AGAIN = "again"


class AlarmRhythm:
    """Counts from the last ringing: the sound of an urgent alarm every 10 s, everything again after `again`.

    Times are monotonic seconds. While the window is hidden unanswered, only `again` counts. `turn` is how many times it
    rang again since the alarm came: every turn escalates by one channel.
    """

    def __init__(self) -> None:
        self._rang = self._sounded = 0.0
        self.away = False
        self.turn = 0
        self.again = RING_AGAIN

    @property
    def unanswered(self) -> timedelta:
        """How long it has rung, in whole turns."""
        return self.turn * self.again

    def begin(self, at: float) -> None:
        """Starts with a new alarm, which rings now."""
        self._ring(at)
        self.turn = 0

    def put_away(self, at: float) -> None:
        """Notes that the window was closed without an answer."""
        self._rang = at
        self.away = True

    def beat(self, at: float, *, urgent: bool) -> Ring:
        """The action for now, which counts as done."""
        if at - self._rang >= self.again.total_seconds():
            self._ring(at)
            self.turn += 1
            return Ring.AGAIN
        if urgent and not self.away and at - self._sounded >= SOUND_AGAIN_SECONDS:
            self._sounded = at
            return Ring.SOUND
        return Ring.NOTHING

    def _ring(self, at: float) -> None:
        self._rang = self._sounded = at
        self.away = False
