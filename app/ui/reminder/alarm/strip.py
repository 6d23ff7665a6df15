"""The alarm as a strip: the three shortest clocks in words, over the search row, without the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.rules.law.clocks import CLOCK_WORDS
from app.ui.look.icons import pixmap
from app.ui.look.theme import Theme
from app.ui.reminder.alarm.board import Board, head_words
from app.ui.reminder.alarm.items import AlarmItem
from app.ui.reminder.alarm.place import active_window, screen_in_use

SHOWN = 3
_DIGITS = 6
_WIDTH, _HEIGHT, _GAP = 900, 40, 18
KEY_WORDS = "F12 转到报警　再按 F12 返回"
CALL_WORDS = "通话中：静音，只留此条"
# A tool tip of the program's own: window systems put it over everything and never give it the keyboard.
_FLAGS = (
    Qt.WindowType.ToolTip
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
    | Qt.WindowType.WindowDoesNotAcceptFocus
)


class AlarmStrip(QWidget):
    """Always on top and never focused. A click asks for the alarm window; `over` is where it stands on the screen."""

    clicked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(None, _FLAGS)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWindowTitle("提醒条：接诉值守台")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._theme = theme
        self._pressing = False
        self.head, self.clocks, self.call = "", tuple[str, ...](), ""
        self.over: Callable[[], QRect | None] = lambda: None

    def show_board(self, board: Board, now: datetime, *, on_call: bool) -> None:
        """Shows how many can be saved and the shortest clocks; moves to its place."""
        shown = tuple(clock_words(item, now) for item in shortest(board, now))
        state = (head_words(board, now)[0], shown, CALL_WORDS if on_call else "", board.pressing(now))
        if state != (self.head, self.clocks, self.call, self._pressing):
            self.head, self.clocks, self.call, self._pressing = state
            self.setAccessibleName("，".join(filter(None, (self.head, *self.clocks, self.call))))
            self.update()
        self._place()
        if not self.isVisible():
            self.show()
            self.raise_()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Asks for the alarm window."""
        self.clicked.emit()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the ground, the words from the left as far as they fit, and the key at the right."""
        theme, px = self._theme, self._theme.px
        tokens = theme.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.badge_red if self._pressing else tokens.badge_amber))
        painter.setPen(QColor(tokens.on_badge))
        side = px(18)
        painter.drawPixmap(
            px(14), (self.height() - side) // 2, pixmap("siren", tokens.on_badge, side, self.devicePixelRatioF())
        )
        at, end = px(14) + side + px(8), self.width() - px(14)
        for words, size, bold in self._texts():
            font = theme.font(size, bold=bold)
            wide = QFontMetrics(font).horizontalAdvance(words)
            if at + wide > end:
                break
            painter.setFont(font)
            painter.drawText(QRect(at, 0, wide + 2, self.height()), int(Qt.AlignmentFlag.AlignVCenter), words)
            at += wide + px(_GAP)
        font = theme.font(14, bold=True)
        wide = QFontMetrics(font).horizontalAdvance(KEY_WORDS)
        if at + wide <= end:
            painter.setFont(font)
            painter.drawText(
                QRect(end - wide, 0, wide + 2, self.height()), int(Qt.AlignmentFlag.AlignVCenter), KEY_WORDS
            )
        painter.end()

    def _texts(self) -> list[tuple[str, int, bool]]:
        clocks = [(words, 15, True) for words in self.clocks]
        return [(self.head, 18, True), *clocks, *([(self.call, 14, False)] if self.call else [])]

    def _place(self) -> None:
        """Over the search row, else at the top or the bottom of the screen, clear of the form that has the keyboard."""
        room, px = screen_in_use().availableGeometry(), self._theme.px
        size = QSize(min(px(_WIDTH), room.width()), px(_HEIGHT))
        left = room.center().x() - size.width() // 2
        over = self.over()
        places = [QRect(left, room.top(), size.width(), size.height())]
        places.append(QRect(left, room.bottom() - size.height(), size.width(), size.height()))
        if over is not None:
            places.insert(0, QRect(over.x(), over.center().y() - size.height() // 2, over.width(), size.height()))
        target = clear_of(places, self._form())
        if self.geometry() != target:
            self.setGeometry(target)

    @staticmethod
    def _form() -> QRect | None:
        window = active_window()
        return None if window is None or window.parentWidget() is None else window.frameGeometry()


def shortest(board: Board, now: datetime) -> list[AlarmItem]:
    """The lines whose clocks stand in the strip: those that run out next, else those that ran out last."""
    return (board.shortest(now, SHOWN) or list(board.items))[:SHOWN]


def clock_words(item: AlarmItem, now: datetime) -> str:
    """One clock in words: "004512 签收 剩 03:12"."""
    number = item.leading.ticket_number
    return f"{number[-_DIGITS:]} {CLOCK_WORDS[item.leading.clock]} {item.left(now)}".rstrip()


def clear_of(places: Sequence[QRect], form: QRect | None) -> QRect:
    """The first place that does not touch the form, else the one that covers least of it."""
    if form is None:
        return places[0]

    def covered(place: QRect) -> int:
        common = place.intersected(form)
        return max(0, common.width()) * max(0, common.height())

    return min(places, key=covered)
