"""Where pages are painted: a printer, or pictures of the pages for the preview."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

MARGIN_MM = 10.0
_PREVIEW_DPI = 144  # half points are whole pixels: lines break as they do on paper
_MM_AN_INCH = 25.4


class PrinterFault(Exception):
    """The printer, or the file that stands for one, takes no page."""


class PageTarget(Protocol):
    """Takes pages one after another; lengths are in its own pixels."""

    resolution: int
    area: QSizeF

    def begin(self) -> QPainter:
        """The painter of the first page.

        Raises:
            PrinterFault: no page is taken.

        """

    def turn(self) -> None:
        """Begins the next page.

        Raises:
            PrinterFault: no further page is taken.

        """

    def end(self) -> None:
        """Ends the last page."""


class PrinterTarget:
    """The pages of a printer."""

    def __init__(self, printer: QPrinter) -> None:
        margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
        printer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
        self._printer = printer
        self._painter = QPainter()
        self.resolution = printer.resolution()
        self.area = printer.pageRect(QPrinter.Unit.DevicePixel).size()

    def begin(self) -> QPainter:
        """The painter of the printer."""
        if not self._painter.begin(self._printer):
            raise PrinterFault
        return self._painter

    def turn(self) -> None:
        """Begins the next sheet."""
        if not self._printer.newPage():
            self._painter.end()
            raise PrinterFault

    def end(self) -> None:
        """Sends the paper to the printer."""
        self._painter.end()


class PictureTarget:
    """Pictures of A4 pages with their margins, in `pages`."""

    def __init__(self, orientation: QPageLayout.Orientation) -> None:
        whole = QPageSize(QPageSize.PageSizeId.A4).sizePixels(_PREVIEW_DPI)
        self._whole = whole.transposed() if orientation is QPageLayout.Orientation.Landscape else whole
        self._margin = round(MARGIN_MM / _MM_AN_INCH * _PREVIEW_DPI)
        self._painter = QPainter()
        self.pages: list[QImage] = []
        self.resolution = _PREVIEW_DPI
        self.area = QSizeF(self._whole.width() - 2 * self._margin, self._whole.height() - 2 * self._margin)

    def begin(self) -> QPainter:
        """The painter of the first page."""
        self._add()
        return self._painter

    def turn(self) -> None:
        """Ends this page and begins the next one."""
        font, pen = self._painter.font(), self._painter.pen()
        self._painter.end()
        self._add()
        self._painter.setFont(font)
        self._painter.setPen(pen)

    def end(self) -> None:
        """Ends the last page."""
        self._painter.end()

    def take(self, number: int) -> QImage:
        """The picture of a page that is full; the pages before it are let go."""
        for earlier in range(number - 1):
            self.pages[earlier] = QImage()
        return self.pages[number - 1]

    def _add(self) -> None:
        page = QImage(self._whole, QImage.Format.Format_RGB32)
        page.fill(0xFFFFFFFF)
        dots = round(_PREVIEW_DPI / _MM_AN_INCH * 1000)
        page.setDotsPerMeterX(dots)
        page.setDotsPerMeterY(dots)
        self.pages.append(page)
        self._painter.begin(page)
        self._painter.translate(self._margin, self._margin)
