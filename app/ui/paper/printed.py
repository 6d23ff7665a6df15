"""A paper for the printer: whole pages with their own margins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import QPageLayout

from app.rules.paper.model import AnyPaper
from app.ui.kit.printing.target import MARGIN_MM, PageTarget
from app.ui.paper.pages import PAGE, PaperPages

_MM_AN_INCH, _DOTS = 25.4, 96.0


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """Prints the pages of the preview; a page has its own margins, so that those of the printer are left out."""

    title: str
    paper: AnyPaper

    @property
    def orientation(self) -> QPageLayout.Orientation:
        """Papers stand upright."""
        return QPageLayout.Orientation.Portrait

    def steps(self, target: PageTarget) -> Iterator[int]:
        """Paints a page at each step."""
        pages, painter = PaperPages(self.paper), target.begin()
        scale = target.resolution / _DOTS
        for page in range(pages.count):
            if page:
                target.turn()
            painter.save()
            shift = -MARGIN_MM / _MM_AN_INCH * target.resolution
            painter.translate(shift, shift)
            painter.scale(scale, scale)
            painter.setClipRect(0, 0, round(PAGE.width()), round(PAGE.height()))
            pages.paint(painter, page)
            painter.restore()
            yield 1
        target.end()
