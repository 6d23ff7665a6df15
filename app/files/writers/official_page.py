"""The page of official papers (GB/T 9704-2012) in Word documents: paper, margins, faces, page numbers."""

from __future__ import annotations

from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

# A4 with the margins and faces of GB/T 9704-2012: top 37, bottom 35, left 28, right 26 mm leave 156 x 225 mm.
_PAGE, _MARGINS = (210, 297), {"top": 37, "bottom": 35, "left": 28, "right": 26}
WIDTH = 156
TITLE_FACE, HEADING_FACE, BODY_FACE, NUMBER_FACE = "方正小标宋简体", "黑体", "仿宋_GB2312", "宋体"
TITLE, BODY, NUMBER = 22.0, 16.0, 14.0
LINE, TITLE_LINE = 28.9, 34.0
# 页码 lies 7 mm under the text.
_FOOTER = _MARGINS["bottom"] - 7 - 5


def blank_document() -> Any:
    """An empty document with this page."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(_PAGE[0]), Mm(_PAGE[1])
    for side, width in _MARGINS.items():
        setattr(section, f"{side}_margin", Mm(width))
    section.footer_distance = Mm(_FOOTER)
    style = document.styles["Normal"]
    set_face(style, BODY_FACE, BODY)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    style.paragraph_format.line_spacing = Pt(LINE)
    document.settings.odd_and_even_pages_header_footer = True
    _number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)
    return document


def _number(paragraph: Any, side: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 —, at the outer side and one character away from it."""
    paragraph.alignment = side
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(NUMBER)
    set_face(paragraph.add_run("— "), NUMBER_FACE, NUMBER)
    run = paragraph.add_run()
    set_face(run, NUMBER_FACE, NUMBER)
    for kind in ("begin", "", "end"):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = "PAGE"
        run._r.append(part)
    set_face(paragraph.add_run(" —"), NUMBER_FACE, NUMBER)


def set_face(owner: Any, face: str, size: float) -> None:
    """Names the face for Chinese, too: a Word file keeps it apart from the Latin one."""
    owner.font.name, owner.font.size = face, Pt(size)
    fonts = owner.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), face)
