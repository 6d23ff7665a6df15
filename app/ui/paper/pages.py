"""A paper as pages: laid out at 96 dots an inch, painted at any scale, printed as a PDF without an office suite."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextTableFormat,
)

from app.base.clock import to_local
from app.base.errors import EnvironmentFault
from app.rules.paper.layout import numbered
from app.rules.paper.model import Chart, Paper, Paragraph, PrintedFigure, Section, Table, TableCell
from app.ui.paper.drawn_chart import drawn
from app.ui.paper.faces import Face, font, missing_faces

_DOTS = 96.0
_MM = _DOTS / 25.4
_POINT = _DOTS / 72
# A4; the type area of GB/T 9704: 156 × 225 mm, 28 mm from the left, 37 mm from the top.
PAGE = QSizeF(210 * _MM, 297 * _MM)
_LEFT, _TOP, _WIDTH, _HEIGHT = 28 * _MM, 37 * _MM, 156 * _MM, 225 * _MM
_BODY, _LINE, _TITLE, _TITLE_LINE, _NUMBER = 16.0, 28.9, 22.0, 34.0, 14.0
_CLOSER = 0.25
_CELL_SIZES = ((6, 12.0), (9, 10.5), (99, 9.0))
_CHART = (round(150 * _MM), round(75 * _MM))
_RESOLUTION = 600
_FIXED: int = QTextBlockFormat.LineHeightTypes.FixedHeight.value  # type: ignore[assignment]
# Marks a block that must stand on the same page as the one after it.
_KEEP = QTextFormat.Property.UserProperty + 1


class PaperPages:
    """The pages of a paper; page 0 is the first."""

    def __init__(self, paper: Paper) -> None:
        self._document = _Composed(paper).document
        self.count = self._document.pageCount()

    def paint(self, painter: QPainter, page: int) -> None:
        """Paints a whole page of `PAGE` units, with its number; the caller scales and clears."""
        painter.save()
        painter.translate(_LEFT, _TOP - page * _HEIGHT)
        self._document.drawContents(painter, QRectF(-2, page * _HEIGHT, _WIDTH + 4, _HEIGHT))
        painter.restore()
        painter.save()
        number = font(Face.NUMBER, _NUMBER)
        number.setPixelSize(round(_NUMBER * _POINT))  # points would be those of the device
        painter.setFont(number)
        painter.setPen(QColor(Qt.GlobalColor.black))
        side = Qt.AlignmentFlag.AlignLeft if page % 2 else Qt.AlignmentFlag.AlignRight
        room = QRectF(_LEFT + _NUMBER * _POINT, _TOP + _HEIGHT + 7 * _MM, _WIDTH - 2 * _NUMBER * _POINT, 8 * _MM)
        painter.drawText(room, int(side | Qt.AlignmentFlag.AlignTop), f"— {page + 1} —")
        painter.restore()


def print_pdf(paper: Paper, path: Path) -> Sequence[str]:
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
        raise EnvironmentFault(f"{path.name} 无法写入", hint="请换一个位置")
    painter.scale(_RESOLUTION / _DOTS, _RESOLUTION / _DOTS)
    for page in range(pages.count):
        if page and not writer.newPage():
            painter.end()
            raise EnvironmentFault(f"{path.name} 无法写入", hint="请换一个位置")
        pages.paint(painter, page)
    if not painter.end():
        raise EnvironmentFault(f"{path.name} 无法写入", hint="请换一个位置")
    return tuple(missing_faces())


class _Composed:
    """A paper as a text that is divided into pages."""

    def __init__(self, paper: Paper) -> None:
        self.document = document = QTextDocument()
        document.setUndoRedoEnabled(False)
        document.setUseDesignMetrics(True)
        document.setDocumentMargin(0)
        document.setDefaultFont(font(Face.BODY, _BODY))
        self._cursor = QTextCursor(document)
        self._begun = False
        self._charts = 0
        self._compose(paper)
        document.setPageSize(QSizeF(_WIDTH, _HEIGHT))
        _keep_together(document)

    def _compose(self, paper: Paper) -> None:
        centre, right = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight
        self._block(paper.title, Face.TITLE, _TITLE, _TITLE_LINE, centre)
        if paper.subtitle:
            self._block(paper.subtitle, Face.KAI, _BODY, _LINE, centre)
        self._block("", Face.BODY, _BODY, _LINE)
        for text, block in numbered(paper):
            match block:
                case Section(level=level):
                    face = (Face.HEADING, Face.KAI, Face.BODY)[level - 1]
                    self._block(text, face, _BODY, _LINE, indent=2 * _BODY, keep=True)
                case Paragraph():
                    both = Qt.AlignmentFlag.AlignJustify
                    self._block(block.text, Face.BODY, _BODY, _LINE, both, indent=2 * _BODY, closer=_CLOSER)
                case Table():
                    self._block(text, Face.HEADING, 12, 22, centre, keep=True)
                    self._table(block)
                case Chart():
                    self._chart(block)
                    self._block(text, Face.HEADING, 12, 22, centre)
        day = to_local(paper.made_at)
        self._block("", Face.BODY, _BODY, _LINE)
        for line in (paper.office, f"{day.year}年{day.month}月{day.day}日"):
            self._block(line, Face.BODY, _BODY, _LINE, right, margin=2 * _BODY)

    def _block(
        self,
        text: str,
        face: Face,
        points: float,
        line: float,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        *,
        indent: float = 0,
        margin: float = 0,
        closer: float = 0,
        keep: bool = False,
    ) -> None:
        form = _form(line, side, keep=keep)
        form.setTextIndent(indent * _POINT)
        form.setRightMargin(margin * _POINT)
        self._begin(form)
        self._cursor.insertText(text, _letters(face, points, closer))

    def _begin(self, form: QTextBlockFormat) -> None:
        """Begins a block; the first one of a document, and the one after a table, is there already."""
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        if self._begun:
            self._cursor.insertBlock(form)
        self._cursor.setBlockFormat(form)
        self._begun = True

    def _table(self, table: Table) -> None:
        points = next(size for most, size in _CELL_SIZES if len(table.head) <= most)
        form = QTextTableFormat()
        form.setHeaderRowCount(1)
        form.setBorder(0.7)
        form.setBorderCollapse(True)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setBorderBrush(QColor(Qt.GlobalColor.black))
        form.setCellPadding(2.2)
        form.setWidth(QTextLength(QTextLength.Type.FixedLength, _WIDTH))
        whole = sum(table.widths)
        percent = QTextLength.Type.PercentageLength
        form.setColumnWidthConstraints([QTextLength(percent, 100 * width / whole) for width in table.widths])
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        inserted = self._cursor.insertTable(1 + len(table.lines), len(table.head), form)
        middle = QTextCharFormat.VerticalAlignment.AlignMiddle
        for row, cells in enumerate((table.head, *table.lines)):
            letters = _letters(Face.BODY if row else Face.HEADING, points)
            for column, cell in enumerate(cells):
                place = inserted.cellAt(row, column)
                look = place.format()
                look.setVerticalAlignment(middle)
                place.setFormat(look)
                cursor = place.firstCursorPosition()
                cursor.setBlockFormat(_form(points * 1.35, Qt.AlignmentFlag.AlignHCenter))
                cursor.insertText(_words(cell), letters)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._cursor.setBlockFormat(_form(8, Qt.AlignmentFlag.AlignLeft))

    def _chart(self, chart: Chart) -> None:
        self._charts += 1
        url = QUrl(f"chart:{self._charts}")
        self.document.addResource(QTextDocument.ResourceType.ImageResource, url, drawn(chart, *_CHART))
        form = QTextBlockFormat()
        form.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        form.setProperty(_KEEP, True)
        self._begin(form)
        image = QTextImageFormat()
        image.setName(url.toString())
        image.setWidth(_CHART[0])
        image.setHeight(_CHART[1])
        self._cursor.insertImage(image)


def _words(cell: TableCell) -> str:
    return cell.text if isinstance(cell, PrintedFigure) else str(cell)


def _form(line: float, side: Qt.AlignmentFlag, *, keep: bool = False) -> QTextBlockFormat:
    form = QTextBlockFormat()
    form.setAlignment(side)
    form.setLineHeight(line * _POINT, _FIXED)
    if keep:
        form.setProperty(_KEEP, True)
    return form


def _letters(face: Face, points: float, closer: float = 0) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFont(font(face, points, closer=closer))
    form.setForeground(QColor(Qt.GlobalColor.black))
    return form


def _keep_together(document: QTextDocument) -> None:
    """Moves headings and captions that would stand alone at the end of a page to the next one."""
    layout = document.documentLayout()

    def page_of(block: QTextBlock, *, last: bool = False) -> int:
        box = layout.blockBoundingRect(block)
        return int((box.bottom() - 1 if last else box.top() + 1) // _HEIGHT)

    block = document.begin()
    while block.isValid():
        following = block.next()
        if (
            block.blockFormat().property(_KEEP)
            and following.isValid()
            and page_of(block) < page_of(following, last=True)
        ):
            first = block
            while first.previous().isValid() and first.previous().blockFormat().property(_KEEP):
                first = first.previous()
            if page_of(first) == page_of(block):
                form = QTextBlockFormat()
                form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
                QTextCursor(first).mergeBlockFormat(form)
        block = following
