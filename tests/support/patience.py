"""How long a test waits for what must come, and how a span is judged on a machine that is busy with other things."""

from __future__ import annotations

import hashlib
import time

# Seconds until a test gives up: only a failure takes that long, and a machine that does much else needs most of them.
PATIENCE = 120.0
PATIENCE_MS = int(PATIENCE * 1000)

_SAMPLE = b"\0" * (8 << 20)


class Stopwatch:
    """Measures a span, and at both its ends how much longer work takes here than on an idle processor."""

    def __init__(self) -> None:
        self._slowness = slowness()
        self._begun = time.monotonic()

    def idle_seconds(self) -> float:
        """The seconds since the start, less what other programs on this machine took of them."""
        taken = time.monotonic() - self._begun
        return taken / max(self._slowness, slowness())


def slowness() -> float:
    """The time that a piece of work takes here over the processor time it needs; 1 on an idle machine."""
    begun, worked = time.monotonic(), time.thread_time()
    for _ in range(3):
        hashlib.sha256(_SAMPLE).digest()
    return max(1.0, (time.monotonic() - begun) / (time.thread_time() - worked))
