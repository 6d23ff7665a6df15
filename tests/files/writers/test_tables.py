from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from app.base.errors import EnvironmentFault, Refused
from app.base.table import Cell, Column, Kind, Table
from app.files.writers import tables as writers_tables
from app.files.writers.counting import count_rows
from app.files.writers.tables import sheet_name, write_workbook

COLUMNS = (
    Column("工单编号", width=24),
    Column("派单时间", Kind.TIME, 20),
    Column("次数", Kind.INTEGER, 8),
    Column("比率", Kind.PERCENT, 8),
    Column("备注", Kind.LONG_TEXT, 40),
)
AT = datetime(2026, 11, 20, 16, 5, 30, tzinfo=UTC)


def table(rows: int = 3, title: str = "签收") -> Table:
    return Table(title, COLUMNS, [[f"00{at}", AT, at, 0.5, "一"] for at in range(rows)])


def left_over(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_identifiers_are_text_and_instants_are_excel_times_of_beijing(tmp_path: Path) -> None:
    assert write_workbook(tmp_path / "a.xlsx", [table()]) == {"签收": 3}
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["签收"]
    assert (sheet["A3"].value, sheet["A3"].data_type) == ("001", "s")
    assert sheet["B3"].value == datetime(2026, 11, 21, 0, 5, 30)  # noqa: DTZ001  what the sheet shows
    assert sheet["B3"].number_format == "yyyy-mm-dd hh:mm:ss"
    assert (sheet["C3"].value, sheet["D3"].value) == (1, 0.5)


@pytest.mark.parametrize(
    "text", ["=1+1", "+86 138", "-5", "@SUM(A1)", "=cmd|' /C calc'!A0", "<r>x</r>", "a\x01b", "1.5E+3"]
)
def test_every_text_is_written_as_text(tmp_path: Path, text: str) -> None:
    write_workbook(tmp_path / "a.xlsx", [Table("表", (Column("备注"),), [[text]])])
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx")["表"]["A2"]
    assert cell.data_type == "s"
    assert text.replace("\x01", "") in str(cell.value).replace("_x0001_", "").replace("\x01", "")


def test_a_number_in_a_text_column_becomes_text_and_a_long_text_is_clipped(tmp_path: Path) -> None:
    write_workbook(
        tmp_path / "a.xlsx", [Table("表", (Column("号"), Column("文")), [[123456789012345678, "长" * 40_000]])]
    )
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["表"]
    assert sheet["A2"].value == "123456789012345678"
    assert str(sheet["B2"].value).endswith("（过长，已截断）")


def test_sheets_are_set_up_for_reading_and_printing(tmp_path: Path) -> None:
    write_workbook(tmp_path / "a.xlsx", [table()])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["签收"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E4"
    assert sheet.column_dimensions["A"].width == pytest.approx(24, abs=1)
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$1:$1"


def test_a_table_beyond_the_end_of_a_sheet_goes_on_in_a_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writers_tables, "ROWS_PER_SHEET", 4)
    written = write_workbook(tmp_path / "a.xlsx", [table(9), table(2, "提醒")])
    assert written == {"签收": 4, "签收 (2)": 4, "签收 (3)": 1, "提醒": 2}
    assert count_rows(tmp_path / "a.xlsx") == written


@pytest.mark.parametrize("rows", [0, 1, 3])
def test_rows_are_counted_again_without_heading_and_notes(tmp_path: Path, rows: int) -> None:
    noted = Table("概况", COLUMNS, [["1", None, None, None, "x"]] * rows, notes=("注：口径说明", "第二条"))
    assert write_workbook(tmp_path / "a.xlsx", [noted]) == count_rows(tmp_path / "a.xlsx") == {"概况": rows}
    assert openpyxl.load_workbook(tmp_path / "a.xlsx")["概况"].cell(rows + 3, 1).value == "注：口径说明"


def test_sheet_names_are_made_legal_and_unique() -> None:
    assert sheet_name("提醒[与]升级:*?/\\", 1, taken={}) == "提醒 与 升级"
    assert len(sheet_name("很" * 50, 1, taken={})) == 31
    assert sheet_name("很" * 50, 2, taken={}).endswith(" (2)")
    assert sheet_name("签收", 1, taken={"签收": 1}) == "签收 (2)"
    assert sheet_name("History", 1, taken={}) == "History_"
    assert sheet_name("'", 1, taken={}) == "表"


def test_a_failing_source_leaves_the_older_file_as_it_was(tmp_path: Path) -> None:
    def rows() -> Iterator[list[Cell]]:
        yield ["1"]
        raise LookupError("the source broke")

    path = tmp_path / "a.xlsx"
    path.write_bytes(b"older")
    with pytest.raises(LookupError):
        write_workbook(path, [Table("表", (Column("号"),), rows())])
    assert path.read_bytes() == b"older"
    assert left_over(tmp_path) == ["a.xlsx"]


def test_a_cancelled_export_leaves_nothing(tmp_path: Path) -> None:
    told: list[int] = []
    with pytest.raises(Refused, match="已取消"):
        write_workbook(tmp_path / "a.xlsx", [table(2000)], progress=told.append, cancelled=lambda: len(told) == 2)
    assert told == [200, 400]
    assert left_over(tmp_path) == []


def refusing(error: OSError) -> object:
    def replace(*_: object) -> None:
        raise error

    return replace


@pytest.mark.parametrize(
    ("error", "exists", "said"),
    [
        (PermissionError(errno.EACCES, "denied"), True, "正被其他程序打开"),
        (PermissionError(errno.EACCES, "denied"), False, "没有权限"),
        (OSError(errno.ENOSPC, "full"), False, "磁盘空间不足"),
        (OSError(errno.EIO, "i/o"), False, "无法写入"),
    ],
)
def test_what_the_disk_refuses_is_said_with_a_hint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, exists: bool, said: str
) -> None:
    path = tmp_path / "a.xlsx"
    if exists:
        path.write_bytes(b"older")
    monkeypatch.setattr(os, "replace", refusing(error))
    with pytest.raises(EnvironmentFault, match=said) as caught:
        write_workbook(path, [table()])
    assert caught.value.hint
    assert left_over(tmp_path) == (["a.xlsx"] if exists else [])


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="文件夹不存在"):
        write_workbook(tmp_path / "no" / "a.xlsx", [table()])
