"""Chinese through fcitx 4, for which this Qt has no input module: keys are offered to it before the window has them."""

from __future__ import annotations

import logging
import os
from typing import Protocol

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRect, QSocketNotifier, Qt, Slot
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QTextCharFormat, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.frame.input.fcitx4_channel import News, open_channel

_log = logging.getLogger(__name__)


class InputContext(Protocol):
    """What the bridge needs of a channel to fcitx."""

    def press(self, symbol: int, code: int, state: int, at: int, *, released: bool) -> bool:
        """Whether the key is taken."""

    def tell(self, method: str, signature: str = "", body: tuple[int, ...] = ()) -> None:
        """Calls a method without waiting."""

    def read(self) -> None:
        """Takes in what lies in the socket."""

    def news(self) -> list[News]:
        """What was said since the last call."""


class Fcitx4Bridge(QObject):
    """Offers every key of a text field to fcitx, and puts what it composes and commits into the field.

    `listen` is the file descriptor that tells of news. When fcitx ends, keys go their usual way.
    """

    def __init__(self, application: QGuiApplication, context: InputContext, listen: int = -1) -> None:
        super().__init__(application)
        self._context: InputContext | None = context
        self._window: QWindow | None = None
        self._field: QWidget | None = None
        self.composing = False
        application.focusWindowChanged.connect(self.watch)
        application.focusObjectChanged.connect(self.enter)
        self._notifier = QSocketNotifier(listen, QSocketNotifier.Type.Read, self) if listen >= 0 else None
        if self._notifier is not None:
            self._notifier.activated.connect(self.listen)

    @Slot(QWindow)
    def watch(self, window: QWindow | None) -> None:
        """Watches the keys of the window that has the keyboard."""
        if self._window is not None and shiboken6.isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    @Slot(QObject)
    def enter(self, field: QObject | None) -> None:
        """Goes along with the keyboard; a composition left behind is dropped."""
        if self._field is not None and shiboken6.isValid(self._field):
            self._field.removeEventFilter(self)
            if self.composing:
                self._put(News("", committed=False))
        self.composing = False
        self._field = field if isinstance(field, QWidget) and _takes_text(field) else None
        if self._field is not None:
            self._field.installEventFilter(self)
        self._say("Reset")
        self._say("FocusOut" if self._field is None else "FocusIn")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Offers a key of the window; during a composition no shortcut takes one from it."""
        if not isinstance(event, QKeyEvent) or self._field is None or self._context is None:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            if watched is self._field and self.composing:
                event.accept()
                return True
            return False
        return watched is self._window and self._offer(event)

    @Slot()
    def listen(self) -> None:
        """Takes what fcitx says by itself, such as a candidate chosen by the mouse."""
        if self._context is None:
            return
        try:
            self._context.read()
        except OSError as error:
            self._end(error)
            return
        self._deliver()

    def _offer(self, event: QKeyEvent) -> bool:
        if self._context is None:
            return False
        released = event.type() == QEvent.Type.KeyRelease
        try:
            self._tell_place()
            keys = event.nativeVirtualKey(), event.nativeScanCode(), event.nativeModifiers()
            taken = self._context.press(*keys, event.timestamp(), released=released)
        except TimeoutError:
            return False
        except OSError as error:
            self._end(error)
            return False
        self._deliver()
        return taken

    def _tell_place(self) -> None:
        window = self._window
        if self._context is None or window is None:
            return
        ratio = window.devicePixelRatio()
        at = QGuiApplication.inputMethod().cursorRectangle().toRect()
        place = QRect(window.mapToGlobal(at.topLeft()), at.size())
        numbers = (place.x(), place.y(), place.width(), place.height())
        x, y, wide, high = (round(number * ratio) for number in numbers)
        self._context.tell("SetCursorRect", "iiii", (x, y, wide, high))

    def _deliver(self) -> None:
        if self._context is not None:
            for news in self._context.news():
                self._put(news)

    def _put(self, news: News) -> None:
        field = self._field
        if field is None or not shiboken6.isValid(field):
            return
        self.composing = bool(news.text) and not news.committed
        if news.committed:
            event = QInputMethodEvent()
            event.setCommitString(news.text)
        else:
            event = QInputMethodEvent(news.text, _marks(news))
        QApplication.sendEvent(field, event)

    def _say(self, method: str) -> None:
        if self._context is None:
            return
        try:
            self._context.tell(method)
        except OSError as error:
            self._end(error)

    def _end(self, error: OSError) -> None:
        _log.warning("fcitx 4 is gone: %s", error)
        self._context = None
        if self._notifier is not None:
            self._notifier.setEnabled(False)


def open_bridge(application: QGuiApplication) -> Fcitx4Bridge | None:
    """The bridge to the fcitx 4 of this screen; None when none answers."""
    channel = open_channel(os.environ.get("DISPLAY", ""))
    return None if channel is None else Fcitx4Bridge(application, channel, channel.socket)


def _takes_text(field: QWidget) -> bool:
    hidden = field.inputMethodHints() & Qt.InputMethodHint.ImhHiddenText
    return not hidden and bool(field.inputMethodQuery(Qt.InputMethodQuery.ImEnabled))


def _marks(news: News) -> list[QInputMethodEvent.Attribute]:
    """A line under the composition, and its cursor."""
    look = QTextCharFormat()
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    kinds = QInputMethodEvent.AttributeType
    cursor = len(news.text.encode()[: max(0, news.cursor)].decode(errors="ignore"))
    return [
        QInputMethodEvent.Attribute(kinds.TextFormat, 0, len(news.text), look),
        QInputMethodEvent.Attribute(kinds.Cursor, cursor, 1),
    ]
