"""The runners of the gateway's work: on threads in the product, at once in tests."""

from __future__ import annotations

import enum
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol


class Lane(enum.Enum):
    """One writer, two readers."""

    WRITE = "write"
    READ = "read"


class Runner(Protocol):
    """The interface of a runner."""

    def start(self, lane: Lane, job: Callable[[], None]) -> None:
        """Takes a job and returns at once; the job raises nothing."""
        ...

    def drain(self) -> None:
        """Returns when every accepted job is done; accepts none after that."""
        ...


class ThreadRunner:
    """The desk thread and two reader threads."""

    def __init__(self) -> None:
        self._pools = {
            Lane.WRITE: ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk"),
            Lane.READ: ThreadPoolExecutor(max_workers=2, thread_name_prefix="reader"),
        }

    def start(self, lane: Lane, job: Callable[[], None]) -> None:
        """Queues the job in its lane."""
        self._pools[lane].submit(job)

    def drain(self) -> None:
        """Finishes the writes, drops the reads that have not begun, and ends the threads."""
        self._pools[Lane.READ].shutdown(wait=True, cancel_futures=True)
        self._pools[Lane.WRITE].shutdown(wait=True)


class InlineRunner:
    """Runs each job at once on the calling thread, for tests and the offscreen demonstration."""

    def start(self, lane: Lane, job: Callable[[], None]) -> None:
        """Runs the job now."""
        job()

    def drain(self) -> None:
        """Returns at once: no job is pending."""
