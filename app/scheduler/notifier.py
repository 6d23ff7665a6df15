"""A worker thread that shows desktop notices and never waits for a desktop that does not answer."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.scheduler.channel import Channel, ChannelState
from app.scheduler.notices import Notice, fold

DEADLINE_SECONDS = 3.0
WAITING_AT_MOST = 50
HANGING_AT_MOST = 4
_CROWD_SECONDS = 60.0
_log = logging.getLogger(__name__)
_NO_ANSWER = "桌面通知没有响应"


@dataclass(frozen=True, slots=True)
class Delivery:
    """The result of one batch of notices; `reason` is empty when it was delivered."""

    notices: tuple[Notice, ...]
    delivered: bool
    reason: str = ""

    @property
    def ids(self) -> tuple[int, ...]:
        """The reminders these notices speak for."""
        return tuple(number for notice in self.notices for number in notice.ids)


class Notifier:
    """Accepts notices from any thread and returns at once; reports the result to `on_delivery`.

    Each call into the desktop runs on its own thread, which is abandoned after 3 seconds; while four such
    calls hang, further ones fail at once. `on_delivery` and `on_state` are called on the worker's threads.
    """

    def __init__(
        self,
        channel: Channel,
        *,
        on_delivery: Callable[[Delivery], None] = lambda _delivery: None,
        on_state: Callable[[ChannelState], None] = lambda _state: None,
        deadline: float = DEADLINE_SECONDS,
    ) -> None:
        self._channel = channel
        self._on_delivery = on_delivery
        self._on_state = on_state
        self._deadline = deadline
        self._jobs: queue.Queue[tuple[Notice, ...] | None] = queue.Queue(WAITING_AT_MOST)
        self._hanging: list[threading.Thread] = []
        self._recent: list[tuple[float, int]] = []
        self._state: ChannelState | None = None
        self._worker: threading.Thread | None = None

    def start(self) -> None:
        """Starts the worker, which first probes whether notices arrive at all."""
        if self._worker is None:
            self._jobs.put_nowait(())
            self._worker = threading.Thread(target=self._work, name="notifier", daemon=True)
            self._worker.start()

    def send(self, notices: Sequence[Notice]) -> None:
        """Queues notices; more than five become one, and so does any batch in a minute with ten alarms.

        When 50 batches wait, this one fails at once.
        """
        if not notices:
            return
        batch = tuple(notice.cleaned() for notice in fold(notices, in_this_minute=self._crowd(len(notices))))
        try:
            self._jobs.put_nowait(batch)
        except queue.Full:
            self._report(Delivery(batch, False, "等待显示的通知太多"))

    def probe(self) -> None:
        """Probes again whether notices arrive; reports the state to `on_state`."""
        try:
            self._jobs.put_nowait(())
        except queue.Full:
            _log.warning("notices wait: no probe")

    def stop(self, patience: float = DEADLINE_SECONDS) -> None:
        """Stops the worker after its current batch and drops the queue. Waits `patience` seconds at most."""
        worker, self._worker = self._worker, None
        if worker is None:
            return
        for batch in self._drain():
            self._report(Delivery(batch, False, "程序正在退出"))
        self._jobs.put_nowait(None)
        worker.join(patience)

    def _drain(self) -> list[tuple[Notice, ...]]:
        left: list[tuple[Notice, ...]] = []
        while True:
            try:
                batch = self._jobs.get_nowait()
            except queue.Empty:
                return left
            if batch:
                left.append(batch)

    def _work(self) -> None:
        while (batch := self._jobs.get()) is not None:
            if batch:
                for delivery in self._deliver(batch):
                    self._report(delivery)
            else:
                self._check_channel()

    def _deliver(self, batch: tuple[Notice, ...]) -> list[Delivery]:
        for place, notice in enumerate(batch):
            reason = self._call(notice)
            if reason:
                self._note(ChannelState(False, f"{reason}，请看报警窗"))
                before = [Delivery(batch[:place], True)] if place else []
                return [*before, Delivery(batch[place:], False, reason)]
        # plyer reports nothing when no daemon shows the notice: probing afterwards delays nothing.
        state = self._check_channel()
        return [Delivery(batch, state.good, "" if state.good else state.words)]

    def _crowd(self, count: int) -> int:
        """The number of alarms in the last minute, these included."""
        now = time.monotonic()
        self._recent = [(at, many) for at, many in self._recent if now - at < _CROWD_SECONDS]
        self._recent.append((now, count))
        return sum(many for _, many in self._recent)

    def _call(self, notice: Notice) -> str:
        """Shows one notice within the deadline; the reason when it failed."""
        self._hanging = [thread for thread in self._hanging if thread.is_alive()]
        if len(self._hanging) >= HANGING_AT_MOST:
            return _NO_ANSWER
        answer: queue.SimpleQueue[str] = queue.SimpleQueue()

        def show() -> None:
            try:
                self._channel.send(notice)
            except NotImplementedError:
                answer.put("这台电脑没有桌面通知")
            except Exception as error:  # whatever a desktop's back end throws, the reason is kept and shown
                _log.warning("a notice failed", exc_info=error)
                answer.put(f"桌面通知失败（{type(error).__name__}）")
            else:
                answer.put("")

        thread = threading.Thread(target=show, name="notice", daemon=True)
        thread.start()
        try:
            return answer.get(timeout=self._deadline)
        except queue.Empty:
            self._hanging.append(thread)
            return _NO_ANSWER

    def _check_channel(self) -> ChannelState:
        state = self._channel.probe()
        self._note(state)
        return state

    def _note(self, state: ChannelState) -> None:
        if self._state is None or (self._state.good, self._state.words) != (state.good, state.words):
            self._state = state
            _log.info("desktop notices: %s (%s)", "good" if state.good else "bad", state.detail)
            self._guarded(lambda: self._on_state(state))

    def _report(self, delivery: Delivery) -> None:
        if not delivery.delivered:
            _log.warning("%d notices were not delivered", len(delivery.notices))
        self._guarded(lambda: self._on_delivery(delivery))

    @staticmethod
    def _guarded(call: Callable[[], None]) -> None:
        try:
            call()
        except Exception:  # a listener's bug must not end the worker: the next alarm needs it
            _log.exception("a listener of the notifier failed")
