"""A paper as pages: laid out at 96 dots an inch, painted at any scale, printed as a PDF without an office suite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPageSize, QPainter, QPdfWriter

from app.base.clock import to_local
from app.base.errors import EnvironmentFault
from app.rules.paper.layout import cell_size, keeps_with_next, numbered, subtitles
from app.rules.paper.model import AnyPaper, Chart, Paragraph, PrintedFigure, Section, Table
from app.ui.paper.faces import Face, font, missing_faces
from app.ui.paper.lines import POINT, Line, Piece, lines_of
from app.ui.paper.pieces import Gap, Picture, on_pages, row_of

_DOTS = 96.0
_MM = _DOTS / 25.4
# A4; the type area of GB/T 9704: 156 × 225 mm, 28 mm from the left, 37 mm from the top.
PAGE = QSizeF(210 * _MM, 297 * _MM)
_LEFT, _TOP, _WIDTH, _HEIGHT = 28 * _MM, 37 * _MM, 156 * _MM, 225 * _MM
_BODY, _LINE, _TITLE, _TITLE_LINE, _NUMBER = 16.0, 28.9, 22.0, 34.0, 14.0
_CLOSER = 0.25
_CHART = (150 * _MM, 72 * _MM)
_RESOLUTION = 600
_LEFT_SIDE, _CENTRE, _RIGHT_SIDE, _BOTH = (
    Qt.AlignmentFlag.AlignLeft,
    Qt.AlignmentFlag.AlignHCenter,
    Qt.AlignmentFlag.AlignRight,
    Qt.AlignmentFlag.AlignJustify,
)


class PaperPages:
    """The pages of a paper; page 0 is the first."""

    def __init__(self, paper: AnyPaper) -> None:
        text = [*_pieces(paper)]
        for piece in text[-2:]:  # a table ends with its last line and a gap
            piece.keeps = True  # who and when never stand on a page of their own
        self._pages = on_pages([*text, *_signature(paper)], _HEIGHT)

    @property
    def count(self) -> int:
        """The number of pages."""
        return len(self._pages)

    def places(self, page: int) -> list[tuple[QRectF, PrintedFigure]]:
        """Where the figures of a page stand on it, in their order."""
        return [place for down, piece in self._pages[page] for place in piece.places(QPointF(_LEFT, _TOP + down))]

    def paint(self, painter: QPainter, page: int) -> None:
        """Paints a whole page of `PAGE` units, with its number; the caller scales and clears."""
        for down, piece in self._pages[page]:
            piece.paint(painter, QPointF(_LEFT, _TOP + down))
        painter.setPen(QColor(Qt.GlobalColor.black))
        width = _WIDTH - 2 * _NUMBER * POINT
        side = _LEFT_SIDE if page % 2 else _RIGHT_SIDE
        for line in lines_of(f"— {page + 1} —", font(Face.NUMBER, _NUMBER), width, 8 * _MM, side):
            line.paint(painter, QPointF(_LEFT + _NUMBER * POINT, _TOP + _HEIGHT + 4 * _MM))


def print_pdf(paper: AnyPaper, path: Path) -> Sequence[str]:
    """Prints a paper into a file; returns what stands in for missing faces.

    Raises:
        EnvironmentFault: the file takes no pages.

    """
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setResolution(_RESOLUTION)
    writer.setTitle(paper.title)
    writer.setCreator(paper.office)
    pages, painter = PaperPages(paper), QPainter()
    if not painter.begin(writer):
        raise _unwritten(path)
    painter.scale(_RESOLUTION / _DOTS, _RESOLUTION / _DOTS)
    for page in range(pages.count):
        if page and not writer.newPage():
            painter.end()
            raise _unwritten(path)
        pages.paint(painter, page)
    if not painter.end():
        raise _unwritten(path)
    return tuple(missing_faces())


def _unwritten(path: Path) -> EnvironmentFault:
    return EnvironmentFault(f"{path.name} 无法写入", hint="请检查磁盘空间，或换一个位置")


def _pieces(paper: AnyPaper) -> Iterator[Piece]:
    yield from _text(paper.title, Face.TITLE, _TITLE, _TITLE_LINE, _CENTRE)
    for under in subtitles(paper):
        yield from _text(under, Face.KAI, _BODY, _LINE, _CENTRE)
    yield Gap(_LINE * POINT)
    for text, block in numbered(paper):
        match block:
            case Section(level=level):
                face = (Face.HEADING, Face.KAI, Face.BODY)[level - 1]
                yield from _text(text, face, _BODY, _LINE, indent=2 * _BODY, keeps=True)
            case Paragraph():
                figures = _spans(block)
                yield from _text(
                    block.text, Face.BODY, _BODY, _LINE, _BOTH, indent=2 * _BODY, closer=_CLOSER, figures=figures
                )
            case Table():
                yield from _text(text, Face.HEADING, 12, 22, _CENTRE, keeps=True)
                yield from _rows(block)
            case Chart():
                yield Picture(block, *_CHART, (_WIDTH - _CHART[0]) / 2)
                yield from _text(text, Face.HEADING, 12, 22, _CENTRE)


def _signature(paper: AnyPaper) -> Iterator[Piece]:
    day = to_local(paper.made_at)
    yield Gap(_LINE * POINT, keeps=True)
    yield from _text(paper.office, Face.BODY, _BODY, _LINE, _RIGHT_SIDE, margin=2 * _BODY, keeps=True)
    written = f"{day.year}年{day.month}月{day.day}日"
    yield from _text(written, Face.BODY, _BODY, _LINE, _RIGHT_SIDE, margin=2 * _BODY)


def _text(
    text: str,
    face: Face,
    points: float,
    line: float,
    side: Qt.AlignmentFlag = _LEFT_SIDE,
    *,
    indent: float = 0,
    margin: float = 0,
    closer: float = 0,
    keeps: bool = False,
    figures: Sequence[tuple[int, int, PrintedFigure]] = (),
) -> Iterator[Line]:
    letters, width = font(face, points, closer=closer), _WIDTH - margin * POINT
    return lines_of(text, letters, width, line * POINT, side, indent=indent * POINT, keeps=keeps, figures=figures)


def _rows(table: Table) -> Iterator[Piece]:
    points = cell_size(table)
    widths = [_WIDTH * width / sum(table.widths) for width in table.widths]
    line = points * 1.4 * POINT
    head = row_of(table.head, widths, font(Face.HEADING, points), line, keeps=True)
    yield head
    letters = font(Face.BODY, points)
    for place, cells in enumerate(table.lines):
        row = row_of(cells, widths, letters, line, keeps=keeps_with_next(table, place))
        row.head = head
        yield row
    yield Gap(8 * POINT)


def _spans(block: Paragraph) -> list[tuple[int, int, PrintedFigure]]:
    """The figures of a paragraph with their first sign and the one after their last."""
    found, at = [], 0
    for run in block.runs:
        text = run if isinstance(run, str) else run.text
        if isinstance(run, PrintedFigure):
            found.append((at, at + len(text), run))
        at += len(text)
    return found
