"""Printed pages: divided as an office divides them, painted with every piece, a PDF that opens."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter

from app.base.errors import EnvironmentFault
from app.reports.paper import pdf
from app.rules.paper.model import Section, Table
from app.ui.paper.drawn_chart import steps_to
from app.ui.paper.lines import POINT
from app.ui.paper.pages import PAGE, PaperPages, print_pdf
from app.ui.paper.pieces import Gap, Row, on_pages
from tests.support.paper_samples import HOSTILE, sample_paper


class _Block:
    def __init__(self, height: float, *, keeps: bool = False, head: _Block | None = None) -> None:
        self.height, self.keeps, self.head = height, keeps, head

    def paint(self, painter: QPainter, top: QPointF) -> None:
        raise AssertionError("not painted here")


def _heights(pages) -> list[list[float]]:
    return [[down for down, _piece in page] for page in pages]


def test_pieces_fill_a_page_and_what_keeps_goes_with_the_next():
    assert _heights(on_pages([_Block(40) for _ in range(5)], 100)) == [[0, 40], [0, 40], [0]]
    assert _heights(on_pages([_Block(60), _Block(30, keeps=True), _Block(30)], 100)) == [[0], [0, 30]]
    assert _heights(on_pages([_Block(60), _Block(10, keeps=True), _Block(10, keeps=True), _Block(30)], 100)) == [
        [0],
        [0, 10, 20],
    ]


def test_a_table_goes_on_under_its_head_and_what_fits_no_page_is_divided():
    head = _Block(10)
    rows = [_Block(40, head=head) for _ in range(4)]
    pages = on_pages([head, *rows], 100)
    assert _heights(pages) == [[0, 10, 50], [0, 10, 50]]
    assert pages[1][0][1] is head
    assert len(on_pages([_Block(60, keeps=True), _Block(60, keeps=True), _Block(60)], 100)) == 3


def test_no_page_begins_with_a_gap():
    assert _heights(on_pages([_Block(100), Gap(20), _Block(50)], 100)) == [[0], [0]]


@pytest.mark.parametrize(
    ("most", "end", "marks"), [(0, 1, 2), (7, 8, 5), (100, 100, 6), (621, 800, 5), (3, 3, 4), (0.5, 0.5, 6)]
)
def test_the_marks_of_an_axis(most, end, marks):
    found, steps = steps_to(float(most))
    assert (found, len(steps)) == (pytest.approx(end), marks)
    assert steps[0] == 0
    assert steps[-1] >= most


def test_every_page_is_painted_with_its_number(qapp):
    pages = PaperPages(sample_paper(lines=60))
    assert pages.count > 2
    for page in range(pages.count):
        image = QImage(round(PAGE.width()), round(PAGE.height()), QImage.Format.Format_RGB32)
        image.fill(0xFFFFFFFF)
        painter = QPainter(image)
        pages.paint(painter, page)
        painter.end()
        foot = [image.pixel(x, y) for y in range(1000, 1050) for x in range(0, image.width(), 2)]
        assert any(pixel != 0xFFFFFFFF for pixel in foot)
        side = [place % (image.width() // 2 + 1) for place, pixel in enumerate(foot) if pixel != 0xFFFFFFFF]
        assert side


def test_twenty_two_lines_fit_a_page(qapp):
    assert int(225 / 25.4 * 96 / (28.9 * POINT)) == 22


def test_who_signed_stands_on_the_page_of_the_last_line_of_a_table(qapp):
    for lines in range(12, 60):
        table = Table("统计", ("单位", "数"), tuple((f"单位{one}", one) for one in range(lines)), (3, 1))
        sections = (Section("总体情况", 1, (table,)),)
        pages = PaperPages(replace(sample_paper(), sections=sections, printed=()))._pages
        assert sum(isinstance(piece, Row) for _down, piece in pages[-1]), lines


def test_a_pdf_opens_with_as_many_pages_and_says_what_stands_in(qapp, tmp_path):
    path = tmp_path / "报.pdf"
    notes = pdf.write(sample_paper(), path, print_pdf)
    content = path.read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.count(b"/Type /Page\n") == PaperPages(sample_paper()).count
    assert all(note.startswith("本机没有字体") for note in notes)


def test_hostile_texts_are_printed(qapp, tmp_path):
    for text in HOSTILE:
        pdf.write(sample_paper(text), tmp_path / "报.pdf", print_pdf)


def test_a_print_that_fails_leaves_no_half_file(qapp, tmp_path):
    path = tmp_path / "报.pdf"
    path.write_bytes(b"old")

    def fails(_paper, aside):
        aside.write_bytes(b"half")
        raise EnvironmentFault("磁盘空间不足")

    with pytest.raises(EnvironmentFault):
        pdf.write(sample_paper(), path, fails)
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["报.pdf"]
