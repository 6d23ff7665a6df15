"""The cockpit's window: a strip without a frame, on top of everything, that signs for tickets by number keys."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.base.clock import Clock
from app.desk.sign import Waiting
from app.ui.frame.window_memory import WindowMemory
from app.ui.kit.call import Call
from app.ui.look.theme import Theme
from app.ui.sign.body import CARDS, CockpitBody
from app.ui.sign.card import CockpitCard
from app.ui.sign.place import StripPlace

SETTLE_MS = 600
_ON_TOP = Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint


class CockpitWindow(QWidget):
    """Shows what waits to be signed for and requests through signals; it never takes the focus by itself.

    Keys are ignored for 0.6 s after the cards changed their places, so that a key meant for one ticket never signs for
    another. It can be dragged, remembers its place, and stays within the connected screens.
    """

    sign_requested = Signal(int, str)  # ticket id, reason (empty: in time)
    open_requested = Signal(int)  # ticket id
    put_away = Signal()

    def __init__(self, theme: Theme, clock: Clock, memory: WindowMemory, *, settle_ms: int = SETTLE_MS) -> None:
        super().__init__(None, _ON_TOP)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWindowTitle("签收台：接诉值守台")
        self._theme, self._clock = theme, clock
        self._place = StripPlace(self, memory)
        self._grip: QPoint | None = None
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(settle_ms)
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self.tick)
        self.body = CockpitBody(self, theme)
        self._join()
        self.setFocus()

    @property
    def settling(self) -> bool:
        """Whether the cards have just changed their places and keys are ignored."""
        return self._settling.isActive()

    @property
    def running(self) -> bool:
        """Whether the strip changes with time: an empty one costs nothing."""
        return self._second.isActive()

    def show_waiting(self, waiting: Waiting) -> None:
        """Shows the tickets to be signed for."""
        before = self.body.standing()
        self.body.waiting = waiting
        self._fit()
        if before and before != self.body.standing()[: len(before)]:
            self._settling.start()
        total = waiting.total
        self.setAccessibleName(f"签收台，{total} 件待签收" if total else "签收台，无待签收")

    def tick(self) -> None:
        """Updates the cards; called every second."""
        now = self._clock.now()
        for card in self.body.cards:
            card.tick(now)

    def say(self, words: str) -> None:
        """Shows why an answer was refused; an empty text hides it."""
        if words != self.body.notice.text():
            self.body.say(words)
            self._fit()

    def ask_reason(self, ticket_id: int, question: str) -> None:
        """Asks in the strip why a ticket is signed for late."""
        self.body.reason.ask([ticket_id], question)
        self._fit()
        self.take_keys()
        self.body.reason.field.setFocus()

    def take_keys(self) -> None:
        """Shows and focuses the strip, on a person's request."""
        # A hidden window gets the focus from the window manager when it is shown, or not at all.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, False)
        self.show()
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.raise_()
        self.activateWindow()
        self.setFocus()

    def sign_nth(self, place: int) -> None:
        """Signs for the ticket in the n-th place, 1 to 9."""
        row = self.body.cards[place - 1].row
        if row is None or self.body.reason.open:
            return
        if self.settling:
            self.say("次序刚有变化，请看清后再按")
            return
        self.say("")
        if row.sign_due_at is not None and row.sign_due_at < self._clock.now():
            self.ask_reason(row.id, f"{row.number} 已超过签收时限，请写明原因")
        else:
            self.sign_requested.emit(row.id, "")

    def setVisible(self, visible: bool) -> None:
        """Places the strip where it was left, within the connected screens, when it is shown."""
        super().setVisible(visible)
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hides the strip."""
        event.ignore()
        self.put_away.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Number keys sign; held keys and combinations do nothing."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        place = event.key() - Qt.Key.Key_0
        if plain and not event.isAutoRepeat() and 1 <= place <= CARDS:
            self.sign_nth(place)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Starts dragging the strip; a click focuses it."""
        self._grip = event.globalPosition().toPoint() - self.pos()
        self.setFocus()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Moves the strip."""
        if self._grip is not None:
            self.move(event.globalPosition().toPoint() - self._grip)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stops dragging and remembers the place."""
        if self._grip is not None:
            self._grip = None
            self._place.keep()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the ground, green when nothing waits, with an edge visible on any desktop."""
        tokens = self._theme.tokens
        empty = not self.body.total
        painter = QPainter(self)
        painter.setPen(QPen(QColor(tokens.green if empty else tokens.accent), 2))
        painter.setBrush(QColor(tokens.green_soft if empty else tokens.background))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _fit(self) -> None:
        """Takes the size and place for its content; runs the timer only while time changes it."""
        wanted = self.body.arrange(self._clock.now(), self._place.screen().availableGeometry().size())
        if self._grip is None:
            self._place.put(wanted)
        lives = self.isVisible() and bool(self.body.standing())
        if lives and not self.running:
            self._second.start()
        elif not lives:
            self._second.stop()
        self.update()

    def _join(self) -> None:
        body = self.body
        body.close_button.clicked.connect(self.put_away)
        body.reason.given.connect(self._sign_with_reason)
        body.reason.given_up.connect(self._drop_reason)
        for card in body.cards:
            card.clicked.connect(Call(card, self._press, card).run)
            card.opened.connect(Call(card, self._open, card).run)
        self._theme.changed.connect(self._dress)

    def _sign_with_reason(self, tickets: list[int], reason: str) -> None:
        self.sign_requested.emit(tickets[0], reason)

    def _press(self, card: CockpitCard) -> None:
        self.sign_nth(card.place)

    def _open(self, card: CockpitCard) -> None:
        if card.row is not None:
            self.open_requested.emit(card.row.id)

    def _drop_reason(self) -> None:
        self._fit()
        self.setFocus()

    def _dress(self) -> None:
        self.body.dress()
        self._fit()
