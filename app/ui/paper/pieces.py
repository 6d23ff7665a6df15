"""The pieces of a printed paper: lines of text, rows of tables, charts; each has a height and paints itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from app.rules.paper.model import Chart, PrintedFigure
from app.ui.paper.drawn_chart import draw
from app.ui.paper.lines import Line, Piece, lines_of

_BLACK = QColor(Qt.GlobalColor.black)
_PADDING, _RULE = 2.4, 0.7


@dataclass(slots=True)
class Gap:
    """Room between two pieces."""

    height: float
    keeps: bool = False
    head: Piece | None = None

    def paint(self, painter: QPainter, top: QPointF) -> None:
        """Paints nothing."""

    def places(self, top: QPointF) -> Iterator[tuple[QRectF, PrintedFigure]]:
        """No figure stands in a gap."""
        return iter(())


@dataclass(slots=True)
class Row:
    """One row of a ruled table; its cells are texts that were broken into lines."""

    cells: Sequence[tuple[float, Sequence[Line]]]
    height: float
    keeps: bool = False
    head: Piece | None = None

    def places(self, top: QPointF) -> Iterator[tuple[QRectF, PrintedFigure]]:
        """Where the figures of its cells stand."""
        across = top.x()
        for width, lines in self.cells:
            down = top.y() + (self.height - sum(line.height for line in lines)) / 2
            for line in lines:
                yield from line.places(QPointF(across + _PADDING, down))
                down += line.height
            across += width

    def paint(self, painter: QPainter, top: QPointF) -> None:
        """Paints each cell with its frame, the text in its middle."""
        across = top.x()
        for width, lines in self.cells:
            painter.setPen(QPen(_BLACK, _RULE))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(across, top.y(), width, self.height))
            down = top.y() + (self.height - sum(line.height for line in lines)) / 2
            for line in lines:
                line.paint(painter, QPointF(across + _PADDING, down))
                down += line.height
            across += width


@dataclass(slots=True)
class Picture:
    """A chart."""

    chart: Chart
    width: float
    height: float
    shift: float
    keeps: bool = True
    head: Piece | None = field(default=None)

    def places(self, top: QPointF) -> Iterator[tuple[QRectF, PrintedFigure]]:
        """The values of a chart are told by the figures in the text."""
        return iter(())

    def paint(self, painter: QPainter, top: QPointF) -> None:
        """Draws the chart."""
        draw(painter, self.chart, QRectF(top.x() + self.shift, top.y(), self.width, self.height))


def row_of(
    texts: Sequence[str | int | PrintedFigure],
    widths: Sequence[float],
    font: QFont,
    line: float,
    *,
    keeps: bool = False,
) -> Row:
    """A row of a table with its texts in the middle of their cells."""
    centre = Qt.AlignmentFlag.AlignHCenter
    cells = [
        (width, [*lines_of(_words(text), font, width - 2 * _PADDING, line, centre, figures=_figures(text))])
        for text, width in zip(texts, widths, strict=True)
    ]
    height = max(sum(one.height for one in lines) for _width, lines in cells) + 2 * _PADDING
    return Row(cells, height, keeps)


def _words(cell: str | int | PrintedFigure) -> str:
    return cell.text if isinstance(cell, PrintedFigure) else str(cell)


def _figures(cell: str | int | PrintedFigure) -> list[tuple[int, int, PrintedFigure]]:
    return [(0, len(cell.text), cell)] if isinstance(cell, PrintedFigure) else []


def on_pages(pieces: Sequence[Piece], height: float) -> list[list[tuple[float, Piece]]]:
    """Divides the pieces among pages of this height: on each page the pieces with how far down they stand.

    A piece that keeps stays with the one after it; a row of a table that begins a page has its head above it.
    """
    pages: list[list[tuple[float, Piece]]] = [[]]
    down = 0.0
    at = 0
    while at < len(pieces):
        end = at
        while end + 1 < len(pieces) and pieces[end].keeps:
            end += 1
        group = pieces[at : end + 1]
        if sum(piece.height for piece in group) > height:
            group = pieces[at : at + 1]  # what fits no page is divided
        if pages[-1] and down + sum(piece.height for piece in group) > height + 0.01:
            pages.append([])
            down = 0.0
            head = group[0].head
            if head is not None:
                pages[-1].append((0.0, head))
                down = head.height
        for piece in group:
            if isinstance(piece, Gap) and not pages[-1]:
                continue
            pages[-1].append((down, piece))
            down += piece.height
        at += len(group)
    return pages
