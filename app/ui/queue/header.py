"""The headings over the rows, aligned with their parts: a click sorts, an edge resizes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QSizePolicy, QWidget

from app.desk.queue.rows import Sorting
from app.ui.frame.shell import Shell
from app.ui.kit.table.header import draw_arrow
from app.ui.queue.columns import HEADINGS, PARTS
from app.ui.queue.fields import PART_ORDERS
from app.ui.queue.parts import PartLayout

_GRIP, _ARROW_ROOM = 5, 14
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class HeaderStrip(QWidget):
    """A strip aligned with the rows. `clicked` emits the part to sort by, `menu_requested` a part and a place."""

    clicked = Signal(str)
    menu_requested = Signal(int, QPoint)

    def __init__(self, shell: Shell, view: QAbstractScrollArea, layout: PartLayout) -> None:
        super().__init__()
        self._shell = shell
        self._view = view
        self._layout = layout
        self._sorting: Sorting | None = None
        self._dragged = ""
        self.setMouseTracking(True)
        self.setAccessibleName("列标题")
        view.viewport().installEventFilter(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        shell.theme.changed.connect(self.updateGeometry)
        layout.changed.connect(self.update)

    def show_sorting(self, sorting: Sorting | None) -> None:
        """Puts the arrow over the part that sorts."""
        self._sorting = sorting
        self.update()

    def _room(self) -> int:
        """The width of the rows, which is the width of the headings."""
        return self._view.viewport().width()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(200, self._shell.theme.px(30))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Repaints the headings when a scroll bar appears or disappears and moves the parts of the rows."""
        if event.type() == QEvent.Type.Resize:
            self.update()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Starts dragging an edge, or sorts by the part."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        x = event.position().toPoint().x()
        self._dragged = self._edge_at(x)
        if not self._dragged:
            self.clicked.emit(self._layout.plan(self._room()).part_at(x))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Resizes the part whose edge is dragged; else the cursor shows where an edge is."""
        x = event.position().toPoint().x()
        if self._dragged:
            span = self._layout.plan(self._room()).span(self._dragged)
            self._layout.resize(self._dragged, x - span.x if _is_left(self._dragged) else span.x + span.width - x)
            return
        over = Qt.CursorShape.SplitHCursor if self._edge_at(x) else Qt.CursorShape.PointingHandCursor
        self.setCursor(over)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stops dragging the edge."""
        self._dragged = ""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Asks for the menu of the part under the mouse."""
        part = self._layout.plan(self._room()).part_at(event.pos().x())
        self.menu_requested.emit(PARTS.index(part), event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the headings of the shown parts, the sorting one with an arrow."""
        theme = self._shell.theme
        painter = QPainter(self)
        columns = self._layout.plan(self._room())
        by = self._sorting.by if self._sorting is not None else None
        for part in columns.shown():
            sorts = by is not None and PART_ORDERS[part] is by
            painter.setFont(theme.font(14, bold=True))
            painter.setPen(QColor(theme.tokens.accent if sorts else theme.tokens.second))
            span, metrics = columns.span(part), painter.fontMetrics()
            room = span.width - (theme.px(_ARROW_ROOM) if sorts else 0)
            words = metrics.elidedText(HEADINGS[part], Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(span.x, 0, room, self.height() - 2), _LEFT, words)
            if sorts and self._sorting is not None:
                left = QPoint(span.x + metrics.horizontalAdvance(words) + 4, self.height() // 2 - 1)
                draw_arrow(painter, theme, left, descending=self._sorting.descending)
        painter.setPen(QColor(theme.tokens.line))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()

    def _edge_at(self, x: int) -> str:
        """The part whose edge is here: parts before the title have it right, parts after it left."""
        columns = self._layout.plan(self._room())
        for part in columns.shown():
            span = columns.span(part)
            edge = span.x + span.width + _GRIP if _is_left(part) else span.x - _GRIP
            if part != "title" and abs(x - edge) <= _GRIP:
                return part
        return ""


def _is_left(part: str) -> bool:
    return PARTS.index(part) < PARTS.index("title")
