"""Every paper of a made-up year opens in LibreOffice with its title, headings and sentences, and its numbers."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest

from app.base.clock import StillClock, from_local
from app.desk.paper.build import build
from app.reports.paper import docx as word
from app.reports.paper import xlsx
from app.rules.paper.kinds import FORMS, PaperKind
from app.rules.paper.layout import numeral
from app.rules.paper.model import Paragraph, Section, Table
from tests.support.needs import must_find
from tests.support.paper_samples import sample_paper
from tests.support.paper_tickets import fill_year
from tests.support.registers import desk_on

pytestmark = [pytest.mark.libreoffice, pytest.mark.soak]
PERIODS = {
    PaperKind.DAILY: "day:2026-11-10",
    PaperKind.WEEKLY: "week:2026-W46",
    PaperKind.MONTHLY: "month:2026-11",
    PaperKind.QUARTERLY: "quarter:2026-Q4",
    PaperKind.HALF_YEAR: "half:2026-H2",
    PaperKind.ANNUAL: "year:2026",
    PaperKind.RATES: "assess:2026-11",
    PaperKind.COUNTERMEASURES: "assess:2026-11",
    PaperKind.TOPIC: "year:2026",
    PaperKind.SURVEY: "month:2026-11",
    PaperKind.EXCLUSION: "month:2026-11",
}


@pytest.fixture
def written(folder, tmp_path):
    desk = desk_on(folder, StillClock(from_local(datetime.fromisoformat("2027-01-05T09:00"))))
    fill_year(desk, 900)
    papers = {}
    for kind, period in PERIODS.items():
        about = ("category2", "家政服务") if kind is PaperKind.TOPIC else None
        papers[kind] = build(desk, kind=kind, period=period, about=about)
        word.write(papers[kind], tmp_path / f"{kind}.docx")
        xlsx.write(papers[kind], tmp_path / f"{kind}.xlsx")
    desk.close()
    return papers


def _convert(folder, ending: str, to: str) -> None:
    """Opens every file with this ending and saves it in another form, in one run of the program."""
    files = sorted(map(str, folder.glob(f"*.{ending}")))
    profile = (folder / "profile").as_uri()
    order = ["--headless", "--norestore", "--convert-to", to, "--outdir", str(folder / "saved"), *files]
    subprocess.run(
        [must_find("soffice"), f"-env:UserInstallation={profile}", *order], check=True, capture_output=True, timeout=240
    )


def test_every_paper_is_opened_whole_as_word_and_as_a_workbook(written, tmp_path):
    _convert(tmp_path, "docx", "txt:Text (encoded):UTF8")
    _convert(tmp_path, "xlsx", "xlsx")
    for kind, paper in written.items():
        lines = (tmp_path / "saved" / f"{kind}.txt").read_text(encoding="utf-8-sig").splitlines()
        said = [block.text for section in paper.sections for block in section.blocks if isinstance(block, Paragraph)]
        assert set(said) <= set(lines)
        headings = [f"{numeral(place)}、{words}" for place, words in enumerate(FORMS[kind].headings, start=1)]
        assert [line for line in lines if line in headings] == headings
        assert lines[0] == paper.title
        book = openpyxl.load_workbook(tmp_path / "saved" / f"{kind}.xlsx")
        assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "e"]
        assert paper.title.removeprefix(paper.office) in str(book.worksheets[0]["A1"].value)


def test_no_line_of_a_table_is_lost_where_a_page_ends(tmp_path):
    """Tables of several lengths, pushed down the page line by line: each of their lines is printed, none is cut off."""
    for lines in (2, 6, 7, 8, 12):
        rows = tuple((f"单位{lines}甲{one:02}甲", one) for one in range(lines))
        for before in range(11, 24, 2 if lines < 7 else 1):
            above = (Paragraph((f"第{one}行",)) for one in range(before))
            section = Section("总体情况", 1, (*above, Table("统计表", ("承办单位", "数"), rows, (40, 20))))
            word.write(
                replace(sample_paper(), subtitle="", sections=(section,), printed=()),
                tmp_path / f"{lines}-{before}.docx",
            )
    _convert(tmp_path, "docx", "pdf")
    for path in (tmp_path / "saved").glob("*.pdf"):
        order = [must_find("pdftotext"), "-raw", str(path), "-"]
        text = "".join(subprocess.run(order, check=True, capture_output=True, text=True, timeout=60).stdout.split(" "))
        length = int(path.stem.partition("-")[0])
        assert [f"单位{length}甲{one:02}甲" in text for one in range(length)] == [True] * length, path.stem
        # Who signed stands below a line of the table, not on a page of its own.
        assert "单位" in text.rstrip("\f\n").rpartition("\f")[2], path.stem
