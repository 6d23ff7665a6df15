"""The answers of the alarm window: locked for the first second, keys and clicks, one answer per press."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.base.clock import Clock
from app.ui.reminder.alarm.body import AlarmBody
from app.ui.reminder.alarm.line import LAST_KEY, AlarmLine
from app.ui.reminder.alarm.rhythm import SNOOZE_MINUTES

HELD_SECONDS = 5.0


class AlarmAnswers(QObject):
    """Turns clicks and keys into requests. Ignores them while `locked` and while an answer is pending."""

    sign_requested = Signal(list, str)
    acknowledge_requested = Signal(list)
    snooze_requested = Signal(list, int)
    open_requested = Signal(int)
    reason_needed = Signal(list, str)  # ticket ids, question
    put_away = Signal()

    def __init__(self, body: AlarmBody, clock: Clock, *, guard_ms: int) -> None:
        super().__init__(body)
        self._body, self._clock = body, clock
        self._held: dict[int, float] = {}
        self._guard = QTimer(self)
        self._guard.setSingleShot(True)
        self._guard.setInterval(guard_ms)
        self._guard.timeout.connect(self._unlock)
        body.answered.connect(self.answer)
        body.opened.connect(self.open_chosen)
        body.all_known.connect(self.acknowledge_all)
        body.all_later.connect(self.snooze_all)
        body.put_away.connect(self.put_away)
        body.reason.given.connect(self._sign_late)
        self._keys: dict[int, Callable[[], None]] = {
            Qt.Key.Key_A: self.acknowledge_all,
            Qt.Key.Key_S: self.snooze_all,
            Qt.Key.Key_O: self.open_chosen,
            Qt.Key.Key_Up: lambda: body.choose_next(-1),
            Qt.Key.Key_Down: lambda: body.choose_next(1),
            Qt.Key.Key_Escape: self.put_away.emit,
        }

    @property
    def locked(self) -> bool:
        """Whether clicks and keys are currently ignored."""
        return self._guard.isActive()

    def lock(self) -> None:
        """Ignores answers for the next second and disables the buttons."""
        self._body.enable(False)
        self._body.say("请先看清：1 秒后可操作")
        self._guard.start()

    def stop(self) -> None:
        """Stops the guard and drops the pending answers."""
        self._guard.stop()
        self._held = {}

    def release(self) -> None:
        """Accepts answers again after the pending ones have returned."""
        self._held = {}

    def press(self, key: int) -> None:
        """Handles a key: numbers answer a line, A and S all of them, O opens, Esc puts away."""
        if self.locked:
            return
        place = key - Qt.Key.Key_0
        if 1 <= place <= min(LAST_KEY, len(self._body.lines)):
            self.answer(self._body.lines[place - 1])
        elif key in self._keys:
            self._keys[key]()

    def answer(self, line: AlarmLine) -> None:
        """Answers one line: signs for its ticket, with a reason when late, or acknowledges it."""
        if self.locked or line.done:
            return
        item, ids = line.item, line.item.sign_ids or line.item.ids
        if item.signs_late(self._clock.now()):
            self.reason_needed.emit([item.key], f"{item.leading.ticket_number} 已超过签收时限，请写明原因")
        elif not self._hold(ids):
            return
        elif item.signs:
            self.sign_requested.emit([item.key], "")
        else:
            self.acknowledge_requested.emit(ids)

    def acknowledge_all(self) -> None:
        """Acknowledges every line of the window."""
        if ids := self._take(self._body.lines):
            self.acknowledge_requested.emit(ids)

    def snooze_all(self) -> None:
        """Snoozes every line."""
        if ids := self._take(self._body.lines):
            self.snooze_requested.emit(ids, SNOOZE_MINUTES)

    def open_chosen(self) -> None:
        """Opens the ticket of the chosen line."""
        if not self.locked and self._body.chosen is not None:
            self.open_requested.emit(self._body.chosen.item.key)

    def _sign_late(self, tickets: list[int], reason: str) -> None:
        if not self.locked:
            self.sign_requested.emit(tickets, reason)

    def _take(self, lines: Sequence[AlarmLine]) -> list[int]:
        ids = [number for line in lines if not line.done for number in line.item.ids]
        return ids if not self.locked and self._hold(ids) else []

    def _hold(self, ids: Sequence[int]) -> bool:
        """Marks these as pending for at most 5 s; False when all of them already are."""
        at = self._clock.monotonic()
        free = [number for number in ids if at - self._held.get(number, -HELD_SECONDS) >= HELD_SECONDS]
        self._held.update(dict.fromkeys(free, at))
        return bool(free)

    def _unlock(self) -> None:
        self._body.enable(True)
        self._body.say("")
