"""The paper of a table: headings on every page, whole rows, a few rows per round of the event loop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPageLayout

from app.ui.kit.printing.target import PageTarget
from app.ui.look.theme import available_families

PRINT_ROWS = 500
_POINTS, _TITLE_POINTS = 9.0, 14.0
_PADDING_POINTS = 2.5
_MOST_LINES = 30
_ROWS_A_STEP = 5
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignLeft)


@dataclass(frozen=True, slots=True)
class Paper:
    """A list to print: title, facts about the list, headings with their share of the width, rows of words."""

    title: str
    facts: tuple[tuple[str, str], ...]
    headings: tuple[str, ...]
    shares: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def orientation(self) -> QPageLayout.Orientation:
        """A table lies across the page."""
        return QPageLayout.Orientation.Landscape

    def steps(self, target: PageTarget) -> Iterator[int]:
        """Paints some rows at each step; yields 1 when a page is full, else 0."""
        brush = _Brush(target, self)
        page, row = 1, 0
        while True:
            brush.begin(page)
            while row < len(self.rows) and brush.add(self.rows[row]):
                row += 1
                if row % _ROWS_A_STEP == 0:
                    yield 0
            yield 1
            if row >= len(self.rows):
                break
            target.turn()
            page += 1
        target.end()


class _Brush:
    """Paints pages; measures in the pixels of the target."""

    def __init__(self, target: PageTarget, paper: Paper) -> None:
        self._painter = target.begin()
        self._paper = paper
        self._point = target.resolution / 72
        self._width, self._height = target.area.width(), target.area.height()
        total = sum(paper.shares) or 1
        self._widths = [self._width * share / total for share in paper.shares]
        self._pad = _PADDING_POINTS * self._point
        self._top = self._foot = 0.0
        self._empty = True

    def begin(self, number: int) -> None:
        """Begins a page: the headings, on the first page the description above them, and the foot."""
        self._top = self._head() if number == 1 else 0.0
        self._foot = self._line_height() * 1.4
        self._empty = True
        self._row(self._paper.headings, self._height_of(self._paper.headings, bold=True))
        self._painter.setFont(_font(_POINTS))
        box = QRectF(0, self._height - self._foot, self._width, self._foot)
        aligned = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        self._painter.drawText(box, aligned, f"{self._paper.title}　第 {number} 页")

    def add(self, cells: Sequence[str]) -> bool:
        """Paints a row; False when it has no room on this page. A page has at least one row."""
        height = self._height_of(cells)
        if not self._empty and self._top + height > self._height - self._foot:
            return False
        self._row(cells, height)
        self._empty = False
        return True

    def _head(self) -> float:
        self._painter.setFont(_font(_TITLE_POINTS, bold=True))
        height = float(self._painter.fontMetrics().height())
        self._painter.drawText(QRectF(0, 0, self._width, height), _WRAP, self._paper.title)
        top = height + self._pad
        self._painter.setFont(_font(_POINTS))
        for name, words in self._paper.facts:
            text = f"{name}：{words}"
            room = QRectF(0, top, self._width, self._height)
            used = self._painter.boundingRect(room, _WRAP, text)
            self._painter.drawText(room, _WRAP, text)
            top += used.height() + self._pad / 2
        return top + self._pad

    def _row(self, cells: Sequence[str], height: float) -> None:
        """Paints the cells in the font that their height was measured with."""
        left = 0.0
        for width, words in zip(self._widths, cells, strict=True):
            box = QRectF(left, self._top, width, height)
            self._painter.drawRect(box)
            self._painter.drawText(box.adjusted(self._pad, self._pad, -self._pad, -self._pad), _WRAP, words)
            left += width
        self._top += height

    def _height_of(self, cells: Sequence[str], *, bold: bool = False) -> float:
        self._painter.setFont(_font(_POINTS, bold=bold))
        most = self._line_height() * _MOST_LINES
        tallest = self._line_height()
        for width, words in zip(self._widths, cells, strict=True):
            room = QRectF(0, 0, max(1.0, width - 2 * self._pad), most)
            tallest = max(tallest, self._painter.boundingRect(room, _WRAP, words).height())
        return float(min(tallest, most) + 2 * self._pad)

    def _line_height(self) -> float:
        return float(self._painter.fontMetrics().height())


@cache
def _font(points: float, *, bold: bool = False) -> QFont:
    font = QFont()
    font.setFamilies(available_families())
    font.setPointSizeF(points)
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # the same lines on the screen and on paper
    return font
