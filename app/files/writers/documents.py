"""Writes Word documents in the layout of official papers (GB/T 9704) and verifies their texts."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
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

# A4 with the margins and faces of GB/T 9704-2012: top 37, bottom 35, left 28, right 26 mm leave 156 x 225 mm.
_PAGE, _MARGINS = (210, 297), {"top": 37, "bottom": 35, "left": 28, "right": 26}
_WIDTH = 156
_TITLE_FACE, _HEADING_FACE, _BODY_FACE, _NUMBER_FACE = "方正小标宋简体", "黑体", "仿宋_GB2312", "宋体"
_TITLE, _BODY, _CELL, _NUMBER = 22.0, 16.0, 12.0, 14.0
_LINE, _CELL_LINE, _TITLE_LINE = 28.9, 18.0, 34.0
# The longest value, in characters, that fits next to another pair on one line.
_ONE_LINE = 16
# 页码 lies 7 mm under the text.
_FOOTER = _MARGINS["bottom"] - 7 - 5


def write_document(path: Path, blocks: Sequence[Block]) -> int:
    """Writes the blocks as a .docx, verifies its texts and returns their number.

    What a Word file cannot hold (control characters) is left out of the texts.

    Raises:
        EnvironmentFault: it cannot be written; no half file remains.
        FileRefused: its texts are not those that were written; it was not put in place.

    """
    with written_aside(path) as aside:
        document = _blank()
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


def _blank() -> Any:
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(_PAGE[0]), Mm(_PAGE[1])
    for side, width in _MARGINS.items():
        setattr(section, f"{side}_margin", Mm(width))
    section.footer_distance = Mm(_FOOTER)
    style = document.styles["Normal"]
    _face(style, _BODY_FACE, _BODY)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    style.paragraph_format.line_spacing = Pt(_LINE)
    document.settings.odd_and_even_pages_header_footer = True
    _number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)
    return document


def _number(paragraph: Any, side: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 —, at the outer side and one character away from it."""
    paragraph.alignment = side
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(_NUMBER)
    _face(paragraph.add_run("— "), _NUMBER_FACE, _NUMBER)
    run = paragraph.add_run()
    _face(run, _NUMBER_FACE, _NUMBER)
    for kind in ("begin", "", "end"):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = "PAGE"
        run._r.append(part)
    _face(paragraph.add_run(" —"), _NUMBER_FACE, _NUMBER)


def _face(owner: Any, face: str, size: float) -> None:
    """Names the face for Chinese, too: a Word file keeps it apart from the Latin one."""
    owner.font.name, owner.font.size = face, Pt(size)
    fonts = owner.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), face)


def _add(document: Any, block: Block) -> None:
    match block:
        case Title(text):
            _write(document.add_paragraph(), text, _TITLE_FACE, _TITLE, _TITLE_LINE, WD_ALIGN_PARAGRAPH.CENTER)
            document.add_paragraph()
        case Heading(text):
            written = _write(document.add_paragraph(), text, _HEADING_FACE, _BODY, _LINE)
            written.paragraph_format.first_line_indent = Pt(2 * _BODY)
            written.paragraph_format.keep_with_next = True
            written.paragraph_format.space_before = Pt(6)
        case Body(text):
            for line in filter(None, lines_of(text)):
                written = _write(document.add_paragraph(), line, _BODY_FACE, _BODY, _LINE, WD_ALIGN_PARAGRAPH.JUSTIFY)
                written.paragraph_format.first_line_indent = Pt(2 * _BODY)
        case Closing(lines):
            document.add_paragraph()
            for line in lines:
                written = _write(document.add_paragraph(), line, _BODY_FACE, _BODY, _LINE, WD_ALIGN_PARAGRAPH.RIGHT)
                written.paragraph_format.right_indent = Pt(2 * _BODY)
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
            _fill(cells[2 * at], label, _HEADING_FACE)
            _fill(cells[2 * at + 1], value, _BODY_FACE)


def _is_long(pair: tuple[str, str]) -> bool:
    """Whether a value would break in half a line: a Chinese character is as wide as two others."""
    wide = sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in pair[1])
    return wide > _ONE_LINE or "\n" in pair[1]


def _add_listing(document: Any, headings: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
    table = _table(document, 1 + len(rows), [_WIDTH * width / sum(widths) for width in widths])
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row, texts in zip(table.rows, (headings, *rows), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            _fill(cell, text, _HEADING_FACE if texts is headings else _BODY_FACE)


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
    _face(paragraph.add_run(_one_line(text)), face, size)
    return paragraph
