"""A paper as a Word document: real headings, controls with their tags, tables that do not break, charts to edit."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import docx
import openpyxl
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree

from app.base.errors import FileRefused
from app.files.papers import word
from app.files.papers.word import controls_of, write_paper
from app.rules.paper.model import Paragraph, Section, Table, printed_in
from tests.support.paper_samples import FIGURE, HOSTILE, sample_paper

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


@pytest.fixture
def written(tmp_path):
    path = tmp_path / "月报.docx"
    paper = sample_paper()
    write_paper(path, paper)
    return paper, path


def _whole_text(paragraph) -> str:
    return "".join(text.text or "" for text in paragraph._p.iter(qn("w:t")))


def test_headings_are_styles_with_numerals_and_the_title_stands_in_the_middle(written):
    document = docx.Document(str(written[1]))
    told = [(one.style.name, _whole_text(one)) for one in document.paragraphs]
    assert told[0] == ("Title", "某区商务局接诉即办月报")
    assert told[1] == ("Subtitle", "（2026年11月）")
    headings = [pair for pair in told if pair[0].startswith("Heading")]
    assert headings == [
        ("Heading 1", "一、总体情况"),
        ("Heading 1", "二、办理质量"),
        ("Heading 2", "（一）三率情况"),
        ("Heading 2", "（二）超期情况"),
    ]
    assert [text for name, text in told if name == "Caption"] == ["表1　三率统计表", "图1　分月受理量", "图2　分月三率"]
    assert document.paragraphs[0].style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert document.paragraphs[0].style.font.size == Pt(22)


def test_the_page_is_that_of_gb_t_9704(written):
    document = docx.Document(str(written[1]))
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    body = document.styles["Body Text"]
    assert (body.font.size, body.paragraph_format.line_spacing) == (Pt(16), Pt(28.9))
    assert int(Mm(225) / body.paragraph_format.line_spacing) == 22
    closer = int(body.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert int(Mm(156).pt / (16 + closer)) == 28
    assert document.settings.odd_and_even_pages_header_footer
    assert section.footer.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert section.even_page_footer.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.LEFT


def test_every_figure_is_a_control_with_its_tag_and_a_name_of_its_own(written):
    paper, path = written
    controls = controls_of(path)
    assert {tag for tag, _text in controls} == {figure.tag for figure in printed_in(paper.sections)}
    assert controls[0] == (FIGURE.tag, "12")
    body = etree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))
    ids = [one.get(qn("w:val")) for one in body.iter(qn("w:id"))]
    assert len(ids) == len(set(ids)) == len(controls)
    for one in body.iter(qn("w:alias"), qn("w:tag")):
        assert 0 < len(one.get(qn("w:val"))) <= 64


def test_the_sentence_reads_whole_with_its_figures(written):
    document = docx.Document(str(written[1]))
    assert "本期受理诉求12件，解决率93.1%。" in [_whole_text(one) for one in document.paragraphs]


def test_tables_repeat_their_head_and_break_no_row(written):
    (table,) = docx.Document(str(written[1])).tables
    rows = table._tbl.findall(qn("w:tr"))
    assert [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows] == [True, False, False]
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    texts = [["".join(text.text for text in cell.iter(qn("w:t"))) for cell in row.findall(qn("w:tc"))] for row in rows]
    assert texts == [["承办单位", "受理量"], ["某单位", "12"], ["汇总", "12"]]


@pytest.mark.parametrize("lines", [2, 6, 7, 12])
def test_a_long_table_is_kept_only_at_its_end_and_a_last_one_with_the_signature(tmp_path, lines):
    """LibreOffice prints no more lines of a long table whose first one is kept with the second."""
    table = Table("统计", ("单位", "数"), tuple((f"单位{one}", one) for one in range(lines)), (3, 1))
    sample = sample_paper()
    for blocks, at_end in (((table, Paragraph(("末段",))), 0), ((table,), 1)):
        write_paper(tmp_path / "表.docx", replace(sample, sections=(Section("总体情况", 1, blocks),), printed=()))
        head, *rows = docx.Document(str(tmp_path / "表.docx")).tables[0]._tbl.tr_lst
        kept = [next(row.iter(qn("w:keepNext")), None) is not None for row in rows]
        assert next(head.iter(qn("w:keepNext")), None) is not None
        assert kept == ([True] * (lines - 1) if lines <= 6 else [False] * (lines - 2) + [True]) + [bool(at_end)]


def test_charts_are_native_and_carry_the_workbook_of_their_numbers(written):
    with zipfile.ZipFile(written[1]) as package:
        names = package.namelist()
        charts = [name for name in names if re.fullmatch(r"word/charts/chart\d+\.xml", name)]
        assert len(charts) == 2
        tree = etree.fromstring(package.read("word/charts/chart1.xml"))
        assert [one.text for one in tree.iter(f"{_CHART}v")] == ["受理量", "1月", "2月", "5", "7"]
        related = etree.fromstring(package.read("word/charts/_rels/chart1.xml.rels"))
        target = related[0].get("Target").rpartition("/")[2]
        book = openpyxl.load_workbook(io.BytesIO(package.read(f"word/embeddings/{target}")))
    rows = [list(row) for row in book.active.iter_rows(values_only=True)]
    assert rows == [[None, "受理量"], ["1月", 5], ["2月", 7]]


def test_what_word_cannot_hold_is_left_out_and_markup_is_text(tmp_path):
    path = tmp_path / "报.docx"
    for text in HOSTILE:
        write_paper(path, sample_paper(text))
        docx.Document(str(path))


def test_a_file_that_is_not_the_paper_is_not_put_in_place(tmp_path, monkeypatch):
    path = tmp_path / "报.docx"
    path.write_bytes(b"old")
    monkeypatch.setattr(word, "controls_of", lambda _path: [])
    with pytest.raises(FileRefused):
        write_paper(path, sample_paper())
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["报.docx"]
