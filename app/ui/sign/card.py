"""One card of the cockpit: a ring of the time left, the ticket beside it, and the key that signs for it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.desk.ticket.row import TicketRow
from app.ui.kit.tooltips import set_tip
from app.ui.look.icons import pixmap
from app.ui.look.theme import Theme
from app.ui.sign.words import STEPS, CardWords, card_words

WIDTH, HEIGHT = 212, 84
_RING = 58
_PEN = 6
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)


class CockpitCard(QAbstractButton):
    """A button that paints itself; a tick without a change of its words paints nothing. Hides when empty."""

    opened = Signal()

    def __init__(self, theme: Theme, place: int) -> None:
        super().__init__()
        self._theme, self.place = theme, place
        self.row: TicketRow | None = None
        self._words: CardWords | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.hide()

    @property
    def words(self) -> CardWords | None:
        """The shown words; None without a ticket."""
        return self._words

    def take(self, row: TicketRow | None, now: datetime) -> None:
        """Shows this ticket."""
        self.row = row
        if row is None:
            self._words = None
        else:
            self.tick(now)
        self.setVisible(row is not None)

    def tick(self, now: datetime) -> None:
        """Updates ring and words."""
        if self.row is None:
            return
        words = card_words(self.row, self.place, now)
        if words != self._words:
            self._words = words
            self.setAccessibleName(words.spoken)
            set_tip(self, f"{self.row.number}\n{self.row.title}\n双击打开工单")
            self.update()

    def sizeHint(self) -> QSize:
        """The size, equal for every card."""
        return QSize(self._theme.px(WIDTH), self._theme.px(HEIGHT))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click beside the key's word opens the ticket."""
        self.opened.emit()
        event.accept()

    def hitButton(self, pos: QPoint) -> bool:
        """Limits clicks to the line with the key, so that a stray click signs for nothing."""
        return self._key_box().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints ground, ring and three lines."""
        words = self._words
        if words is None:
            return
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = tokens.accent if self.hasFocus() else tokens.line
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(tokens.panel))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        colour = QColor(getattr(tokens, words.tone))
        self._paint_ring(painter, words, colour)
        left, width, line = px(_RING + 20), self.width() - px(_RING + 28), px(24)
        top = (self.height() - 3 * line) // 2
        strong, plain = self._theme.font(15, bold=True), self._theme.font(14)
        _write(painter, QRect(left, top, width, line), words.title, strong, tokens.text)
        side = px(15)
        painter.drawPixmap(left, top + line + (line - side) // 2, pixmap(words.icon, colour.name(), side))
        painter.setPen(colour)
        urgency = QRect(left + side + px(4), top + line, width - side - px(4), line)
        _write(painter, urgency, f"{words.urgency} {words.number}", plain, colour.name())
        key = f"按 {self.place} 签收"
        _write(painter, self._key_box(), key, self._theme.font(14, bold=True), tokens.accent)
        painter.end()

    def _paint_ring(self, painter: QPainter, words: CardWords, colour: QColor) -> None:
        px = self._theme.px
        side = px(_RING)
        box = QRectF(px(10), (self.height() - side) / 2, side, side)
        inner = box.adjusted(_PEN / 2, _PEN / 2, -_PEN / 2, -_PEN / 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.tokens.track), _PEN))
        painter.drawEllipse(inner)
        pen = QPen(colour, _PEN)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        # Qt counts sixteenths of a degree counterclockwise from three o'clock; the ring ends at twelve.
        painter.drawArc(inner, 90 * 16, round(360 * 16 * words.left / STEPS))
        painter.setFont(self._theme.font(14, bold=True))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words.ring)

    def _key_box(self) -> QRect:
        px, line = self._theme.px, self._theme.px(24)
        top = (self.height() - 3 * line) // 2 + 2 * line
        return QRect(px(_RING + 20), top, self.width() - px(_RING + 28), line)


def _write(painter: QPainter, box: QRect, text: str, font: QFont, colour: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(box, _LEFT, QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width()))
