"""Lines of text on a printed page."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextLayout, QTextLine, QTextOption

from app.rules.paper.model import PrintedFigure

POINT = 96.0 / 72
_BLACK = QColor(Qt.GlobalColor.black)
_BREAK = "\u200b"
# Qt breaks no line beside a quotation mark; Chinese text does before an opening and behind a closing one.
_BREAKABLE = re.compile(r"(?<=[^\s“‘（《〈【])(?=[“‘])|(?<=[”’])(?=[\w“‘（《])")


class Piece(Protocol):
    """Something that stands on one page as a whole; lengths at 96 dots an inch."""

    height: float
    keeps: bool
    head: Piece | None

    def paint(self, painter: QPainter, top: QPointF) -> None:
        """Paints it with its left upper corner at `top`."""

    def places(self, top: QPointF) -> Iterator[tuple[QRectF, PrintedFigure]]:
        """Where its figures stand then."""


@dataclass(slots=True)
class Line:
    """One line of a text; `layout` holds the whole text, `line` this line of it.

    `figures` are those of the whole text with their first sign and the one after their last.
    """

    layout: QTextLayout
    line: QTextLine
    height: float
    keeps: bool = False
    head: Piece | None = None
    figures: Sequence[tuple[int, int, PrintedFigure]] = ()

    def places(self, top: QPointF) -> Iterator[tuple[QRectF, PrintedFigure]]:
        """Where the figures of this line stand when its left upper corner is at `top`."""
        first, last = self.line.textStart(), self.line.textStart() + self.line.textLength()
        for start, end, figure in self.figures:
            if max(start, first) < min(end, last):
                left, right = (self._across(max(first, min(at, last))) for at in (start, end))
                yield QRectF(top.x() + left, top.y(), right - left, self.height), figure

    def _across(self, sign: int) -> float:
        found: Any = self.line.cursorToX(sign)
        return float(found[0] if isinstance(found, tuple) else found)

    def paint(self, painter: QPainter, top: QPointF) -> None:
        """Paints the line in the middle of its height."""
        painter.setPen(_BLACK)
        shift = (self.height - self.line.height()) / 2
        self.line.draw(painter, QPointF(top.x(), top.y() + shift - self.line.y()))


def lines_of(
    text: str,
    font: QFont,
    width: float,
    height: float,
    side: Qt.AlignmentFlag,
    *,
    indent: float = 0,
    keeps: bool = False,
    figures: Sequence[tuple[int, int, PrintedFigure]] = (),
) -> Iterator[Line]:
    """The lines of a text of one paragraph; an empty one has a line of its own."""
    breaks = [found.start() for found in _BREAKABLE.finditer(text)]
    text = _BREAKABLE.sub(_BREAK, text)
    figures = [
        (start + bisect_right(breaks, start), end + bisect_left(breaks, end), one) for start, end, one in figures
    ]
    option = QTextOption(side)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setUseDesignMetrics(True)
    layout = QTextLayout(text or " ", font)
    layout.setTextOption(option)
    layout.beginLayout()
    found: list[QTextLine] = []
    while (line := layout.createLine()).isValid():
        first = indent if not found else 0.0
        line.setLineWidth(width - first)
        line.setPosition(QPointF(first, len(found) * height))
        found.append(line)
    layout.endLayout()
    return (Line(layout, line, height, keeps, figures=figures) for line in found)
