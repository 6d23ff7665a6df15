"""Draws a chart of a paper for its printed pages: columns, bars, lines, with axes from 0 and their numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from app.rules.paper.model import Chart, ChartForm
from app.ui.paper.faces import Face, font
from app.ui.paper.lines import lines_of

COLOURS = ("#2F5D9B", "#C0782B", "#4C8C4A", "#8A4F9E")
_AXIS, _GRID = QColor("#808080"), QColor("#D9D9D9")
_POINTS = 9.0


def draw(painter: QPainter, chart: Chart, room: QRectF) -> None:
    """Draws the chart into a room; lengths at 96 dots an inch."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(room.topLeft())
    _Drawing(painter, chart, QRectF(0, 0, room.width(), room.height())).draw()
    painter.restore()


def steps_to(most: float) -> tuple[float, list[float]]:
    """The end of an axis from 0 that holds a value, and its marks: 1, 2 or 5 times a power of ten apart."""
    if most <= 0:
        return 1.0, [0.0, 1.0]
    rough = most / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(times * power for times in (1, 2, 5, 10) if times * power >= rough)
    step = max(step, 1.0) if float(most).is_integer() else step
    count = math.ceil(most / step)
    return step * count, [step * place for place in range(count + 1)]


class _Drawing:
    def __init__(self, painter: QPainter, chart: Chart, room: QRectF) -> None:
        self._painter, self._chart = painter, chart
        self._font = font(Face.BODY, _POINTS)
        self._metrics = QFontMetricsF(self._font)
        values = [value for series in chart.series for value in series.values if value is not None]
        self._end, self._marks = steps_to(max(values, default=0.0))
        foot = 44 if len(chart.series) > 1 else 26
        left = 130 if chart.form is ChartForm.BARS else 46
        self._plot = room.adjusted(left, 18, -28, -foot)
        self._room = room

    def draw(self) -> None:
        if not self._chart.categories:
            return
        bars = self._chart.form is ChartForm.BARS
        self._grid(bars)
        if self._chart.form is ChartForm.LINES:
            self._lines()
        else:
            self._boxes(bars)
        self._names(bars)
        if len(self._chart.series) > 1:
            self._legend()

    def _grid(self, bars: bool) -> None:
        plot, painter = self._plot, self._painter
        for mark in self._marks:
            share = mark / self._end
            painter.setPen(QPen(_AXIS if not mark else _GRID, 0.8))
            if bars:
                across = plot.left() + share * plot.width()
                painter.drawLine(QPointF(across, plot.top()), QPointF(across, plot.bottom()))
                self._say(QRectF(across - 30, plot.bottom() + 4, 60, 16), f"{mark:.12g}", Qt.AlignmentFlag.AlignHCenter)
            else:
                height = plot.bottom() - share * plot.height()
                painter.drawLine(QPointF(plot.left(), height), QPointF(plot.right(), height))
                self._say(QRectF(0, height - 8, plot.left() - 6, 16), f"{mark:.12g}", Qt.AlignmentFlag.AlignRight)
        if self._chart.unit:
            place = QRectF(plot.right() - 60, plot.bottom() + 16, 88, 16) if bars else QRectF(0, 0, plot.left(), 16)
            self._say(place, f"（{self._chart.unit}）", Qt.AlignmentFlag.AlignRight)

    def _slots(self, bars: bool) -> Iterator[tuple[int, float, float]]:
        """The place of each category: its number, where its slot begins, and how wide it is."""
        count = len(self._chart.categories)
        whole = self._plot.height() if bars else self._plot.width()
        start = self._plot.top() if bars else self._plot.left()
        for place in range(count):
            yield place, start + whole * place / count, whole / count

    def _boxes(self, bars: bool) -> None:
        plot, many = self._plot, len(self._chart.series)
        for place, start, wide in self._slots(bars):
            for at, series in enumerate(self._chart.series):
                value = series.values[place]
                if value is None:
                    continue
                thick = min(wide * 0.64 / many, 36)
                begin = start + (wide - thick * many) / 2 + at * thick
                length = value / self._end * (plot.width() if bars else plot.height())
                box = (
                    QRectF(plot.left(), begin, length, thick)
                    if bars
                    else QRectF(begin, plot.bottom() - length, thick, length)
                )
                self._painter.fillRect(box, QColor(COLOURS[at % len(COLOURS)]))
                room = QRectF(box.right() + 3, box.center().y() - 8, 60, 16)
                side = Qt.AlignmentFlag.AlignLeft
                if not bars:
                    room, side = QRectF(box.center().x() - 30, box.top() - 16, 60, 16), Qt.AlignmentFlag.AlignHCenter
                self._say(room, f"{value:.12g}", side)

    def _lines(self) -> None:
        for at, series in enumerate(self._chart.series):
            colour = QColor(COLOURS[at % len(COLOURS)])
            self._painter.setPen(QPen(colour, 1.8))
            run = QPolygonF()
            for place, start, wide in self._slots(bars=False):
                value = series.values[place]
                if value is None:
                    self._painter.drawPolyline(run)
                    run = QPolygonF()
                    continue
                point = QPointF(start + wide / 2, self._plot.bottom() - value / self._end * self._plot.height())
                run.append(point)
                self._painter.setBrush(colour)
                self._painter.drawEllipse(point, 2.4, 2.4)
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.drawPolyline(run)

    def _names(self, bars: bool) -> None:
        metrics = self._metrics
        for place, start, wide in self._slots(bars):
            name = self._chart.categories[place]
            if bars:
                shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, self._plot.left() - 12)
                room = QRectF(0, start + wide / 2 - 8, self._plot.left() - 8, 16)
                self._say(room, shown, Qt.AlignmentFlag.AlignRight)
            elif wide >= metrics.horizontalAdvance(name) or place % math.ceil(60 / wide) == 0:
                room = QRectF(start - 20, self._plot.bottom() + 4, wide + 40, 16)
                self._say(room, name, Qt.AlignmentFlag.AlignHCenter)

    def _legend(self) -> None:
        metrics = self._metrics
        widths = [metrics.horizontalAdvance(series.name) + 40 for series in self._chart.series]
        across = self._room.center().x() - sum(widths) / 2
        height = self._room.bottom() - 18
        for at, (series, width) in enumerate(zip(self._chart.series, widths, strict=True)):
            self._painter.fillRect(QRectF(across, height + 3, 14, 9), QColor(COLOURS[at % len(COLOURS)]))
            self._say(QRectF(across + 20, height, width, 16), series.name, Qt.AlignmentFlag.AlignLeft)
            across += width

    def _say(self, room: QRectF, text: str, side: Qt.AlignmentFlag) -> None:
        width = self._metrics.horizontalAdvance(text) + 1
        left = room.left()
        if side is Qt.AlignmentFlag.AlignRight:
            left = room.right() - width
        elif side is Qt.AlignmentFlag.AlignHCenter:
            left = room.center().x() - width / 2
        for line in lines_of(text, self._font, width + 2, room.height(), Qt.AlignmentFlag.AlignLeft):
            line.paint(self._painter, QPointF(left, room.top()))
