"""Writes a paper as a Word document on the official page: figures are content controls, charts can be edited."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from lxml import etree

from app.base.clock import to_local
from app.base.errors import FileRefused
from app.files.papers.charts import add_chart
from app.files.shared.aside import written_aside
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
from app.rules.figures.fields import CALIBER_WORDS, DEFINITIONS, Field
from app.rules.paper.layout import CELL_SIZES, cell_size, keeps_with_next, numbered, subtitles
from app.rules.paper.model import AnyPaper, Chart, Paragraph, PrintedFigure, Run, Section, Table, TableCell

KAI_FACE = "楷体_GB2312"
# 28 characters on 156 mm: a 16 pt character takes 15.75.
_CLOSER = -5
# The line of table text is so much higher than its signs.
_CELL_LINE = 1.5
_LONGEST_PROPERTY = 255
# What stands in for the faces of official papers where a PC lacks them.
_STAND_INS = {TITLE_FACE: "宋体", BODY_FACE: "仿宋", KAI_FACE: "楷体"}
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NUMBER = re.compile(r"[（(]?[0-9.%—-]+[）)]?")


def write_paper(path: Path, paper: AnyPaper) -> None:
    """Writes a paper as a .docx and verifies that each figure stands in it under its tag.

    Raises:
        EnvironmentFault: it cannot be written; no half file remains.
        FileRefused: its figures are not those of the paper; it was not put in place.

    """
    with written_aside(path) as aside:
        document = blank_document()
        _Writer(document, paper).write()
        document.save(str(aside))
        if controls_of(aside) != [(figure.tag, clean(figure.text)) for figure in _figures(paper)]:
            raise FileRefused(f"{path.name} 写入后核对不符，没有保存", hint="请重试；若再次出现请联系维护人员")


def controls_of(path: Path) -> list[tuple[str, str]]:
    """The tag and the text of every figure's content control in a .docx, in its order."""
    with zipfile.ZipFile(path) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    found = []
    for control in body.iter(f"{_W}sdt"):
        tag = control.find(f"{_W}sdtPr/{_W}tag")
        if tag is not None:
            found.append((str(tag.get(f"{_W}val")), "".join(text.text or "" for text in control.iter(f"{_W}t"))))
    return found


def clean(text: str) -> str:
    """A text as a Word file can hold it: no control characters, no halves of characters."""
    return "".join(
        sign for sign in text if unicodedata.category(sign) not in {"Cc", "Cs"} and sign not in "\ufffe\uffff"
    )


def _figures(paper: AnyPaper) -> Iterator[PrintedFigure]:
    for section in paper.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield from (run for run in block.runs if isinstance(run, PrintedFigure))
            elif isinstance(block, Table):
                yield from (cell for line in block.lines for cell in line if isinstance(cell, PrintedFigure))


class _Writer:
    def __init__(self, document: Any, paper: AnyPaper) -> None:
        self._document, self._paper = document, paper
        self._controls = 0
        add_styles(document)

    def write(self) -> None:
        paper, document = self._paper, self._document
        document.core_properties.title = clean(paper.title)[:_LONGEST_PROPERTY]
        document.core_properties.author = clean(paper.office)[:_LONGEST_PROPERTY]
        document.core_properties.comments = ""
        document.add_paragraph(clean(paper.title), "Title")
        for under in subtitles(paper):
            document.add_paragraph(clean(under), "Subtitle")
        document.add_paragraph("", "Body Text")
        blocks = list(numbered(paper))
        for place, (text, block) in enumerate(blocks, start=1):
            self._add(text, block, last=place == len(blocks))
        day = to_local(paper.made_at)
        # Who and when never stand on a page of their own.
        for last in (document.paragraphs[-1], document.add_paragraph("", "Body Text")):
            last.paragraph_format.keep_with_next = True
        for line in (paper.office, f"{day.year}年{day.month}月{day.day}日"):
            document.add_paragraph(clean(line), "Signature")
        document.paragraphs[-2].paragraph_format.keep_with_next = True

    def _add(self, text: str, block: Section | Paragraph | Table | Chart, *, last: bool) -> None:
        document = self._document
        match block:
            case Section(level=level):
                document.add_paragraph(clean(text), f"Heading {level}")
            case Paragraph(runs):
                self._fill(document.add_paragraph("", "Body Text"), runs)
            case Table():
                caption = document.add_paragraph(clean(text), "Caption")
                caption.paragraph_format.keep_with_next = True
                self._table(block, last=last)
                document.add_paragraph("", "Table Gap")
            case Chart():
                place = document.add_paragraph("", "Chart")
                add_chart(document, place, block)
                document.add_paragraph(clean(text), "Caption")

    def _fill(self, paragraph: Any, runs: Sequence[Run]) -> None:
        xml = "".join(self._control(run) if isinstance(run, PrintedFigure) else _text(run) for run in runs)
        for element in parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"):
            paragraph._p.append(element)

    def _control(self, figure: PrintedFigure) -> str:
        self._controls += 1
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val="{_attribute(alias_of(figure))}"/>'
            f'<w:tag w:val="{_attribute(figure.tag)}"/><w:id w:val="{self._controls}"/></w:sdtPr>'
            f"<w:sdtContent>{_text(figure.text)}</w:sdtContent></w:sdt>"
        )

    def _table(self, table: Table, *, last: bool) -> None:
        """Writes the rows as one piece of XML: cell by cell python-docx takes a second for a thousand of them.

        The last line of a paper's last table stays with what is signed below it.
        """
        small = CELL_SIZES.index(cell_size(table))
        whole = sum(table.widths)
        widths = [round(Mm(WIDTH).twips * width / whole) for width in table.widths]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        head = self._row(table.head, widths, f"TableHead{small}", keep=True, head=True)
        rows = "".join(
            self._row(
                line,
                widths,
                f"TableText{small}",
                keep=keeps_with_next(table, place) or (last and place == len(table.lines) - 1),
            )
            for place, line in enumerate(table.lines)
        )
        borders = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        xml = (
            f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
            '<w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>"
        )
        body = self._document.element.body
        body.insert(len(body) - 1, parse_xml(xml))

    def _row(
        self, cells: Sequence[TableCell], widths: Sequence[int], style: str, *, keep: bool, head: bool = False
    ) -> str:
        marks = "<w:cantSplit/><w:tblHeader/>" if head else "<w:cantSplit/>"
        kept = "<w:keepNext/>" if keep else ""
        return (
            f"<w:tr><w:trPr>{marks}</w:trPr>"
            + "".join(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
                f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}{_side(cell)}</w:pPr>{self._cell(cell)}</w:p></w:tc>'
                for cell, width in zip(cells, widths, strict=True)
            )
            + "</w:tr>"
        )

    def _cell(self, cell: TableCell) -> str:
        return self._control(cell) if isinstance(cell, PrintedFigure) else _text(str(cell))


