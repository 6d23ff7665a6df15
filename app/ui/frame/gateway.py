"""The gateway from the window to the desk: runs use cases on other threads, delivers results on the GUI thread."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.base.changes import Change, Outcome
from app.base.errors import EnvironmentFault, Refused
from app.base.people import Person
from app.ui.frame.receivers import is_gone
from app.ui.frame.runners import Lane, Runner
from app.ui.frame.session.arguments import clean

_log = logging.getLogger(__name__)
T = TypeVar("T")
Refusal = Callable[[Refused], None]


class Gateway(QObject):
    """Runs use cases off the GUI thread and delivers their results.

    Writes run one after the other on the desk thread, reads on two readers. Every callback runs on the GUI thread; a
    callback that acts on a deleted widget is dropped. Nothing here blocks.
    """

    changed = Signal(object)  # Change: what pages should refresh
    succeeded = Signal(str, bool)  # one short sentence after a success; whether what was done can be taken back
    undoable = Signal(object)  # Undo of what was just done
    refused = Signal(object)  # Refused that no form took
    fault = Signal(object)  # EnvironmentFault
    crashed = Signal(object)  # any other exception: a bug
    busy = Signal(int)  # writes under way
    waiting = Signal(bool)  # a write has waited long for other processes, or no longer
    _arrived = Signal(object)

    def __init__(self, desk: Any, runner: Runner, person: Person) -> None:
        super().__init__()
        self.desk = desk
        self.person = person
        self._runner = runner
        self._latest: dict[Hashable, int] = {}
        self._ticket = 0
        self._writes = 0
        self._under_way = 0
        self.is_waiting = False
        self._open = True
        self._home = threading.get_ident()
        self._waiting: deque[Callable[[], None]] = deque()
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._deliver_one)
        self._arrived.connect(self._queue, Qt.ConnectionType.QueuedConnection)

    def submit(
        self,
        use_case: Callable[..., Any],
        *,
        on_done: Callable[[Any], None] | None = None,
        on_refused: Refusal | None = None,
        on_failed: Callable[[Exception], None] | None = None,
        quiet: bool = False,
        **arguments: Any,
    ) -> None:
        """Runs `use_case(desk, **arguments)` on the desk thread; name the acting person among the arguments.

        `on_done` gets the Outcome (or whatever the use case returns). `quiet` suppresses its message. A refusal goes to
        `on_refused`, else to the message bar; any other failure is reported as usual, after a call of `on_failed`.
        """
        if not self._open:
            return
        self._writes += 1
        self.busy.emit(self._writes)

        def done(answer: Any) -> None:
            self._finish_write()
            self._call(on_done, answer)
            if isinstance(answer, Outcome):
                self._announce_success(answer, quiet=quiet)

        def failed(error: Exception) -> None:
            self._finish_write()
            if not isinstance(error, Refused):
                self._call(on_failed, error)
            self._fail(error, on_refused)

        self._start(Lane.WRITE, lambda: use_case(self.desk, **clean(arguments)), done, failed)

    def read(
        self,
        function: Callable[..., T],
        on_done: Callable[[T], None],
        key: Hashable = None,
        on_refused: Refusal | None = None,
        on_failed: Callable[[Exception], None] | None = None,
        **arguments: Any,
    ) -> None:
        """Runs `function(desk, **arguments)` on a reader; a newer read with the same `key` cancels this callback.

        A failure that is no refusal is reported as usual, after a call of `on_failed`.
        """
        if not self._open:
            return
        self._ticket += 1
        ticket = self._ticket
        if key is not None:
            self._latest[key] = ticket

        def current() -> bool:
            return key is None or self._latest.get(key) == ticket

        def work() -> Any:
            return function(self.desk, **clean(arguments)) if current() else None

        def done(answer: T) -> None:
            if current():
                self._call(on_done, answer)

        def failed(error: Exception) -> None:
            if current():
                if not isinstance(error, Refused):
                    self._call(on_failed, error)
                self._fail(error, on_refused)

        self._start(Lane.READ, work, done, failed)

    def forget(self, key: Hashable) -> None:
        """Cancels the callbacks of pending reads under `key`."""
        self._latest.pop(key, None)

    @property
    def at_rest(self) -> bool:
        """Whether every read and write that was asked for has come back."""
        return self._under_way == 0

    def announce_outcome(self, outcome: Outcome[Any]) -> None:
        """Announces what a reader has done as `submit` does: its undo, its message, its changes."""
        self._announce_success(outcome, quiet=False)

    def announce(self, changes: Change) -> None:
        """Tells the pages that something changed elsewhere (the tick, a command); from any thread."""
        self._post(lambda: self.changed.emit(changes))

    def note_waiting(self, waiting: bool) -> None:
        """Shows that a write waits for other processes, or no longer; from any thread."""

        def show() -> None:
            self.is_waiting = waiting
            self.waiting.emit(waiting)

        self._post(show)

    def close(self) -> None:
        """Accepts no further work and waits for the submitted work; for the end of the program."""
        self._open = False
        self._runner.drain()
        self._turn.stop()
        self._waiting.clear()

    def _start(
        self,
        lane: Lane,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        def job() -> None:
            try:
                answer = work()
            except Exception as error:  # every exception must reach the person, none may be lost with the thread
                found = error
                self._post(lambda: self._end(lambda: failed(found)))
            else:
                self._post(lambda: self._end(lambda: done(answer)))

        self._under_way += 1
        self._runner.start(lane, job)

    def _end(self, callback: Callable[[], None]) -> None:
        self._under_way -= 1
        callback()

    def _post(self, callback: Callable[[], None]) -> None:
        if not shiboken6.isValid(self):
            return
        if threading.get_ident() == self._home:
            callback()
        else:
            self._arrived.emit(callback)

    @Slot(object)
    def _queue(self, callback: Callable[[], None]) -> None:
        if self._open:  # results that arrive after closing have no receiver
            self._waiting.append(callback)
            self._turn.start()

    def _deliver_one(self) -> None:
        """Delivers one result per round of the event loop, so that a batch does not block the window."""
        callback = self._waiting.popleft()
        if not self._waiting:
            self._turn.stop()
        callback()

    def _finish_write(self) -> None:
        self._writes -= 1
        self.busy.emit(self._writes)

    def _announce_success(self, outcome: Outcome[Any], *, quiet: bool) -> None:
        if outcome.undo is not None:
            self.undoable.emit(outcome.undo)
        if outcome.message and not quiet:
            self.succeeded.emit(outcome.message, outcome.undo is not None)
        if outcome.changes:
            self.changed.emit(outcome.changes)

    def _fail(self, error: Exception, on_refused: Refusal | None) -> None:
        if isinstance(error, Refused):
            if on_refused is None:
                self.refused.emit(error)
            else:
                self._call(on_refused, error)
        elif isinstance(error, EnvironmentFault):
            _log.warning("environment: %s", type(error).__name__)
            self.fault.emit(error)
        else:
            _log.error("a use case failed", exc_info=error)
            self.crashed.emit(error)

    @staticmethod
    def _call(callback: Callable[[Any], None] | None, value: Any) -> None:
        if callback is not None and not is_gone(callback):
            callback(value)
