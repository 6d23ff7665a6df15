from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.base.table import Column, Kind, Table
from app.files.writers import sheet_rows
from app.files.writers.tables import write_workbook

COLUMNS = (
    Column("编号", width=24),
    Column("时间", Kind.TIME, 20),
    Column("件数", Kind.INTEGER, 10),
    Column("率", Kind.PERCENT, 10),
    Column("备注", Kind.LONG_TEXT, 40),
)
ROWS = (
    ("热线-261123-000001", datetime(2026, 11, 20, 16, 5, 30, tzinfo=UTC), 7, 0.125, "=1+1"),
    ("", None, 0, 0.1 + 0.2, "两行\n文字 <b> & 符号 _x0001_"),
    (12, "不详", 3.5, 1, "长" * 40_000),
    ("多出一格", None, None, None, None, "表外"),
)


def cells_of(path: Path) -> list[list[tuple[object, str, str]]]:
    book = load_workbook(path)
    sheet = book.active
    found = [[(cell.value, cell.data_type, cell.number_format) for cell in row] for row in sheet.iter_rows()]
    book.close()
    return found


def written(path: Path) -> list[list[tuple[object, str, str]]]:
    assert write_workbook(path, [Table("登记", COLUMNS, iter(ROWS))]) == {"登记": len(ROWS)}
    return cells_of(path)


def test_another_version_of_the_writer_gives_the_same_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = written(tmp_path / "quick.xlsx")
    monkeypatch.setattr(sheet_rows, "KNOWN_VERSION", "0")
    assert written(tmp_path / "plain.xlsx") == quick
    assert len(quick) == 1 + len(ROWS)


def test_the_installed_writer_is_the_one_whose_private_names_are_known() -> None:
    assert sheet_rows.xlsxwriter.__version__ == sheet_rows.KNOWN_VERSION