def alias_of(figure: PrintedFigure) -> str:
    """What a content control is called in Word: the figure, its row and its caliber; 64 signs at most."""
    name = figure.id.rpartition(".")[2]
    words = DEFINITIONS[Field(name)].words if name in set(Field) else figure.id
    parts = (words, "、".join(figure.key), CALIBER_WORDS[figure.caliber], figure.period)
    return clean(" ".join(filter(None, parts)))[:64]


def add_styles(document: Any) -> None:
    """The styles of a paper: real headings, body text, captions, cells, and what stands in for missing faces."""
    styles = document.styles
    centre, both, right = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.RIGHT
    for name, base in (("Signature", "Normal"), ("Chart", "Normal"), ("Table Gap", "Normal")):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles[base]
    _style(styles["Title"], TITLE_FACE, TITLE, TITLE_LINE, centre)
    _style(styles["Subtitle"], KAI_FACE, BODY, LINE, centre)
    _style(styles["Body Text"], BODY_FACE, BODY, LINE, both, indent=2 * BODY)
    _style(styles["Signature"], BODY_FACE, BODY, LINE, right)
    styles["Signature"].paragraph_format.right_indent = Pt(2 * BODY)
    for level, face in ((1, HEADING_FACE), (2, KAI_FACE), (3, BODY_FACE)):
        heading = styles[f"Heading {level}"]
        _style(heading, face, BODY, LINE, WD_ALIGN_PARAGRAPH.LEFT, indent=2 * BODY)
        heading.paragraph_format.keep_with_next = True
    _style(styles["Caption"], HEADING_FACE, 12.0, 22.0, centre)
    _style(styles["Table Gap"], BODY_FACE, 6.0, 8.0, both)
    styles["Chart"].paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    styles["Chart"].paragraph_format.alignment = centre
    styles["Chart"].paragraph_format.keep_with_next = True
    for place, size in enumerate(CELL_SIZES):
        for word, face in (("TableHead", HEADING_FACE), ("TableText", BODY_FACE)):
            made = styles.add_style(f"{word}{place}", WD_STYLE_TYPE.PARAGRAPH)
            made.base_style = styles["Normal"]
            _style(made, face, size, _CELL_LINE * size, centre)
            made.paragraph_format.space_before = made.paragraph_format.space_after = Pt(1)
    _close_up(styles["Body Text"])
    _stand_ins(document)


def _style(style: Any, face: str, size: float, line: float, side: WD_ALIGN_PARAGRAPH, *, indent: float = 0) -> None:
    properties = style.element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    set_face(style, face, size)
    style.font.bold = style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    form = style.paragraph_format
    borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:
        style.element.pPr.remove(borders)
    form.alignment = side
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    form.first_line_indent = Pt(indent)


def _close_up(style: Any) -> None:
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(_CLOSER))
    properties = style.element.get_or_add_rPr()
    following = properties.find(qn("w:sz"))
    following.addprevious(spacing)


def _stand_ins(document: Any) -> None:
    """Names other faces for those that a PC may lack."""
    part = next(part for part in document.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    table = etree.fromstring(part.blob)
    for face, other in _STAND_INS.items():
        font = etree.SubElement(table, f"{_W}font", {f"{_W}name": face})
        etree.SubElement(font, f"{_W}altName", {f"{_W}val": other})
        etree.SubElement(font, f"{_W}charset", {f"{_W}val": "86"})
    part._blob = etree.tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True)


def _side(cell: TableCell) -> str:
    """Long words stand at the left, numbers and short words in the middle."""
    text = cell.text if isinstance(cell, PrintedFigure) else str(cell)
    return "" if len(text) <= 12 or _NUMBER.fullmatch(text) else '<w:jc w:val="left"/>'


def _text(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(clean(text))}</w:t></w:r>'


def _attribute(text: str) -> str:
    return escape(clean(text), {'"': "&quot;"})
