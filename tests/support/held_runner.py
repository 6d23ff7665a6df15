"""A runner of the gateway that can hold work back, so that a test acts between a request and its answer."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from app.ui.frame.runners import Lane


class HeldRunner:
    """Runs each job at once, or while `holds` is set when it is released."""

    def __init__(self) -> None:
        self.holds = False
        self._jobs: deque[Callable[[], None]] = deque()

    def start(self, lane: Lane, job: Callable[[], None]) -> None:
        """Runs the job now, or keeps it."""
        if self.holds:
            self._jobs.append(job)
        else:
            job()

    def release_one(self) -> bool:
        """Runs the oldest kept job; False when there is none."""
        if not self._jobs:
            return False
        self._jobs.popleft()()
        return True

    def release(self) -> None:
        """Runs all kept jobs, and those that come of them."""
        while self.release_one():
            pass

    def drain(self) -> None:
        """Runs what is left."""
        self.release()
