"""Where and when Python's garbage collector runs: in a process with a window only on the thread of the window.

An automatic collection runs on whichever thread allocates next. On a reader thread it would free the Qt objects of
a closed page there, while the GUI thread builds others: the process then hangs or ends. So a process with a window
turns automatic collections off, and its GUI thread calls `collect_some` at intervals.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# Objects that must have been added since the last collection; fewer are not worth one.
YOUNG = 2_000
# Collections of the young objects before one of the middle generation, as in CPython.
_MIDDLE = 10
# Collections of the middle generation before one of all objects that are not frozen.
_OLD = 10


class _Pauses:
    """Counts the running blocks of `uncollected`; the last one to end restores automatic collections."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._automatic = False
        self.running = 0

    def begin(self) -> None:
        with self._lock:
            if not self.running:
                self._automatic = gc.isenabled()
                gc.disable()
            self.running += 1

    def end(self) -> None:
        with self._lock:
            self.running -= 1
            if not self.running and self._automatic:
                gc.enable()


_PAUSES = _Pauses()


def collect_some() -> int:
    """Collects what is due by the counts of CPython's generations, on the calling thread.

    Returns the generation collected, 0 to 2, or -1 when nothing was due or a block of `uncollected` is running.
    """
    young, middle, old = gc.get_count()
    if _PAUSES.running or young < YOUNG:
        return -1
    generation = 0 if middle < _MIDDLE else 1 if old < _OLD else 2
    gc.collect(generation)
    return generation


@contextmanager
def uncollected() -> Iterator[None]:
    """Pauses collections within the block: rows form no cycles, and collecting among them would block the window."""
    _PAUSES.begin()
    try:
        yield
    finally:
        _PAUSES.end()
