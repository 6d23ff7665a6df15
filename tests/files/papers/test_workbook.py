"""A paper as a workbook: numbers as numbers, frozen heads, native charts, nothing half written."""

from __future__ import annotations

import openpyxl
import pytest

from app.base.errors import EnvironmentFault
from app.files.papers.workbook import write_workbook
from tests.support.paper_samples import HOSTILE, sample_paper


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "月报.xlsx"
    write_workbook(path, sample_paper(), "某区商务局接诉即办月报", ["单位：某区商务局"])
    return openpyxl.load_workbook(path)


def test_text_tables_and_charts_have_their_sheets(book):
    assert book.sheetnames == ["正文", "表1 三率统计表", "图1 分月受理量", "图2 分月三率"]
    assert [row[0] for row in book["正文"].iter_rows(values_only=True)][:4] == [
        "某区商务局接诉即办月报",
        "单位：某区商务局",
        "一、总体情况",
        "本期受理诉求12件，解决率93.1%。",
    ]
    assert [len(book[name]._charts) for name in book.sheetnames] == [0, 0, 1, 1]


def test_numbers_are_numbers_and_the_head_stays(book):
    sheet = book["表1 三率统计表"]
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert rows == [("承办单位", "受理量"), ("某单位", 12), ("汇总", 12)]
    assert sheet.freeze_panes == "B4"
    chart = book["图2 分月三率"]
    assert list(chart.iter_rows(values_only=True)) == [("", "解决率"), ("1月", 93.1), ("2月", None)]


def test_hostile_texts_stay_texts(tmp_path):
    path = tmp_path / "报.xlsx"
    for text in HOSTILE:
        write_workbook(path, sample_paper(text), text, [text])
        for sheet in openpyxl.load_workbook(path):
            assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_a_folder_that_is_gone_is_told_and_nothing_remains(tmp_path):
    with pytest.raises(EnvironmentFault):
        write_workbook(tmp_path / "gone" / "报.xlsx", sample_paper(), "", [])
    assert list(tmp_path.iterdir()) == []
