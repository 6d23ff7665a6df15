from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from app.base.errors import EnvironmentFault
from app.files.intake import problems as module
from app.files.intake.drafts import read_drafts
from app.files.intake.problems import write_problems
from app.rules.intake.drafts import RowProblem, TicketDraft
from tests.corpus import writers
from tests.corpus.headers import E, F, number, row_of

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    rows = [["明细"], F, row_of(F, number(1)), row_of(F, "1.2E+17"), row_of(F, number(3), 派发时间="2026-02-30")]
    more = [E, row_of(E, "", 是否疑难="否")]
    return writers.xlsx(tmp_path / "导出.xlsx", {"一": rows, "二": more})


def refused(path: Path) -> list[RowProblem]:
    return [item for item in read_drafts(path, now=NOW) if isinstance(item, RowProblem)]


def test_refused_rows_stand_beside_the_import_with_their_columns_and_reasons(source: Path, tmp_path: Path) -> None:
    path = write_problems(refused(source), source, folder_fallback=tmp_path / "problems")
    assert path == tmp_path / "导出_问题行.xlsx"
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["一", "二"]
    rows = list(book["一"].iter_rows(values_only=True))
    assert rows[0] == (*F, "问题列", "问题", "原行号")
    assert rows[1][F.index("办件编号")] == "1.2E+17"
    assert rows[1][-3] == "办件编号"
    assert rows[1][-1] == "4"
    assert rows[2][-3] == "派发时间"
    assert "2026-02-30" in str(rows[2][-2])


def test_a_corrected_problems_workbook_comes_in_without_the_added_columns(source: Path, tmp_path: Path) -> None:
    path = write_problems(refused(source), source, folder_fallback=tmp_path)
    book = openpyxl.load_workbook(path)
    sheet = book["一"]
    at = F.index("办件编号") + 1
    sheet.cell(2, at).value = number(2)
    sheet.cell(3, F.index("派发时间") + 1).value = "2026-02-28 10:00:00"
    book["二"].cell(2, 1).value = number(4)
    book.save(path)
    drafts = [item for item in read_drafts(path, now=NOW) if isinstance(item, TicketDraft)]
    assert [draft.number for draft in drafts] == [number(2), number(3), number(4)]
    assert not any({"问题列", "问题", "原行号"} & draft.extra.keys() for draft in drafts)
    assert drafts[2].extra["是否疑难"] == "否"


def test_an_uncorrected_problems_workbook_gives_the_same_problems(source: Path, tmp_path: Path) -> None:
    first = refused(source)
    again = refused(write_problems(first, source, folder_fallback=tmp_path))
    assert [(one.column, one.value, one.reason) for one in again] == [
        (one.column, one.value, one.reason) for one in first
    ]


def test_a_second_problems_workbook_gets_a_number(source: Path, tmp_path: Path) -> None:
    found = refused(source)
    names = [write_problems(found, source, folder_fallback=tmp_path).name for _ in range(3)]
    assert names == ["导出_问题行.xlsx", "导出_问题行 (2).xlsx", "导出_问题行 (3).xlsx"]


def test_a_folder_that_cannot_be_written_to_is_replaced_by_the_fallback(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = module.workbooks.write_workbook

    def write(path: Path, tables: object) -> object:
        if path.parent == tmp_path:
            raise EnvironmentFault("没有权限")
        return real(path, tables)  # type: ignore[arg-type]

    monkeypatch.setattr(module.workbooks, "write_workbook", write)
    path = write_problems(refused(source), source, folder_fallback=tmp_path / "problems")
    assert path == tmp_path / "problems" / "导出_问题行.xlsx"
    assert path.exists()


def test_problems_without_headers_still_keep_their_cells(tmp_path: Path) -> None:
    problem = RowProblem("表", 3, "工单编号", "", "", "缺少编号", ("甲", "乙"))
    path = write_problems([problem], tmp_path / "a.csv", folder_fallback=tmp_path)
    rows = list(openpyxl.load_workbook(path)["表"].iter_rows(values_only=True))
    assert rows == [("列1", "列2", "问题列", "问题", "原行号"), ("甲", "乙", "工单编号", "缺少编号", "3")]


def test_a_name_that_is_nearly_too_long_is_cut(source: Path, tmp_path: Path) -> None:
    path = write_problems(refused(source), tmp_path / ("长" * 80 + ".xlsx"), folder_fallback=tmp_path / "elsewhere")
    assert (path.parent, path.name) == (tmp_path, "长" * 60 + "_问题行.xlsx")
