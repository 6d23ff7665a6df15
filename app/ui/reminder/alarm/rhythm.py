"""When an alarm that nobody answers rings again."""

from __future__ import annotations

import enum

SOUND_AGAIN_SECONDS = 10.0
RING_AGAIN_SECONDS = 60.0
# How long 稍后 puts an alarm off.
SNOOZE_MINUTES = 5


class Ring(enum.Enum):
    """What is to be done at this second."""

    NOTHING = "nothing"
    SOUND = "sound"
    AGAIN = "again"


class AlarmRhythm:
    """Counts from the last ringing: the sound of an urgent alarm every 10 s, everything again after 60 s.

    Times are monotonic seconds. While the window was put away unanswered, only the 60 s count. `turn` is how many
    times it rang anew since the alarm came: each turn goes one channel further.
    """

    def __init__(self) -> None:
        self._rang = self._sounded = 0.0
        self.away = False
        self.turn = 0

    def begin(self, at: float) -> None:
        """A new alarm rings now."""
        self._ring(at)
        self.turn = 0

    def put_away(self, at: float) -> None:
        """Somebody closed the window without answering."""
        self._rang = at
        self.away = True

    def beat(self, at: float, *, urgent: bool) -> Ring:
        """What to do now; what it says is taken as done."""
        if at - self._rang >= RING_AGAIN_SECONDS:
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
