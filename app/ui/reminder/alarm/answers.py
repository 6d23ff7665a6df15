"""The answers of the alarm window: locked for the first second, keys and clicks, one answer per press."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.base.clock import Clock
from app.ui.reminder.alarm.body import AlarmBody
from app.ui.reminder.alarm.items import AlarmItem
from app.ui.reminder.alarm.line import AlarmLine
from app.ui.reminder.alarm.rhythm import SNOOZE_MINUTES

HELD_SECONDS = 5.0


class AlarmAnswers(QObject):
    """Turns clicks and keys into requests. Ignores them while `locked` and while an answer is pending."""

    sign_requested = Signal(list, str)
    acknowledge_requested = Signal(list)
    snooze_requested = Signal(list, int)
    history_requested = Signal(list)  # ticket ids that came in old
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
        body.all_signed.connect(self.sign_all)
        body.all_known.connect(self.acknowledge_all)
        body.all_later.connect(self.snooze_all)
        body.put_away.connect(self.put_away)
        body.list.moved.connect(self.lock)
        body.old.settled.connect(self.settle_old)
        body.reason.given.connect(self._sign_late)
        self._keys: dict[int, Callable[[], None]] = {
            Qt.Key.Key_A: self.acknowledge_all,
            Qt.Key.Key_S: self.snooze_all,
            Qt.Key.Key_O: self.open_chosen,
            Qt.Key.Key_H: self.settle_old,
            Qt.Key.Key_T: body.call.click,
            Qt.Key.Key_Return: self.answer_chosen,
            Qt.Key.Key_Enter: self.answer_chosen,
            Qt.Key.Key_Escape: self.put_away.emit,
        }
        lines = body.list
        self._walks: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Up: lambda: lines.walk(-1),
            Qt.Key.Key_Down: lambda: lines.walk(1),
            Qt.Key.Key_PageUp: lambda: lines.page(-1),
            Qt.Key.Key_PageDown: lambda: lines.page(1),
            Qt.Key.Key_Home: lambda: lines.end(last=False),
            Qt.Key.Key_End: lambda: lines.end(last=True),
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
        """Handles a key: numbers and Enter answer a line, A, S and H many, O opens, T is for a call, Esc shrinks."""
        if self.locked:
            return
        place, lines = key - Qt.Key.Key_0, self._body.lines
        if 1 <= place <= len(lines):
            self.answer(lines[place - 1])
        elif key in self._keys:
            self._keys[key]()

    def walk(self, key: int) -> bool:
        """Handles a key that walks over the lines, also a held one; False for any other key."""
        step = self._walks.get(key)
        if step is not None and not self.locked:
            step()
        return step is not None

    def answer(self, line: AlarmLine) -> None:
        """Answers one line in view."""
        if not line.done:
            self._answer(line.item)

    def answer_chosen(self) -> None:
        """Answers the chosen line."""
        item = self._body.list.chosen
        if item is not None and item.key in self._body.board.by_ticket:
            self._answer(item)

    def _answer(self, item: AlarmItem) -> None:
        """Signs for the ticket of a line, with a reason when late, or acknowledges it."""
        if self.locked:
            return
        ids = item.sign_ids or item.ids
        if item.signs_late(self._clock.now()):
            self.reason_needed.emit([item.key], f"{item.leading.ticket_number} 已超过签收时限，请写明原因")
        elif not self._hold(ids):
            return
        elif item.signs:
            self.sign_requested.emit([item.key], "")
        else:
            self.acknowledge_requested.emit(ids)

    def sign_all(self) -> None:
        """Signs at once for every line that is in time, and asks for one reason for all that are late."""
        board, now = self._body.board, self._clock.now()
        items = [board.by_ticket[key] for key in board.to_sign]
        late = [item.key for item in items if item.signs_late(now)]
        in_time = [item for item in items if not item.signs_late(now)]
        if self.locked:
            return
        if in_time and self._hold([number for item in in_time for number in item.sign_ids]):
            self.sign_requested.emit([item.key for item in in_time], "")
        if late:
            which = board.by_ticket[late[0]].leading.ticket_number if len(late) == 1 else f"{len(late):,} 件"
            self.reason_needed.emit(late, f"{which} 已超过签收时限，请写明原因")

    def acknowledge_all(self) -> None:
        """Acknowledges everything that rings, the old ones too."""
        if ids := self._take(self._body.board.by_ticket.values()):
            self.acknowledge_requested.emit(ids)

    def snooze_all(self) -> None:
        """Snoozes everything that rings."""
        if ids := self._take(self._body.board.by_ticket.values()):
            self.snooze_requested.emit(ids, SNOOZE_MINUTES)

    def settle_old(self) -> None:
        """Moves the old ones that came in old to 历史未结; where there are none, acknowledges the old ones."""
        board = self._body.board
        if board.came_old:
            if self._take(item for item in board.old if item.key in board.came_old):
                self.history_requested.emit(sorted(board.came_old))
        elif ids := self._take(board.old):
            self.acknowledge_requested.emit(ids)

    def open_chosen(self) -> None:
        """Opens the ticket of the chosen line."""
        item = self._body.list.chosen
        if not self.locked and item is not None:
            self.open_requested.emit(item.key)

    def _sign_late(self, tickets: list[int], reason: str) -> None:
        if not self.locked:
            self.sign_requested.emit(tickets, reason)

    def _take(self, items: Iterable[AlarmItem]) -> list[int]:
        ids = [number for item in items for number in item.ids]
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
