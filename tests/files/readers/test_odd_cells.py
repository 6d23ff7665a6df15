"""Cells that show an error or hold a formula without a result are read as what they show, not as blank."""

from __future__ import annotations

import struct
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
import xlwt

from app.files.intake.converting import FileProblem
from app.files.intake.drafts import read_drafts
from app.files.readers import workbooks
from app.files.readers.sheets import open_sheets
from app.rules.intake.drafts import TicketDraft

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
HEAD = ["工单编号", "标题", "主要内容", "截止时间"]
CODES = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}
ERRORS = list(CODES)


def rows(path: Path) -> list[list[object]]:
    return [list(cells) for sheet in open_sheets(path) for _, cells in sheet.rows]


def workbook(path: Path, *cells: list[object], title: str = "工单") -> Path:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in [HEAD, *cells]:
        book.active.append(row)
    for row in book.active.iter_rows():
        for cell in row:
            cell.data_type = "e" if cell.value in ERRORS else cell.data_type
    book.create_sheet("别的").append(["甲"])
    book.save(path)
    return path


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("sliced", [False, True])
def test_an_error_in_a_workbook_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: str, *, sliced: bool
) -> None:
    if sliced:
        monkeypatch.setattr(workbooks, "_WHOLE_LIMIT", 0)
    path = workbook(tmp_path / "a.xlsx", ["热线-261120-000001", "甲", error, "2026-11-25 10:00:00"])
    assert rows(path)[1] == ["热线-261120-000001", "甲", error, "2026-11-25 10:00:00"]


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_in_a_biff_workbook_is_seen(tmp_path: Path, error: str) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    book.add_sheet("说明").write(0, 0, "甲")
    sheet = book.add_sheet("工单")
    for column, header in enumerate(HEAD):
        sheet.write(0, column, header)
    sheet.write(1, 0, "热线-261120-000001")
    sheet.row(1).set_cell_error(3, CODES[error])
    book.save(str(tmp_path / "a.xls"))
    assert rows(tmp_path / "a.xls")[2] == ["热线-261120-000001", "", "", error]


def test_a_formula_that_nobody_calculated_is_seen_and_an_empty_result_is_not(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ["热线-261120-000001", '=B3&"退"', "内容", "=TODAY()+5"])
    assert rows(path)[1] == ["热线-261120-000001", '=B3&"退"', "内容", "=TODAY()+5"]


def biff(path: Path, *, calculated: bool) -> Path:
    """A workbook whose formulas nobody calculated, or one that does not show their result alone."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("工单")
    for column, header in enumerate([*HEAD, "承办单位"]):
        sheet.write(0, column, header)
    for column, cell in enumerate(["热线-261120-000001", xlwt.Formula('C2&"退"'), "内容", xlwt.Formula("NOW()+5")]):
        sheet.write(1, column, cell)
    book.save(str(path))
    if calculated:  # the second formula's empty text becomes a number
        data = path.read_bytes()
        at = data.rindex(b"\x03\x00\x00\x00\x00\x00\xff\xff")
        path.write_bytes(data[:at] + struct.pack("<d", 46351.5) + data[at + 8 :])
    return path


def test_a_biff_formula_that_nobody_calculated_is_noted_and_its_row_comes_in(tmp_path: Path) -> None:
    [draft] = read_drafts(biff(tmp_path / "a.xls", calculated=False), now=NOW)
    assert isinstance(draft, TicketDraft)
    assert [(note.column, note.value) for note in draft.notes] == [
        ("标题", "=（没有算出的公式）"),
        ("截止时间", "=（没有算出的公式）"),
    ]
    assert draft.values.keys().isdisjoint({"title", "imported_deadline"})


def test_an_empty_text_is_a_result_where_somebody_calculated(tmp_path: Path) -> None:
    [draft] = read_drafts(biff(tmp_path / "a.xls", calculated=True), now=NOW)
    assert isinstance(draft, TicketDraft)
    assert (draft.notes, "title" in draft.values, "imported_deadline" in draft.values) == ([], False, True)


def test_an_error_in_a_text_is_noted_and_a_merged_one_is_not_carried_on(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ["热线-261120-000001", "#N/A", "内容", "=TODAY()+5"])
    [draft] = read_drafts(path, now=NOW)
    assert isinstance(draft, TicketDraft)
    assert [(note.column, note.value) for note in draft.notes] == [("标题", "#N/A"), ("截止时间", "=TODAY()+5")]


def test_a_time_without_a_value_is_a_problem_with_what_was_seen(tmp_path: Path) -> None:
    good = ["热线-261120-000002", "乙", "内容", "2026-11-25 10:00:00"]
    path = workbook(tmp_path / "a.xlsx", ["热线-261120-000001", "甲", "内容", "#REF!"], good)
    problem, draft = read_drafts(path, now=NOW)
    assert isinstance(problem, FileProblem)
    assert (problem.sheet, problem.row, problem.column, problem.value) == ("工单", 2, "截止时间", "#REF!")
    assert isinstance(draft, TicketDraft)


@pytest.mark.parametrize("value", ["#REF!", '=A1&"-1"', "#N/A"])
def test_a_number_without_a_value_is_a_problem(tmp_path: Path, value: str) -> None:
    [problem] = read_drafts(workbook(tmp_path / "a.xlsx", [value, "甲", "内容", ""]), now=NOW)
    assert isinstance(problem, FileProblem)
    assert (problem.column, problem.value) == ("工单编号", value)
