"""Prints a table: headings on every page, whole rows, the page laid out between two rounds of the event loop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMarginsF, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from app.ui.theme import available_families

PRINT_ROWS = 500
_MARGIN_MM = 10.0
_POINTS, _TITLE_POINTS = 8.0, 13.0
_PADDING_POINTS = 2.5
_MOST_LINES = 4
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignLeft)


@dataclass(frozen=True, slots=True)
class Paper:
    """What is printed: title, facts about the list, headings with the shares of the width, rows of words."""

    title: str
    facts: tuple[tuple[str, str], ...]
    headings: tuple[str, ...]
    shares: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


def ask_printer(parent: QWidget | None, title: str) -> QPrinter | None:
    """The printer that the person chose, in landscape; None when the person thought better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


def put_on(printer: QPrinter, paper: Paper) -> int:
    """Prints at once; gives the number of pages."""
    return sum(1 for _page in _pages(printer, paper))


class PrintRun(QObject):
    """Prints one page after the other without holding the window; `finished` tells the number of pages."""

    finished = Signal(int)

    def __init__(self, printer: QPrinter, paper: Paper, parent: QObject) -> None:
        super().__init__(parent)
        self._printer = printer
        self._pages = _pages(printer, paper)
        self._count = 0
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._print_page)
        self._turn.start()

    def _print_page(self) -> None:
        if next(self._pages, None) is not None:
            self._count += 1
            return
        self._turn.stop()
        self.finished.emit(self._count)
        self.deleteLater()


def _pages(printer: QPrinter, paper: Paper) -> Iterator[int]:
    """Paints a page at each step."""
    printer.setPageMargins(QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM), QPageLayout.Unit.Millimeter)
    painter = QPainter(printer)
    brush = _Brush(painter, printer, paper)
    page, row = 1, 0
    while True:
        row = brush.page(page, row)
        yield page
        if row >= len(paper.rows):
            break
        printer.newPage()
        page += 1
    painter.end()


class _Brush:
    """Paints pages; measures in the pixels of the printer."""

    def __init__(self, painter: QPainter, printer: QPrinter, paper: Paper) -> None:
        self._painter = painter
        self._paper = paper
        self._point = printer.resolution() / 72
        area = printer.pageRect(QPrinter.Unit.DevicePixel)
        self._width, self._height = area.width(), area.height()
        total = sum(paper.shares) or 1
        self._widths = [self._width * share / total for share in paper.shares]
        self._pad = _PADDING_POINTS * self._point

    def page(self, number: int, first: int) -> int:
        """Paints one page from row `first`; gives the first row that had no room."""
        top = self._head() if number == 1 else 0.0
        foot = self._line_height() * 1.4
        top = self._row(top, self._paper.headings, bold=True)
        place = first
        while place < len(self._paper.rows):
            height = self._height_of(self._paper.rows[place])
            if top + height > self._height - foot and place > first:
                break
            top = self._row(top, self._paper.rows[place])
            place += 1
        words = f"{self._paper.title}　第 {number} 页"
        self._painter.setFont(_font(_POINTS))
        box = QRectF(0, self._height - foot, self._width, foot)
        self._painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom), words)
        return place

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

    def _row(self, top: float, cells: Sequence[str], *, bold: bool = False) -> float:
        self._painter.setFont(_font(_POINTS, bold=bold))
        height = self._height_of(cells)
        left = 0.0
        for width, words in zip(self._widths, cells, strict=True):
            box = QRectF(left, top, width, height)
            self._painter.drawRect(box)
            self._painter.drawText(box.adjusted(self._pad, self._pad, -self._pad, -self._pad), _WRAP, words)
            left += width
        return top + height

    def _height_of(self, cells: Sequence[str]) -> float:
        most = self._line_height() * _MOST_LINES
        tallest = self._line_height()
        for width, words in zip(self._widths, cells, strict=True):
            room = QRectF(0, 0, max(1.0, width - 2 * self._pad), most)
            tallest = max(tallest, self._painter.boundingRect(room, _WRAP, words).height())
        return float(min(tallest, most) + 2 * self._pad)

    def _line_height(self) -> float:
        return float(self._painter.fontMetrics().height())


def _font(points: float, *, bold: bool = False) -> QFont:
    font = QFont()
    font.setFamilies(available_families())
    font.setPointSizeF(points)
    font.setBold(bold)
    return font
