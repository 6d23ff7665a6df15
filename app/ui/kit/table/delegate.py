"""Paints one cell of a plain list: a chip with its icon, or one or two lines."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from app.ui.kit.table.columns import Cell
from app.ui.kit.table.model import CELL_ROLE
from app.ui.look.icons import icon
from app.ui.look.theme import Theme

ROW_HEIGHT = 52
_INSET, _EDGE = 8, 14
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_MARK = 3


class CellDelegate(QStyledItemDelegate):
    """Paints one cell in the current theme; the whole row shows the focus."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The size of a cell: all rows are equally high."""
        return QSize(0, self._theme.px(ROW_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paints ground, words, hairline and focus."""
        rect: QRect = option.rect  # type: ignore[attr-defined]  # the stubs leave the option's fields out
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # as above
        selected = bool(state & QStyle.StateFlag.State_Selected)
        tokens = self._theme.tokens
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, QColor(tokens.selected if selected else tokens.panel))
        cell = index.data(CELL_ROLE)
        if isinstance(cell, Cell):
            left = _EDGE if rect.left() <= 0 else _INSET
            box = rect.adjusted(left, 0, -_INSET, 0)
            if cell.tone:
                self._chip(painter, box, cell)
            else:
                aligned = int(index.data(Qt.ItemDataRole.TextAlignmentRole) or _LEFT)
                self._lines(painter, box, cell, aligned, selected=selected)
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), QColor(tokens.line))
        if self._view.hasFocus() and self._view.currentIndex().row() == index.row():
            self._focus(painter, rect)
            if self._view.currentIndex().column() == index.column():
                # The cell that 复制单元格 copies and the arrow keys move.
                mark = QRect(rect.x() + _INSET, rect.bottom() - _MARK, rect.width() - 2 * _INSET, _MARK)
                painter.fillRect(mark, QColor(tokens.accent))
        painter.restore()

    def _focus(self, painter: QPainter, rect: QRect) -> None:
        colour = QColor(self._theme.tokens.accent)
        painter.fillRect(QRect(rect.x(), rect.y(), rect.width(), 2), colour)
        painter.fillRect(QRect(rect.x(), rect.bottom() - 1, rect.width(), 2), colour)
        if rect.left() <= 0:
            painter.fillRect(QRect(rect.x(), rect.y(), 2, rect.height()), colour)
        if rect.right() >= self._view.viewport().width() - 1:
            painter.fillRect(QRect(rect.right() - 1, rect.y(), 2, rect.height()), colour)

    def _chip(self, painter: QPainter, box: QRect, cell: Cell) -> None:
        tokens, theme = self._theme.tokens, self._theme
        soft = tokens.accent_soft if cell.tone == "blue" else str(getattr(tokens, f"{cell.tone}_soft"))
        plain = {"blue": tokens.accent, "neutral": tokens.second}
        colour = plain.get(cell.tone) or str(getattr(tokens, cell.tone))
        painter.setFont(theme.font(14, bold=True))
        size = theme.px(16) if cell.icon else 0
        gap = theme.px(4) if cell.icon else 0
        inner = painter.fontMetrics().horizontalAdvance(cell.text) + size + gap
        width, height = min(box.width(), inner + theme.px(14)), theme.px(26)
        ground = QRectF(box.x(), box.center().y() - height / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(soft))
        painter.drawRoundedRect(ground, 3, 3)
        x = box.x() + theme.px(7)
        if cell.icon:
            icon(cell.icon, colour, size).paint(painter, QRect(x, box.center().y() - size // 2, size, size))
        painter.setPen(QColor(colour))
        painter.drawText(QRect(x + size + gap, box.y(), width, box.height()), _LEFT, cell.text)

    def _lines(self, painter: QPainter, box: QRect, cell: Cell, aligned: int, *, selected: bool) -> None:
        tokens, theme = self._theme.tokens, self._theme
        second = tokens.second_on_selected if selected else tokens.second
        colour = second if cell.pale else tokens.text
        painter.setFont(theme.font(15 if cell.bold else 14, bold=cell.bold))
        if not cell.second and aligned == _LEFT and painter.fontMetrics().horizontalAdvance(cell.text) > box.width():
            self._wrapped(painter, box, cell.text, colour)
            return
        first = box
        if cell.second:
            half, edge = box.height() // 2, theme.px(4)
            first = QRect(box.x(), box.y() + edge, box.width(), half - edge + 1)
            lower = QRect(box.x(), box.y() + half, box.width(), half - edge)
            painter.setFont(theme.font(14))
            self._text(painter, lower, cell.second, second, aligned)
        painter.setFont(theme.font(15 if cell.bold else 14, bold=cell.bold))
        self._text(painter, first, cell.text or "—", colour, aligned)

    def _wrapped(self, painter: QPainter, box: QRect, text: str, colour: str) -> None:
        """A text that is too long for one line takes the second one too."""
        above, below = two_lines(text, painter.font(), box.width())
        half, edge = box.height() // 2, self._theme.px(4)
        upper = QRect(box.x(), box.y() + edge, box.width(), half - edge + 1)
        lower = QRect(box.x(), box.y() + half, box.width(), half - edge)
        self._text(painter, upper, above, colour, _LEFT)
        self._text(painter, lower, below, colour, _LEFT)

    @staticmethod
    def _text(painter: QPainter, box: QRect, text: str, colour: str, aligned: int) -> None:
        shown = painter.fontMetrics().elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, box.width())
        painter.setPen(QColor(colour))
        painter.drawText(box, aligned, shown)


def two_lines(text: str, font: QFont, width: int) -> tuple[str, str]:
    """The part of a text that fits into a line of this width in pixels, and the rest."""
    layout = QTextLayout(text.replace("\n", " "), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    layout.endLayout()
    end = line.textLength()
    return layout.text()[:end].rstrip(), layout.text()[end:]
