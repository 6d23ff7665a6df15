"""A short painted list of the board: clocks that run out, open warnings; every line opens what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.dashboard.ink import CENTRE, LEFT, RIGHT, Ink, frame_focus, say

_HEIGHT = 34


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One line: a title, where it belongs, a figure with its tone and word; `used` draws a bar, None draws none."""

    about: Any
    title: str
    second: str
    figure: str
    tone: str
    word: str = ""
    used: float | None = None
    mark: str = ""


class BoardLines(QWidget):
    """Up and down choose, Enter or a click opens."""

    opened = Signal(object)  # what the line is about

    def __init__(self, ink: Ink, name: str, empty: str) -> None:
        super().__init__()
        self._ink, self.empty = ink, empty
        self.lines: tuple[BoardLine, ...] = ()
        self.chosen = 0
        self._beside = 0  # the room of the words beside the titles, the same in every line
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)

    def show_lines(self, lines: Sequence[BoardLine]) -> None:
        """Shows other lines."""
        self.lines = tuple(lines)
        self._choose(self.chosen)

    def words(self) -> str:
        """The chosen line in words."""
        if not self.lines:
            return self.empty
        line = self.lines[self.chosen]
        return " ".join(filter(None, (line.mark, line.title, line.second, line.figure, line.word)))

    def sizeHint(self) -> QSize:
        """Its usual size: five lines."""
        return QSize(self._ink.px(440), self._ink.px(_HEIGHT * 5))

    def minimumSizeHint(self) -> QSize:
        """Five lines, narrow."""
        return QSize(self._ink.px(300), self._ink.px(_HEIGHT * 5))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Chooses and opens by keyboard."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            self._choose(self.chosen + steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.lines:
            self.opened.emit(self.lines[self.chosen].about)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chooses the line under the mouse and opens it."""
        place = int(event.position().y() // self._ink.px(_HEIGHT))
        if event.button() is Qt.MouseButton.LeftButton and place < len(self.lines):
            self._choose(place)
            self.opened.emit(self.lines[place].about)

    def _choose(self, place: int) -> None:
        self.chosen = max(0, min(len(self.lines) - 1, place))
        self.setAccessibleDescription(self.words())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the lines, or that there are none."""
        ink = self._ink
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetrics(ink.font(14))
        self._beside = max((metrics.horizontalAdvance(line.second) for line in self.lines), default=0) + ink.px(4)
        for place, line in enumerate(self.lines):
            self._paint(painter, QRectF(0, place * ink.px(_HEIGHT), self.width(), ink.px(_HEIGHT)), line)
            if place == self.chosen and self.hasFocus():
                frame_focus(painter, QRectF(0, place * ink.px(_HEIGHT), self.width(), ink.px(_HEIGHT)), ink)
        if not self.lines:
            painter.setFont(ink.font(14))
            painter.setPen(QColor(ink.tokens.second))
            say(painter, QRectF(self.rect()), CENTRE, self.empty)
            if self.hasFocus():
                frame_focus(painter, QRectF(self.rect()), ink)
        painter.end()

    def _paint(self, painter: QPainter, box: QRectF, line: BoardLine) -> None:
        ink, tokens = self._ink, self._ink.tokens
        painter.fillRect(QRectF(box.x(), box.y(), box.width(), 1), QColor(tokens.line))
        left, right = box.x() + ink.px(4), box.right() - ink.px(6)
        painter.setFont(ink.font(15, bold=True))
        if line.mark:
            painter.setPen(ink.tone(line.tone))
            painter.drawText(QRectF(left, box.y(), ink.px(30), box.height()), LEFT, line.mark)
            left += ink.px(34)
        painter.setFont(ink.font(14))
        painter.setPen(ink.tone(line.tone))
        painter.drawText(QRectF(right - ink.px(44), box.y(), ink.px(44), box.height()), RIGHT, line.word)
        painter.setFont(ink.font(18, bold=True))
        figure = QRectF(right - ink.px(48 + 96), box.y(), ink.px(92), box.height())
        painter.drawText(figure, RIGHT, line.figure)
        bar = QRectF(figure.x() - ink.px(52), box.center().y() - ink.px(3), ink.px(44), ink.px(6))
        if line.used is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            for share, colour in ((1.0, QColor(tokens.track)), (min(1.0, line.used), ink.tone(line.tone))):
                painter.setBrush(colour)
                painter.drawRoundedRect(QRectF(bar.x(), bar.y(), bar.width() * share, bar.height()), 3, 3)
        room = bar.x() - ink.px(8) - left
        beside = min(room * 0.4, self._beside)
        painter.setFont(ink.font(18, bold=True))
        painter.setPen(QColor(tokens.text))
        say(painter, QRectF(left, box.y(), room - beside - ink.px(8), box.height()), LEFT, line.title)
        painter.setFont(ink.font(14))
        painter.setPen(QColor(tokens.second))
        say(painter, QRectF(left + room - beside, box.y(), beside, box.height()), LEFT, line.second)
