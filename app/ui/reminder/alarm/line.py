"""One line of the alarm window: its number, what it is about, the time left, and the button that answers it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.kit.key_button import KeyButton
from app.ui.look.theme import Theme
from app.ui.reminder.alarm.items import AlarmItem

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
LAST_KEY = 9
LINE_HEIGHT = 62
_HEADING = 30
_BAR = 120


@dataclass(slots=True)
class Entry:
    """One place of the list: a ticket that rings, the heading above it, and the word once it is answered."""

    item: AlarmItem
    heading: str = ""
    done: str = ""


class AlarmLine(QWidget):
    """Paints itself; a tick without a change of its words paints nothing."""

    answered = Signal()
    chosen = Signal()
    opened = Signal()

    def __init__(self, theme: Theme, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.item = AlarmItem(())
        self.place = place
        self.done = ""
        self._is_chosen = False
        self._shown: tuple[str, ...] = ()
        self._pressing = False
        self._used = 0
        self.heading = ""
        self._state: tuple[object, ...] | None = None
        self.button = KeyButton(theme, "", strong=True)
        self.button.setParent(self)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self.answered)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(theme.px(420))

    def begin(self, entry: Entry, now: datetime) -> None:
        """Shows another alarm."""
        self.done = entry.done
        self._is_chosen = False
        self.heading = entry.heading
        self.button.setVisible(not entry.done)
        self.show_item(entry.item, now)
        self._place_button()

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
        used = round(item.used(now) * _BAR)
        state = (self.done, item.left(now), pressing, item.signs_late(now), used)
        if state == self._state:
            return
        self._state = state
        shown = (item.title, item.detail(now), self.done or item.left(now), self.done)
        if (shown, pressing, used) == (self._shown, self._pressing, self._used):
            return
        self._shown, self._pressing, self._used = shown, pressing, used
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
        """The size of two lines of text with padding, and of the heading above."""
        return QSize(self._theme.px(640), self._theme.px(LINE_HEIGHT) + self._above())

    def minimumSizeHint(self) -> QSize:
        """The same height, and the width to which the words can be shortened."""
        return QSize(self._theme.px(420), self.sizeHint().height())

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
        """Paints the heading, then ground, number, two lines, time left and its bar."""
        tokens, px, above = self._theme.tokens, self._theme.px, self._above()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if above:
            words = QRect(px(4), 0, self.width() - px(8), above)
            _text(painter, words, self.heading, self._theme.font(14, bold=True), tokens.red)
        card = self.rect().adjusted(0, above, 0, 0)
        painter.setPen(QPen(QColor(tokens.accent if self._is_chosen else tokens.line), 2 if self._is_chosen else 1))
        painter.setBrush(QColor(tokens.panel))
        painter.drawRoundedRect(QRectF(card).adjusted(1, 1, -1, -1), 5, 5)
        title, detail, left, done = self._shown or ("", "", "", "")
        big, strong, plain = self._theme.font(18, bold=True), self._theme.font(15, bold=True), self._theme.font(14)
        number = QRect(0, above, px(44), card.height())
        _text(painter, number, str(self.place), big, tokens.second, Qt.AlignmentFlag.AlignCenter)
        end = self.width() - px(14) if done else self.button.x() - px(14)
        width = max(QFontMetrics(big).horizontalAdvance(left), px(_BAR))
        tone = tokens.green if done else tokens.red if self._pressing else tokens.amber
        bar = 0 < self._used < _BAR and not done
        box = QRect(end - width, above, width, card.height() - (px(12) if bar else 0))
        _text(painter, box, left, big, tone, _RIGHT)
        if bar:
            self._paint_bar(painter, QRect(end - px(_BAR), above + card.height() - px(17), px(_BAR), px(5)), tone)
        begin, room = px(46), end - width - px(14) - px(46)
        colour = tokens.second if done else tokens.text
        half, top = card.height() // 2 - px(6), above + px(6)
        _elided(painter, QRect(begin, top, room, half), title, strong, colour)
        _elided(painter, QRect(begin, top + half, room, half), detail, plain, tokens.second)
        painter.end()

    def _paint_bar(self, painter: QPainter, box: QRect, tone: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, width in ((self._theme.tokens.track, box.width()), (tone, self._theme.px(self._used))):
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(QRectF(box.x(), box.y(), width, box.height()), 2, 2)

    def _above(self) -> int:
        """The height of the heading."""
        return self._theme.px(_HEADING) if self.heading else 0

    def _name(self) -> None:
        verb = "签收" if self.item.signs else "确认"
        self.button.setText(f"{verb}　按 {self.place}")
        self.button.setAccessibleName(f"{verb} {self.item.leading.ticket_number}")
        self.setAccessibleName("，".join(part for part in (self.heading, *self._shown[:3]) if part))
        self._place_button()

    def _place_button(self) -> None:
        size, above = self.button.sizeHint(), self._above()
        width, height = max(size.width(), self._theme.px(92)), max(size.height(), self._theme.px(40))
        top = above + (self.height() - above - height) // 2
        self.button.setGeometry(self.width() - width - self._theme.px(12), top, width, height)


def _text(painter: QPainter, box: QRect, text: str, font: QFont, colour: str, place: Qt.AlignmentFlag = _LEFT) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(box, int(place | Qt.TextFlag.TextSingleLine), text)


def _elided(painter: QPainter, box: QRect, text: str, font: QFont, colour: str) -> None:
    cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, max(0, box.width()))
    _text(painter, box, cut, font, colour)
