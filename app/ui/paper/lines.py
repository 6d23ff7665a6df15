"""Lines of text on a printed page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextLayout, QTextLine, QTextOption

POINT = 96.0 / 72
_BLACK = QColor(Qt.GlobalColor.black)


class Piece(Protocol):
    """Something that stands on one page as a whole; lengths at 96 dots an inch."""

    height: float
    keeps: bool
    head: Piece | None

    def paint(self, painter: QPainter, top: QPointF) -> None:
        """Paints it with its left upper corner at `top`."""


@dataclass(slots=True)
class Line:
    """One line of a text; `layout` holds the whole text, `line` this line of it."""

    layout: QTextLayout
    line: QTextLine
    height: float
    keeps: bool = False
    head: Piece | None = None

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
) -> Iterator[Line]:
    """The lines of a text of one paragraph; an empty one has a line of its own."""
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
    return (Line(layout, line, height, keeps) for line in found)
