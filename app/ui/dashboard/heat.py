"""The table of kinds by streets: the deeper a cell, the more tickets; every cell opens its own."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.desk.dashboard.rows import Heat
from app.rules.dashboard import cell_sentence, shade
from app.rules.shared.masking import mask_text
from app.ui.dashboard.ink import CENTRE, LEFT, RIGHT, Ink, blend, frame_focus, readable, say

_NONE = Heat((), (), {}, None, {})
_NAME, _WIDEST, _TOTAL, _HEAD, _FOOT = 84, 132, 52, 24, 24
_ENDS = ("街道", "地区", "镇", "乡")


class HeatTable(QWidget):
    """Arrows choose a cell, Enter or a click opens it; the last column is the sum of its row."""

    opened = Signal(str, str)  # kind, street; an empty street is the whole row

    def __init__(self, ink: Ink) -> None:
        super().__init__()
        self._ink = ink
        self.heat = _NONE
        self.cell = (0, 0)
        self._name = ink.px(_NAME)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("类别与街道")

    def show_heat(self, heat: Heat) -> None:
        """Shows other numbers; the chosen cell stays where it can."""
        self.heat = heat
        self._choose(*self.cell)

    def words(self) -> str:
        """The chosen cell in words."""
        heat = self.heat
        if not heat.kinds:
            return "本考核期还没有受理工单"
        kind, street = self._names()
        if not street:
            return f"{mask_text(kind)} 合计 {heat.totals[kind]:,} 件"
        before = None if heat.before is None else heat.before.get((kind, street), 0)
        return cell_sentence((mask_text(street), mask_text(kind)), heat.now.get((kind, street), 0), before)

    def sizeHint(self) -> QSize:
        """Its usual size."""
        return QSize(self._ink.px(620), self._ink.px(200))

    def minimumSizeHint(self) -> QSize:
        """The least in which its numbers are read."""
        return QSize(self._ink.px(380), self._ink.px(170))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Chooses and opens by keyboard."""
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self._choose(self.cell[0] + step[0], self.cell[1] + step[1])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.heat.kinds:
            self.opened.emit(*self._names())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chooses the cell under the mouse and opens it."""
        for row in range(len(self.heat.kinds)):
            for column in range(len(self.heat.streets) + 1):
                if event.button() is Qt.MouseButton.LeftButton and self._box(row, column).contains(event.position()):
                    self._choose(row, column)
                    self.opened.emit(*self._names())
                    return

    def _names(self) -> tuple[str, str]:
        row, column = self.cell
        streets = (*self.heat.streets, "")
        return self.heat.kinds[row], streets[column]

    def _choose(self, row: int, column: int) -> None:
        rows, columns = len(self.heat.kinds), len(self.heat.streets) + 1
        self.cell = (max(0, min(rows - 1, row)), max(0, min(columns - 1, column)))
        self.setAccessibleDescription(self.words())
        self.update()

    def _box(self, row: int, column: int) -> QRectF:
        """The room of a cell; of the sums for the last column."""
        ink = self._ink
        left, top = self._name, ink.px(_HEAD)
        wide = (self.width() - left - ink.px(_TOTAL)) / max(1, len(self.heat.streets))
        high = min(float(ink.px(34)), (self.height() - top - ink.px(_FOOT)) / max(1, len(self.heat.kinds)))
        at = left + column * wide
        return QRectF(at, top + row * high, ink.px(_TOTAL) if column == len(self.heat.streets) else wide, high)

    def _measure(self) -> None:
        """Gives the names of the kinds the room that they need, up to a limit."""
        metrics = QFontMetrics(self._ink.font(14, bold=True))
        widest = max((metrics.horizontalAdvance(one) for one in self.heat.kinds), default=0)
        self._name = max(self._ink.px(_NAME), min(self._ink.px(_WIDEST), widest + self._ink.px(14)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints names, cells, sums and the words of the chosen cell."""
        self._measure()
        ink, heat = self._ink, self.heat
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if heat.kinds:
            self._paint_names(painter)
            most = max(heat.now.values(), default=0)
            for row, kind in enumerate(heat.kinds):
                for column, street in enumerate(heat.streets):
                    self._paint_cell(painter, row, column, heat.now.get((kind, street), 0), most)
                painter.setFont(ink.font(14, bold=True))
                painter.setPen(QColor(ink.tokens.text))
                box = self._box(row, len(heat.streets))
                painter.drawText(box.adjusted(0, 0, -ink.px(6), 0), RIGHT, f"{heat.totals[kind]:,}")
                self._mark(painter, row, len(heat.streets), box)
        painter.setFont(ink.font(14, bold=bool(heat.kinds)))
        painter.setPen(QColor(ink.tokens.text if heat.kinds else ink.tokens.second))
        foot = QRectF(ink.px(4), self.height() - ink.px(22), self.width() - ink.px(8), ink.px(22))
        say(painter, foot if heat.kinds else QRectF(self.rect()), LEFT if heat.kinds else CENTRE, self.words())
        if self.hasFocus():
            frame_focus(painter, QRectF(self.rect()), ink)
        painter.end()

    def _paint_names(self, painter: QPainter) -> None:
        ink = self._ink
        painter.setFont(ink.font(14))
        widest = max((painter.fontMetrics().horizontalAdvance(_short(one)) for one in self.heat.streets), default=0)
        if widest > self._box(0, 0).width() - ink.px(6):
            painter.setFont(ink.font(12))  # names side by side stay apart
        painter.setPen(QColor(ink.tokens.second))
        for column, street in enumerate((*self.heat.streets, "合计")):
            box = self._box(0, column)
            last = column == len(self.heat.streets)
            side, edge = (RIGHT, ink.px(6)) if last else (CENTRE, 0)
            say(painter, QRectF(box.x(), 0, box.width() - edge, ink.px(_HEAD)), side, _short(street))
        painter.setFont(ink.font(14, bold=True))
        painter.setPen(QColor(ink.tokens.text))
        for row, kind in enumerate(self.heat.kinds):
            box = self._box(row, 0)
            say(painter, QRectF(ink.px(6), box.y(), self._name - ink.px(10), box.height()), LEFT, mask_text(kind))

    def _paint_cell(self, painter: QPainter, row: int, column: int, count: int, most: int) -> None:
        ink, tokens = self._ink, self._ink.tokens
        depth = shade(count, most)
        ground = blend(tokens.panel, tokens.accent, depth * 0.9) if count else tokens.neutral_soft
        box = self._box(row, column)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)
        painter.setFont(ink.font(14, bold=depth > 0.5))
        painter.setPen(QColor(readable(ground, tokens) if count else tokens.second))
        painter.drawText(box, CENTRE, f"{count:,}")
        self._mark(painter, row, column, box)

    def _mark(self, painter: QPainter, row: int, column: int, box: QRectF) -> None:
        if (row, column) == self.cell:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._ink.tokens.text), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)


def _short(street: str) -> str:
    """A street without the word that all of them end with, numbers hidden."""
    street = mask_text(street)
    return next(
        (street.removesuffix(end) for end in _ENDS if street.endswith(end) and len(street) > len(end) + 1), street
    )
