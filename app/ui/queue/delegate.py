"""Paints a whole row: chips, two lines, clock with bar; there is no widget per cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.desk.ticket.row import TicketRow
from app.ui.frame.shell import Shell
from app.ui.kit.chips import HEIGHT, paint_chip
from app.ui.queue.columns import Columns, Span
from app.ui.queue.marks import mark_spans
from app.ui.queue.model import ROW_ROLE
from app.ui.queue.parts import PartLayout
from app.ui.queue.row_words import RowClock, row_clock, second_line, status_chip, urgency_chip

ROW_HEIGHT = 52
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class TicketDelegate(QStyledItemDelegate):
    """Paints one row in the current theme, with the clock at the current time."""

    def __init__(self, shell: Shell, layout: PartLayout, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._layout = layout
        self.search = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The size of a row: all are equally high."""
        return QSize(0, self._shell.theme.px(ROW_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paints the row, or a placeholder while it is being read."""
        theme = self._shell.theme
        rect: QRect = option.rect  # type: ignore[attr-defined]  # the stubs leave the option's fields out
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # as above
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, QColor(theme.tokens.selected if selected else theme.tokens.panel))
        columns = self._layout.plan(rect.width())
        row = index.data(ROW_ROLE)
        pen = _Pen(painter, self._shell, rect, columns, selected=selected, search=self.search)
        if isinstance(row, TicketRow):
            pen.row(row, self._shell.now())
        else:
            pen.placeholder()
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, QColor(theme.tokens.line))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(theme.tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -1))
            span = columns.span(self._layout.cell_part)
            painter.fillRect(rect.x() + span.x, rect.bottom() - 3, span.width, 3, QColor(theme.tokens.accent))
        painter.restore()


class _Pen:
    """Paints the parts of one row at their places."""

    def __init__(
        self, painter: QPainter, shell: Shell, rect: QRect, columns: Columns, *, selected: bool, search: str
    ) -> None:
        self._painter = painter
        self._theme = shell.theme
        self._rect = rect
        self._columns = columns
        self._selected = selected
        self._search = search

    def row(self, row: TicketRow, now: datetime) -> None:
        """Paints all parts of the ticket."""
        narrow = not self._columns.number.width
        word, tone = status_chip(row, now)
        if self._columns.urgency.width:
            self._chip(self._columns.urgency, *urgency_chip(row))
        if not narrow:
            self._text(self._line(self._columns.number), row.number, self._colour("text"), mark=True)
        title, second = self._two_lines(self._columns.title)
        self._text(title, row.title or "（无标题）", self._colour("text"), size=15, bold=True, mark=True)
        self._text(second, second_line(row, with_number=narrow), self._colour("second"), mark=True)
        clock = row_clock(row, now)
        with_state = not self._columns.state.width
        if self._columns.clock.width:
            self._clock(replace(clock, word=word) if with_state else clock)
        if not with_state:
            self._chip(self._columns.state, word, tone)
        if self._columns.unit.width:
            self._text(self._line(self._columns.unit), row.unit or "—", self._colour("text"))

    def placeholder(self) -> None:
        """Paints two pale strokes in place of the words."""
        title, second = self._two_lines(self._columns.title)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(self._theme.tokens.track))
        for box, share in ((title, 0.5), (second, 0.3)):
            height = self._theme.px(9)
            top = box.center().y() - height / 2
            self._painter.drawRoundedRect(QRectF(box.x(), top, box.width() * share, height), 3, 3)

    def _clock(self, clock: RowClock) -> None:
        span = self._columns.clock
        top, height = self._rect.y() + self._theme.px(8), self._theme.px(24)
        box = QRect(span.x + self._rect.x(), top, span.width, height)
        colour = self._colour("accent" if clock.tone == "blue" else "second" if clock.tone == "neutral" else clock.tone)
        self._painter.setFont(self._theme.font(14))
        word_width = self._painter.fontMetrics().horizontalAdvance(clock.word)
        self._painter.setPen(QColor(colour))
        self._painter.drawText(box, _RIGHT, clock.word)
        self._text(box.adjusted(0, 0, -word_width - 4, 0), clock.text, colour, size=15, bold=True)
        if clock.used is None:
            return
        bar = QRectF(box.x(), self._rect.y() + self._theme.px(36), box.width(), self._theme.px(4))
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(self._theme.tokens.line if self._selected else self._theme.tokens.track))
        self._painter.drawRoundedRect(bar, 2, 2)
        self._painter.setBrush(QColor(colour))
        bar.setWidth(max(bar.height(), bar.width() * clock.used))
        self._painter.drawRoundedRect(bar, 2, 2)

    def _chip(self, span: Span, word: str, tone: str, icon: str = "") -> None:
        height = self._theme.px(HEIGHT)
        top = self._rect.y() + (self._rect.height() - height) // 2
        box = QRectF(self._rect.x() + span.x, top, span.width, height)
        paint_chip(self._painter, self._theme, box, word, tone, icon)

    def _text(
        self, box: QRect, text: str, colour: str, *, size: int = 14, bold: bool = False, mark: bool = False
    ) -> None:
        self._painter.setFont(self._theme.font(size, bold=bold))
        metrics = self._painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        spans = mark_spans(shown, self._search) if mark and self._search else []
        self._painter.setPen(QColor(colour))
        self._painter.drawText(box, _LEFT, shown)
        for start, end in spans:
            self._mark(box, shown, start, end, metrics)

    def _mark(self, box: QRect, text: str, start: int, end: int, metrics: QFontMetrics) -> None:
        x = box.x() + metrics.horizontalAdvance(text[:start])
        width = metrics.horizontalAdvance(text[start:end])
        height = metrics.height()
        ground = QRect(x, box.center().y() - height // 2, width, height)
        self._painter.fillRect(ground, QColor(self._theme.tokens.mark))
        self._painter.setPen(QColor(self._theme.tokens.on_mark))
        self._painter.drawText(QRect(x, box.y(), width + 2, box.height()), _LEFT, text[start:end])

    def _line(self, span: Span) -> QRect:
        return QRect(self._rect.x() + span.x, self._rect.y(), span.width, self._rect.height())

    def _two_lines(self, span: Span) -> tuple[QRect, QRect]:
        line = self._line(span)
        half, edge = line.height() // 2, self._theme.px(4)
        return (
            QRect(line.x(), line.y() + edge, line.width(), half - edge + 1),
            QRect(line.x(), line.y() + half, line.width(), half - edge),
        )

    def _colour(self, name: str) -> str:
        special = f"{name}_on_selected"
        tokens = self._theme.tokens
        if self._selected and hasattr(tokens, special):
            name = special
        return str(getattr(tokens, name))
