"""The headings of a table: a click sorts, dragging moves and resizes, the right button offers the columns."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QPainter, QPolygonF
from PySide6.QtWidgets import QHeaderView, QTableView

from app.ui.frame.shell import Shell
from app.ui.kit.table.order import Order
from app.ui.look.theme import Theme

_INSET, _EDGE, _ARROW = 8, 14, 8
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class TableHeader(QHeaderView):
    """Paints its headings over the words of their columns, the one of the sort with an arrow."""

    menu_requested = Signal(int, QPoint)  # column, place on the screen

    def __init__(self, shell: Shell, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._theme = shell.theme
        self._order: Order | None = None
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(0)
        self.setAccessibleName("列标题")
        shell.theme.changed.connect(self._dress)
        self._dress()

    def show_order(self, order: Order | None) -> None:
        """Puts the arrow over the column that sorts."""
        self._order = order
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Asks for the menu of the column under the mouse."""
        self.menu_requested.emit(max(0, self.logicalIndexAt(event.pos())), event.globalPos())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paints ground, word, arrow and hairline; a dragged or hovered section looks like the others."""
        tokens = self._theme.tokens
        painter.save()
        painter.fillRect(rect, QColor(tokens.panel))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), QColor(tokens.line))
        if self.visualIndex(section) and rect.width() > _EDGE:
            painter.fillRect(QRect(rect.x(), rect.y() + 8, 1, max(0, rect.height() - 16)), QColor(tokens.line))
        box = rect.adjusted(_EDGE if rect.left() <= 0 else _INSET, 0, -_INSET, 0)
        sorts = self._order is not None and self._order.column == section
        painter.setFont(self._theme.font(14, bold=True))
        painter.setPen(QColor(tokens.accent if sorts else tokens.second))
        arrow = self._theme.px(_ARROW) + 4 if sorts else 0
        metrics = painter.fontMetrics()
        text = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, box.width() - arrow))
        aligned = self.model().headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        right = int(aligned or _LEFT) == _RIGHT
        painter.drawText(box.adjusted(0, 0, -arrow, 0), _RIGHT if right else _LEFT, shown)
        if self._order is not None and sorts:
            x = box.right() - arrow + 4 if right else box.x() + metrics.horizontalAdvance(shown) + 4
            draw_arrow(painter, self._theme, QPoint(x, rect.center().y()), descending=self._order.descending)
        painter.restore()

    def _dress(self) -> None:
        self.setFixedHeight(self._theme.px(34))
        self.viewport().update()


def draw_arrow(painter: QPainter, theme: Theme, left: QPoint, *, descending: bool) -> None:
    """Paints a filled triangle beside a heading, its left corner at `left`: up for ascending, else down."""
    size = theme.px(_ARROW)
    tip, base = (size / 2, -size / 2 + 1) if descending else (-size / 2 + 1, size / 2 - 1)
    x, y = left.x(), left.y()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.tokens.accent))
    painter.drawPolygon(QPolygonF([QPointF(x, y + base), QPointF(x + size, y + base), QPointF(x + size / 2, y + tip)]))
