"""Prints a table: headings on every page, whole rows, a few rows per round of the event loop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QMarginsF, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from app.ui.look.theme import available_families

PRINT_ROWS = 500
_MARGIN_MM = 10.0
_POINTS, _TITLE_POINTS = 9.0, 14.0
_PADDING_POINTS = 2.5
_MOST_LINES = 30
_ROWS_A_STEP = 5
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignLeft)


class PrinterFault(Exception):
    """The printer, or the file that stands for one, takes no page."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The content to print: title, facts about the list, headings with their share of the width, rows of words."""

    title: str
    facts: tuple[tuple[str, str], ...]
    headings: tuple[str, ...]
    shares: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


def ask_printer(parent: QWidget | None, title: str) -> QPrinter | None:
    """The printer that the person chose, in landscape; None when cancelled."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


def put_on(printer: QPrinter, paper: Paper) -> int:
    """Prints at once; returns the number of pages."""
    return sum(_steps(printer, paper))


class PrintRun(QObject):
    """Prints some rows at a time without blocking the window.

    `finished` emits the number of pages; `failed` says that the printer took no more, nothing is left running.
    """

    finished = Signal(int)
    failed = Signal()

    def __init__(self, printer: QPrinter, paper: Paper, parent: QObject) -> None:
        super().__init__(parent)
        self._printer = printer
        self._steps = _steps(printer, paper)
        self._count = 0
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._print_some)
        self._turn.start()

    def _print_some(self) -> None:
        try:
            ended = next(self._steps, None)
        except PrinterFault:
            self._turn.stop()
            self.failed.emit()
            self.deleteLater()
            return
        except BaseException:
            self._turn.stop()
            self.failed.emit()
            raise
        if ended is not None:
            self._count += ended
            return
        self._turn.stop()
        self.finished.emit(self._count)
        self.deleteLater()


def _steps(printer: QPrinter, paper: Paper) -> Iterator[int]:
    """Paints some rows at each step; yields 1 when a page is full, else 0."""
    printer.setPageMargins(QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM), QPageLayout.Unit.Millimeter)
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterFault
    try:
        brush = _Brush(painter, printer, paper)
        page, row = 1, 0
        while True:
            brush.begin(page)
            while row < len(paper.rows) and brush.add(paper.rows[row]):
                row += 1
                if row % _ROWS_A_STEP == 0:
                    yield 0
            yield 1
            if row >= len(paper.rows):
                break
            if not printer.newPage():
                raise PrinterFault
            page += 1
    finally:
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
    return font
