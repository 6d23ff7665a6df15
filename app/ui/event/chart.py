"""The tickets of an event by the hour, drawn as columns from 0; the hour that runs is pale."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.base.clock import to_local
from app.rules.event.hours import HourCount
from app.ui.look.theme import Theme

_HEIGHT = 220
_FOOT, _HEAD, _LEFT = 44, 22, 34
_GAP = 0.28


class HourChart(QWidget):
    """Shows the counts of the last hours; every column bears its number, every third its hour."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._hours: tuple[HourCount, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def show_hours(self, hours: tuple[HourCount, ...]) -> None:
        """Shows these hours, oldest first."""
        self._hours = hours
        told = "，".join(f"{one.words} 时 {one.tickets} 件" for one in hours if one.tickets)
        self.setAccessibleName(f"每小时来件：{told or '没有来件'}")
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(400, self._theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws axis, columns and their numbers."""
        if not self._hours:
            return
        painter = QPainter(self)
        tokens, px = self._theme.tokens, self._theme.px
        room = QRectF(self.rect()).adjusted(px(_LEFT), px(_HEAD), -px(8), -px(_FOOT))
        most = max(*(one.tickets for one in self._hours), 1)
        painter.setFont(self._theme.font(12))
        self._draw_grid(painter, room, most)
        step = room.width() / len(self._hours)
        for place, one in enumerate(self._hours):
            left = room.left() + place * step
            tall = room.height() * one.tickets / most
            bar = QRectF(left + step * _GAP / 2, room.bottom() - tall, step * (1 - _GAP), tall)
            painter.fillRect(bar, QColor(tokens.accent_soft if one.running else tokens.accent))
            if one.running and one.tickets:
                painter.setPen(QColor(tokens.accent))
                painter.drawRect(bar)
            if one.tickets:
                painter.setPen(QColor(tokens.text))
                above = QRectF(left, bar.top() - px(18), step, px(17))
                painter.drawText(above, int(Qt.AlignmentFlag.AlignCenter), str(one.tickets))
            self._draw_hour(painter, one, QRectF(left - step, room.bottom() + px(3), 3 * step, px(17)), place)
        painter.end()

    def _draw_grid(self, painter: QPainter, room: QRectF, most: int) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        for share in (0, most // 2, most) if most > 1 else (0, most):
            height = room.bottom() - room.height() * share / most
            painter.fillRect(QRectF(room.left(), height, room.width(), 1), QColor(tokens.line))
            painter.setPen(QColor(tokens.second))
            place = QRectF(0, height - px(9), room.left() - px(6), px(18))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(share))

    def _draw_hour(self, painter: QPainter, one: HourCount, place: QRectF, index: int) -> None:
        local = to_local(one.start)
        painter.setPen(QColor(self._theme.tokens.second))
        if one.running or (index % 3 == 0 and index < len(self._hours) - 2):
            words = "本小时" if one.running else f"{local:%H} 时"
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), words)
        if local.hour == 0 or index == 0:
            below = place.translated(0, self._theme.px(17))
            painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), f"{local:%m-%d}")
