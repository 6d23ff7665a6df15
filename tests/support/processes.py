"""Child processes of the black-box tests: started with their own log, waited for, and always stopped."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from tests.support.patience import PATIENCE

Found = TypeVar("Found")
_PAUSE = threading.Event()


def wait_until(question: Callable[[], Found | None], *, what: str, timeout: float = PATIENCE) -> Found:
    """Asks again and again until the answer is true, and returns it; for what lives in other processes.

    Raises:
        TimeoutError: the answer was still false after `timeout` seconds; the text names `what`.

    """
    end = time.monotonic() + timeout
    while True:
        answer = question()
        if answer:
            return answer
        if time.monotonic() > end:
            raise TimeoutError(f"not within {timeout:g} s: {what}")
        _PAUSE.wait(0.03)


class Program:
    """A running child process with its own process group and a log of what it printed."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        log: Path,
        *,
        cwd: Path | None = None,
        passed: Sequence[int] = (),
    ) -> None:
        self.log = log
        self._file = log.open("ab")
        self.process = subprocess.Popen(
            command,
            env=dict(environment),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=self._file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=passed,
        )

    @property
    def running(self) -> bool:
        """Whether it has not ended yet."""
        return self.process.poll() is None

    def output(self) -> str:
        """Everything it printed so far."""
        return self.log.read_text("utf-8", errors="replace")

    def wait(self, timeout: float = PATIENCE) -> int:
        """Waits for its end and returns its exit code."""
        return self.process.wait(timeout)

    def kill(self) -> None:
        """Ends it at once, as a power cut does."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        """Asks it to end, and ends it after five seconds; what it started ends too."""
        if self.running:
            self._signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(5)
        self._signal(signal.SIGKILL)
        self._file.close()

    def _signal(self, number: int) -> None:
        try:
            os.killpg(self.process.pid, number)
        except (ProcessLookupError, PermissionError):
            return
        if number == signal.SIGKILL:
            self.process.wait(PATIENCE)


# Starts a Python program on the test's screen and bus: `launch("-m", "app", variables={...}, cwd=...)`.
Launch = Callable[..., Program]


@contextlib.contextmanager
def stopped_on_failure(*programs: Program) -> Iterator[None]:
    """Stops programs when what follows their start fails, since nobody else knows them yet."""
    try:
        yield
    except BaseException:
        for program in programs:
            program.stop()
        raise
