"""Draws the tickets of the last 30 days as bars, from 0, with a mark where the last 7 days begin."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.look.theme import Theme

_HEIGHT, _LEFT, _TOP, _FOOT = 120, 26, 16, 20
_RECENT = 7


class DaysPlot(QWidget):
    """Shows daily counts; the days of the last week stand out."""

    def __init__(self, theme: Theme, days: tuple[tuple[date, int], ...]) -> None:
        super().__init__()
        self._theme, self._days = theme, days
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.px(_HEIGHT))
        total = sum(count for _, count in days)
        self.setAccessibleName(f"近 {len(days)} 天 {total} 件，近 {_RECENT} 天 {self._recent()} 件")

    def sizeHint(self) -> QSize:
        """Wide enough for a bar a day."""
        return QSize(self._theme.px(320), self._theme.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws axis, bars and dates."""
        if not self._days:
            return
        painter = QPainter(self)
        tokens, px = self._theme.tokens, self._theme.px
        plot = QRectF(self.rect()).adjusted(px(_LEFT), px(_TOP), -px(4), -px(_FOOT))
        most = max(2, *(count for _, count in self._days))
        painter.setFont(self.font())
        for mark in sorted({0, most // 2 if most % 2 == 0 else most, most}):
            height = plot.bottom() - plot.height() * mark / most
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.drawLine(QPointF(plot.left(), height), QPointF(plot.right(), height))
            painter.setPen(QColor(tokens.second))
            room = QRectF(0, height - px(10), plot.left() - px(6), px(20))
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(mark))
        self._draw_bars(painter, plot, most)
        self._draw_dates(painter, plot)
        painter.end()

    def _draw_bars(self, painter: QPainter, plot: QRectF, most: int) -> None:
        tokens = self._theme.tokens
        slot = plot.width() / len(self._days)
        first_recent = len(self._days) - _RECENT
        for place, (_, count) in enumerate(self._days):
            if count:
                colour = tokens.amber if place >= first_recent else tokens.accent
                height = plot.height() * count / most
                bar = QRectF(plot.left() + slot * place + slot * 0.15, plot.bottom() - height, slot * 0.7, height)
                painter.fillRect(bar, QColor(colour))
        across = plot.left() + slot * first_recent
        painter.setPen(QPen(QColor(tokens.amber), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(across, plot.top() - self._theme.px(4)), QPointF(across, plot.bottom()))
        painter.setPen(QColor(tokens.amber))
        room = QRectF(across - self._theme.px(160), 0, self._theme.px(156), self._theme.px(_TOP + 2))
        words = f"近 {_RECENT} 天 {self._recent()} 件"
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)

    def _draw_dates(self, painter: QPainter, plot: QRectF) -> None:
        px = self._theme.px
        painter.setPen(QColor(self._theme.tokens.second))
        slot = plot.width() / len(self._days)
        for place in range(0, len(self._days), 10):
            room = QRectF(plot.left() + slot * place, plot.bottom() + px(3), px(60), px(_FOOT - 3))
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft, f"{self._days[place][0]:%m-%d}")
        room = QRectF(plot.right() - px(60), plot.bottom() + px(3), px(60), px(_FOOT - 3))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight, f"{self._days[-1][0]:%m-%d}")

    def _recent(self) -> int:
        return sum(count for _, count in self._days[-_RECENT:])
