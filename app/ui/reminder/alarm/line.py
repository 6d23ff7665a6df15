"""One line of the alarm window: its number, what it is about, the time left, and the button that answers it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import restyle
from app.ui.look.theme import Theme
from app.ui.reminder.alarm.items import AlarmItem

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
LAST_KEY = 9


class AlarmLine(QWidget):
    """Paints itself; a tick without a change of its words paints nothing."""

    answered = Signal()
    chosen = Signal()
    opened = Signal()

    def __init__(self, theme: Theme, place: int) -> None:
        super().__init__()
        self._theme = theme
        self.item = AlarmItem(())
        self.place = place
        self.done = ""
        self._is_chosen = False
        self._shown: tuple[str, ...] = ()
        self._pressing = False
        self._state: tuple[object, ...] | None = None
        self.button = KeyButton(theme, "", strong=True)
        self.button.setParent(self)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self.answered)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(theme.px(420))

    def begin(self, item: AlarmItem, now: datetime) -> None:
        """Shows another alarm, unanswered."""
        self.done = ""
        self._is_chosen = False
        self.button.setVisible(True)
        self.show_item(item, now)

    def show_item(self, item: AlarmItem, now: datetime) -> None:
        """Shows the present state of its ticket."""
        self.item = item
        self._state = None
        self.tick(now)

    def tick(self, now: datetime) -> None:
        """Updates the words."""
        item = self.item
        pressing = item.pressing(now)
        # Everything that changes with time; compared every second, so that the words are built only after a change.
        state = (self.done, item.left(now), pressing, item.signs_late(now))
        if state == self._state:
            return
        self._state = state
        shown = (item.title, item.detail(now), self.done or item.left(now), self.done)
        if (shown, pressing) == (self._shown, self._pressing):
            return
        self._shown, self._pressing = shown, pressing
        self._name()
        self.update()

    def choose(self, chosen: bool) -> None:
        """Marks or unmarks the line as the one that the O key opens."""
        if chosen != self._is_chosen:
            self._is_chosen = chosen
            self.update()

    def finish(self, word: str) -> None:
        """Marks the line as answered; it keeps its number until new alarms come."""
        if self.done != word:
            self.done = word
            self._shown = (*self._shown[:2], word, word)
            self._name()
            self.button.setVisible(not word)
            self.update()

    def sizeHint(self) -> QSize:
        """The size of two lines of text with padding."""
        return QSize(self._theme.px(640), self._theme.px(58))

    def minimumSizeHint(self) -> QSize:
        """The same height, and the width to which the words can be shortened."""
        return QSize(self._theme.px(420), self._theme.px(58))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Places the button at the right."""
        super().resizeEvent(event)
        self._place_button()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the button chooses the line."""
        self.chosen.emit()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens the ticket."""
        self.opened.emit()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints ground, number, two lines and time left."""
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.accent if self._is_chosen else tokens.line), 2 if self._is_chosen else 1))
        painter.setBrush(QColor(tokens.panel))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        title, detail, left, done = self._shown or ("", "", "", "")
        big, strong, plain = self._theme.font(18, bold=True), self._theme.font(15, bold=True), self._theme.font(14)
        if self.place <= LAST_KEY:
            number = QRect(0, 0, px(44), self.height())
            _text(painter, number, str(self.place), big, tokens.second, Qt.AlignmentFlag.AlignCenter)
        end = self.width() - px(14) if done else self.button.x() - px(14)
        width = QFontMetrics(big).horizontalAdvance(left)
        tone = tokens.green if done else tokens.red if self._pressing else tokens.amber
        _text(painter, QRect(end - width, 0, width, self.height()), left, big, tone, _RIGHT)
        begin, room = px(46), end - width - px(14) - px(46)
        colour = tokens.second if done else tokens.text
        half, top = self.height() // 2 - px(6), px(6)
        _elided(painter, QRect(begin, top, room, half), title, strong, colour)
        _elided(painter, QRect(begin, top + half, room, half), detail, plain, tokens.second)
        painter.end()

    def _name(self) -> None:
        verb = "签收" if self.item.signs else "知道了"
        hint = f"　按 {self.place}" if self.place <= LAST_KEY else ""
        self.button.setText(verb + hint)
        self.button.setAccessibleName(f"{verb} {self.item.leading.ticket_number}")
        restyle(self.button, primary=self.item.signs and self.place == 1)
        self.setAccessibleName("，".join(part for part in self._shown[:3] if part))
        self._place_button()

    def _place_button(self) -> None:
        size = self.button.sizeHint()
        width, height = max(size.width(), self._theme.px(92)), max(size.height(), self._theme.px(40))
        self.button.setGeometry(self.width() - width - self._theme.px(12), (self.height() - height) // 2, width, height)


def _text(painter: QPainter, box: QRect, text: str, font: QFont, colour: str, place: Qt.AlignmentFlag = _LEFT) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(box, int(place | Qt.TextFlag.TextSingleLine), text)


def _elided(painter: QPainter, box: QRect, text: str, font: QFont, colour: str) -> None:
    cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, max(0, box.width()))
    _text(painter, box, cut, font, colour)
