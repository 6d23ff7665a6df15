"""The course of the three rates over the last assessment periods, with V as bars under the lines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.desk.dashboard.rows import TrendPoint
from app.rules.dashboard import Axis, axis_of, is_pale
from app.rules.figures.fields import Field
from app.ui.dashboard.ink import CENTRE, LEFT, RIGHT, Ink, blend, frame_focus, say

_LINES = ((Field.RESPONSE, "响应", "blue"), (Field.SATISFACTION, "满意", "green"), (Field.RESOLUTION, "解决", "amber"))
_NAMES, _BARS, _FOOT, _LEFT = 92, 34, 40, 40


class TrendPlot(QWidget):
    """Left and right choose a period; Enter or a click opens the tickets of its V."""

    opened = Signal(object)  # a TrendPoint

    def __init__(self, ink: Ink) -> None:
        super().__init__()
        self._ink = ink
        self.points: tuple[TrendPoint, ...] = ()
        self.chosen = 0
        self.axis = Axis(0, 100, ())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("三率走势")

    def show_points(self, points: Sequence[TrendPoint]) -> None:
        """Shows other periods; the newest is chosen when their number changed."""
        if len(points) != len(self.points):
            self.chosen = len(points) - 1
        self.points = tuple(points)
        values = [value for point in points for field, _, _ in _LINES if (value := _value(point, field)) is not None]
        self.axis = axis_of(values)
        self._describe()
        self.update()

    def words(self) -> str:
        """The chosen period in words."""
        if not self.points:
            return "考核期有了有效回访，这里显示三率走势"
        point = self.points[self.chosen]
        rates = "　".join(f"{word} {point.row.printed(field) or '—'}" for field, word, _ in _LINES)
        valid = point.row.counted.valid
        few = "（件数少）" if is_pale(valid) else "" if point.covered else "（数据不全）"
        return f"{point.month} 月：{rates}　有效回访 {valid:,}{few}"

    def cut_words(self) -> str:
        """纵轴自 75 % 起, when the axis is cut."""
        return f"纵轴自 {self.axis.low} % 起" if self.axis.is_cut and self.points else ""

    def sizeHint(self) -> QSize:
        """Its usual size."""
        return QSize(self._ink.px(440), self._ink.px(200))

    def minimumSizeHint(self) -> QSize:
        """The least in which the lines are told apart."""
        return QSize(self._ink.px(320), self._ink.px(170))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Chooses and opens by keyboard."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps and self.points:
            self._choose(self.chosen + steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.points:
            self.opened.emit(self.points[self.chosen])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chooses the period under the mouse and opens it."""
        if not self.points or event.button() is not Qt.MouseButton.LeftButton:
            return
        plot = self._plot()
        if plot.width() > 0 and event.position().x() <= plot.right():
            share = (event.position().x() - plot.left()) / plot.width()
            self._choose(int(share * len(self.points)))
            self.opened.emit(self.points[self.chosen])

    def _choose(self, place: int) -> None:
        self.chosen = max(0, min(len(self.points) - 1, place))
        self._describe()
        self.update()

    def _describe(self) -> None:
        self.setAccessibleDescription(self.words())

    def _plot(self) -> QRectF:
        ink = self._ink
        below = ink.px(_BARS + _FOOT)
        return QRectF(
            ink.px(_LEFT), ink.px(8), self.width() - ink.px(_LEFT + _NAMES), self.height() - below - ink.px(8)
        )

    def _across(self, place: int) -> float:
        plot = self._plot()
        return plot.left() + plot.width() * (place + 0.5) / max(1, len(self.points))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints axis, lines, bars, names and the words of the chosen period."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.points:
            self._paint_axis(painter)
            for field, _, tone in _LINES:
                self._paint_line(painter, field, tone)
            self._paint_names(painter)
            self._paint_bars(painter)
        ink = self._ink
        painter.setFont(ink.font(14))
        painter.setPen(QColor(ink.tokens.second))
        foot = QRectF(ink.px(4), self.height() - ink.px(20), self.width() - ink.px(8), ink.px(20))
        say(painter, foot if self.points else QRectF(self.rect()), LEFT if self.points else CENTRE, self.words())
        if self.hasFocus():
            frame_focus(painter, QRectF(self.rect()), ink)
        painter.end()

    def _paint_axis(self, painter: QPainter) -> None:
        ink, plot = self._ink, self._plot()
        painter.setFont(ink.font(12))
        for mark in self.axis.marks:
            height = plot.bottom() - self.axis.share(mark) * plot.height()
            painter.setPen(QPen(QColor(ink.tokens.line), 1))
            painter.drawLine(QPointF(plot.left(), height), QPointF(plot.right(), height))
            painter.setPen(QColor(ink.tokens.second))
            room = QRectF(0, height - ink.px(9), plot.left() - ink.px(6), ink.px(18))
            painter.drawText(room, RIGHT, str(mark))
        if self.axis.is_cut:
            painter.setPen(QPen(QColor(ink.tokens.second), 1.4))
            foot, left = plot.bottom() - ink.px(9), plot.left()
            for shift in (0, ink.px(4)):
                painter.drawLine(
                    QPointF(left - ink.px(4), foot + shift), QPointF(left + ink.px(4), foot + shift - ink.px(4))
                )

    def _at(self, place: int, field: Field) -> QPointF | None:
        value = _value(self.points[place], field)
        plot = self._plot()
        if value is None:
            return None
        return QPointF(self._across(place), plot.bottom() - self.axis.share(value) * plot.height())

    def _paint_line(self, painter: QPainter, field: Field, tone: str) -> None:
        ink = self._ink
        colour = ink.tone(tone)
        pale = QColor(blend(ink.tokens.panel, colour.name(), 0.4))
        before: QPointF | None = None
        for place, point in enumerate(self.points):
            here = self._at(place, field)
            if here is not None:
                few = is_pale(point.row.counted.valid)
                if before is not None:
                    painter.setPen(QPen(pale if few else colour, ink.px(2)))
                    painter.drawLine(before, here)
                painter.setPen(QPen(pale if few else colour, ink.px(2)))
                painter.setBrush(QColor(ink.tokens.panel) if few else colour)
                size = ink.px(5 if place == self.chosen else 2)
                painter.drawEllipse(here, size, size)
            before = here
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_names(self, painter: QPainter) -> None:
        """The names at the ends of the lines, moved apart where they would touch."""
        ink, last = self._ink, self.points[-1]
        here = ((self._at(len(self.points) - 1, field), word, field, tone) for field, word, tone in _LINES)
        ends = sorted(
            (at.y(), f"{word} {last.row.printed(field)}", tone) for at, word, field, tone in here if at is not None
        )
        apart, floor = ink.px(22), -1e9
        places = [floor := max(height, floor + apart) for height, _, _ in ends]
        over = max(0.0, floor - self._plot().bottom())
        painter.setFont(ink.font(15, bold=True))
        for place, (_, words, tone) in zip(places, ends, strict=True):
            painter.setPen(QColor(ink.tokens.second) if is_pale(last.row.counted.valid) else ink.tone(tone))
            room = QRectF(self._plot().right() + ink.px(4), place - over - ink.px(11), ink.px(_NAMES - 4), ink.px(22))
            painter.drawText(room, LEFT, words)

    def _paint_bars(self, painter: QPainter) -> None:
        ink, plot = self._ink, self._plot()
        most = max((point.row.counted.valid for point in self.points), default=0) or 1
        foot, wide = plot.bottom() + ink.px(_BARS), plot.width() / max(1, len(self.points))
        painter.setFont(ink.font(12))
        for place, point in enumerate(self.points):
            valid, chosen = point.row.counted.valid, place == self.chosen
            high = (ink.px(_BARS) - ink.px(8)) * valid / most
            colour = QColor(ink.tokens.accent if chosen else blend(ink.tokens.panel, ink.tokens.second, 0.75))
            if is_pale(valid):
                colour = QColor(blend(ink.tokens.panel, colour.name(), 0.4))
            painter.fillRect(QRectF(self._across(place) - wide * 0.3, foot - high, wide * 0.6, high), colour)
            painter.setPen(QColor(ink.tokens.text if chosen else ink.tokens.second))
            month = f"{point.month}月" if place == len(self.points) - 1 else str(point.month)
            painter.drawText(QRectF(self._across(place) - wide, foot, wide * 2, ink.px(18)), CENTRE, month)
        painter.setFont(ink.font(12, bold=True))
        painter.setPen(QColor(ink.tokens.second))
        painter.drawText(QRectF(0, foot - ink.px(20), plot.left() - ink.px(6), ink.px(20)), RIGHT, "V")
        words = f"V {self.points[self.chosen].row.counted.valid:,}"
        painter.setPen(QColor(ink.tokens.accent))
        painter.setFont(ink.font(15, bold=True))
        painter.drawText(
            QRectF(plot.right() + ink.px(4), foot - ink.px(22), ink.px(_NAMES - 4), ink.px(22)), LEFT, words
        )


def _value(point: TrendPoint, field: Field) -> float | None:
    printed = point.row.printed(field)
    return None if printed is None else float(printed)
