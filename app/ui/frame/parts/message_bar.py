"""The message bar at the foot of the window; it disappears by itself or by Esc."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.base.changes import WAITING_WORDS
from app.base.errors import EnvironmentFault, Refused
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.labels import bounded, label, restyle
from app.ui.look.icons import icon

SHOWN_MS = 6000
_MOST_LINES, _LONGEST = 8, 400
_GAP = 12
_MARKS = {"red": "circle-alert", "amber": "triangle-alert", "green": "circle-check", "blue": "info"}


class MessageBar(QFrame):
    """Says in `host` what was done or refused, and covers nothing of the page in `anchor`.

    A message of one line that passes takes the place of `foot` for 6 s. A refusal, a fault or a longer message stands
    under the page, or above it where the page has its buttons at the bottom, and the page is as much shorter. A refusal
    or fault stays until closed.
    """

    def __init__(self, shell: Shell, host: QWidget, anchor: QStackedWidget, foot: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("message")
        self._shell = shell
        self._host = host
        self._anchor, self._foot = anchor, foot
        self._mark = QLabel()
        self._text = label("", wrap=True, selectable=True)
        self._hint = label("", "second", wrap=True, selectable=True)
        self._in_foot = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._undo = QPushButton("撤回 Ctrl+Z")
        self._undo.setProperty("link", True)
        self._undo.clicked.connect(shell.commands.action("undo").trigger)
        self._close = QToolButton()
        self._close.setProperty("flat", True)
        self._close.setAccessibleName("关闭提示")
        self._close.setToolTip("关闭提示（Esc）")
        self._close.clicked.connect(self.hide)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._text)
        words.addWidget(self._hint)
        row = QHBoxLayout(self)
        row.setSpacing(10)
        row.addWidget(self._mark)
        row.addLayout(words, 1)
        row.addWidget(self._undo)
        row.addWidget(self._close)
        for watched in (anchor, foot):
            watched.installEventFilter(self)
        anchor.currentChanged.connect(self._turn_page)
        self.hide()

    def show_message(self, text: str, *, tone: str = "blue", hint: str = "", undo: bool = False) -> None:
        """Shows one message in place of the last. Screen readers read the accessible name."""
        theme = self._shell.theme
        colour = {"blue": theme.tokens.accent}.get(tone) or str(getattr(theme.tokens, tone))
        self._mark.setPixmap(icon(_MARKS[tone], colour, 20).pixmap(QSize(20, 20)))
        self._close.setIcon(icon("x", theme.tokens.second))
        self._text.setText(_fitting(text))
        passes = tone in {"blue", "green"}
        hint = self._offer_undo(text, hint, self._foot.width() if passes else self._width(), undo=undo)
        self._hint.setText(_fitting(hint))
        self._hint.setVisible(bool(hint))
        self.setAccessibleName(f"{text} {hint}".strip())
        self._in_foot = passes and self._fits_foot(hint)
        restyle(self, tone=tone, place="foot" if self._in_foot else "page")
        self._place()
        self.show()
        self.raise_()
        if passes:
            self._timer.start(SHOWN_MS)
        else:
            self._timer.stop()
        self._make_room()

    def _offer_undo(self, text: str, hint: str, room: int, *, undo: bool) -> str:
        """Shows the button with what it undoes; returns the second line, which says it where a line has no room."""
        self._shell.offered = self._shell.undo if undo else None
        self._undo.setVisible(undo)
        self._undo.setText("撤回　Ctrl+Z")
        if self._shell.offered is None or self._shell.offered.words in text:
            return hint
        long = f"撤回 {self._shell.offered.words}　Ctrl+Z"
        measure = self._text.fontMetrics()
        if not hint and measure.horizontalAdvance(text + long) > room - self._shell.theme.px(120):
            return f"可撤回：{self._shell.offered.words}"
        self._undo.setText(long)
        return hint

    def say(self, tone: str, text: str) -> None:
        """Shows a sentence in this tone."""
        self.show_message(text, tone=tone)

    def show_refusal(self, error: Refused) -> None:
        """Shows why the desk refused a request."""
        self.show_message(error.message, tone="amber", hint=error.hint)

    def ask_undo(self) -> None:
        """Says what Ctrl+Z undoes: number, act and hour; a second Ctrl+Z does it, Esc leaves all as it is."""
        if self._shell.undo is not None:
            words = f"要撤回 {self._shell.undo.words} 吗？"
            self.show_message(words, tone="amber", hint="再按 Ctrl+Z 或点“撤回”；按 Esc 不撤回", undo=True)

    def show_waiting(self, waiting: bool) -> None:
        """Shows that a save waits for other processes for as long as it does; a fault or refusal is left standing."""
        if waiting and (self.isHidden() or self.property("tone") not in {"amber", "red"}):
            self.show_message(WAITING_WORDS, tone="blue")
            self._timer.stop()
        elif not waiting and self.text == WAITING_WORDS:
            self.hide()

    def show_fault(self, error: EnvironmentFault) -> None:
        """Shows a fault of the environment."""
        self.show_message(error.message, tone="red", hint=error.hint)

    @property
    def text(self) -> str:
        """The text of the bar, empty when it is hidden."""
        return "" if self.isHidden() else self._text.text()

    def close_message(self) -> bool:
        """Closes the bar; False when it was hidden."""
        was = not self.isHidden()
        self.hide()
        return was

    def hideEvent(self, event: QHideEvent) -> None:
        """What no longer stands on the screen has to be said again before it is undone."""
        super().hideEvent(event)
        self._anchor.setContentsMargins(0, 0, 0, 0)
        self._shell.offered = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps the bar at its place when the host changes its size."""
        if watched in (self._anchor, self._foot) and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place()
        return False

    def _turn_page(self) -> None:
        """Closes a refusal, which was about the page that is left; a fault stays true on every page."""
        if self.isVisible() and self.property("tone") == "amber":
            self.close_message()
        self._place()
        self._make_room()

    def _make_room(self) -> None:
        """Shortens the page by what the message would cover of it."""
        covered = self.height() + 2 * _GAP if self.isVisible() and not self._in_foot else 0
        below = self._is_below()
        self._anchor.setContentsMargins(0, 0 if below else covered, 0, covered if below else 0)

    def _fits_foot(self, hint: str) -> bool:
        """Whether a message is one line that has room in the foot beside its buttons."""
        if hint or "\n" in self._text.text():
            return False
        beside = self._undo.sizeHint().width() if self._undo.isVisibleTo(self) else 0
        wide = self._text.fontMetrics().horizontalAdvance(self._text.text())
        return wide + beside + self._shell.theme.px(120) <= self._foot.width()

    def _is_below(self) -> bool:
        page = self._anchor.currentWidget()
        return not (isinstance(page, Page) and page.acts_below)

    def _width(self) -> int:
        return min(self._shell.theme.px(620), self._anchor.width() - 24)

    def _place(self) -> None:
        self.layout().setContentsMargins(12, 0 if self._in_foot else 8, 6, 0 if self._in_foot else 8)
        if self._in_foot:
            self.setGeometry(QRect(self._foot.mapTo(self._host, QPoint(0, 0)), self._foot.size()))
            return
        room, width = self._anchor.size(), self._width()
        self.ensurePolished()
        self.layout().activate()
        height = self.layout().totalHeightForWidth(width)  # sizeHint alone would be that of the narrowest labels
        down = room.height() - height - _GAP if self._is_below() else _GAP
        corner = QPoint((room.width() - width) // 2, down)
        self.setGeometry(QRect(self._anchor.mapTo(self._host, corner), QSize(width, height)))


def _fitting(text: str) -> str:
    """As much of a message as the bar has room for; a fault may carry a foreign text of any length."""
    lines = text.splitlines()
    kept = lines if len(lines) <= _MOST_LINES else [*lines[:_MOST_LINES], "…"]
    return bounded("\n".join(kept), _LONGEST)
