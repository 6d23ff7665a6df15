"""Writes Word documents in the layout of official papers (GB/T 9704) and verifies their texts."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from lxml import etree

from app.base.errors import FileRefused
from app.files.shared.aside import written_aside
from app.files.writers.blocks import Block, Body, Closing, Facts, Heading, Listing, Title
from app.files.writers.official_page import (
    BODY,
    BODY_FACE,
    HEADING_FACE,
    LINE,
    TITLE,
    TITLE_FACE,
    TITLE_LINE,
    WIDTH,
    blank_document,
    set_face,
)

_CELL, _CELL_LINE = 12.0, 18.0
# The longest value, in characters, that fits next to another pair on one line.
_ONE_LINE = 16


def write_document(path: Path, blocks: Sequence[Block]) -> int:
    """Writes the blocks as a .docx, verifies its texts and returns their number.

    What a Word file cannot hold (control characters) is left out of the texts.

    Raises:
        EnvironmentFault: it cannot be written; no half file remains.
        FileRefused: its texts are not those that were written; it was not put in place.

    """
    with written_aside(path) as aside:
        document = blank_document()
        for block in blocks:
            _add(document, block)
        document.save(str(aside))
        wanted = list(texts_of(blocks))
        if document_texts(aside) != wanted:
            raise FileRefused(f"{path.name} 写入后核对不符，没有保存", hint="请重试；若再次出现请联系维护人员")
    return len(wanted)


def document_texts(path: Path) -> list[str]:
    """Every text of a .docx in its order, paragraphs and cells alike, without empty ones.

    Raises:
        FileRefused: it cannot be read.

    """
    try:
        document = docx.Document(str(path))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise FileRefused(f"{path.name} 无法读取", hint="请重新生成") from error
    return [paragraph.text for paragraph in _paragraphs(document) if paragraph.text]


def texts_of(blocks: Sequence[Block]) -> Iterator[str]:
    """The texts that a document of these blocks holds, in its order, without empty ones."""
    for block in blocks:
        for text in _block_texts(block):
            yield from filter(None, lines_of(text))


def lines_of(text: str) -> list[str]:
    """The lines of a text as a Word file can hold them: no control characters, no halves of characters."""
    return ["".join(filter(_fits, line)).strip() for line in text.replace("\t", " ").splitlines()] or [""]


def _one_line(text: str) -> str:
    return " ".join(filter(None, lines_of(text)))


def _fits(sign: str) -> bool:
    return unicodedata.category(sign) not in ("Cc", "Cs") and sign not in "\ufffe\uffff"


def _block_texts(block: Block) -> Iterator[str]:
    match block:
        case Title(text) | Heading(text):
            yield _one_line(text)
        case Body(text):
            yield text
        case Closing(lines):
            yield from map(_one_line, lines)
        case Facts(pairs):
            yield from (part for pair in pairs for part in pair)
        case Listing(headings, rows):
            yield from (cell for row in (headings, *rows) for cell in row)


def _paragraphs(document: Any) -> Iterator[Paragraph]:
    return (Paragraph(found, document) for found in document.element.body.iter(qn("w:p")))


def _add(document: Any, block: Block) -> None:
    match block:
        case Title(text):
            _write(document.add_paragraph(), text, TITLE_FACE, TITLE, TITLE_LINE, WD_ALIGN_PARAGRAPH.CENTER)
            document.add_paragraph()
        case Heading(text):
            written = _write(document.add_paragraph(), text, HEADING_FACE, BODY, LINE)
            written.paragraph_format.first_line_indent = Pt(2 * BODY)
            written.paragraph_format.keep_with_next = True
            written.paragraph_format.space_before = Pt(6)
        case Body(text):
            for line in filter(None, lines_of(text)):
                written = _write(document.add_paragraph(), line, BODY_FACE, BODY, LINE, WD_ALIGN_PARAGRAPH.JUSTIFY)
                written.paragraph_format.first_line_indent = Pt(2 * BODY)
        case Closing(lines):
            document.add_paragraph()
            for line in lines:
                written = _write(document.add_paragraph(), line, BODY_FACE, BODY, LINE, WD_ALIGN_PARAGRAPH.RIGHT)
                written.paragraph_format.right_indent = Pt(2 * BODY)
        case Facts(pairs):
            _add_facts(document, pairs)
        case Listing(headings, rows, widths):
            _add_listing(document, headings, rows, widths)


def _add_facts(document: Any, pairs: Sequence[tuple[str, str]]) -> None:
    lines: list[list[tuple[str, str]]] = []
    for pair in pairs:
        if not lines or len(lines[-1]) == 2 or _is_long(pair) or _is_long(lines[-1][0]):
            lines.append([])
        lines[-1].append(pair)
    table = _table(document, len(lines), (28, 50, 28, 50))
    for row, line in zip(table.rows, lines, strict=True):
        cells = row.cells
        if len(line) == 1:
            cells[1].merge(cells[3])
        for at, (label, value) in enumerate(line):
            _fill(cells[2 * at], label, HEADING_FACE)
            _fill(cells[2 * at + 1], value, BODY_FACE)


def _is_long(pair: tuple[str, str]) -> bool:
    """Whether a value would break in half a line: a Chinese character is as wide as two others."""
    wide = sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in pair[1])
    return wide > _ONE_LINE or "\n" in pair[1]


def _add_listing(document: Any, headings: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
    table = _table(document, 1 + len(rows), [WIDTH * width / sum(widths) for width in widths])
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row, texts in zip(table.rows, (headings, *rows), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            _fill(cell, text, HEADING_FACE if texts is headings else BODY_FACE)


def _table(document: Any, rows: int, widths: Sequence[float]) -> Any:
    table = document.add_table(rows=rows, cols=len(widths))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for row in table.rows:
        whole = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().append(whole)
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def _fill(cell: Any, text: str, face: str) -> None:
    for at, line in enumerate(lines_of(text)):
        written = _write(cell.paragraphs[0] if not at else cell.add_paragraph(), line, face, _CELL, _CELL_LINE)
        written.paragraph_format.space_before = written.paragraph_format.space_after = Pt(2)


def _write(
    paragraph: Any,
    text: str,
    face: str,
    size: float,
    line: float,
    side: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
) -> Any:
    """Writes one line of text into an empty paragraph and returns it."""
    paragraph.alignment = side
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(line)
    set_face(paragraph.add_run(_one_line(text)), face, size)
    return paragraph
