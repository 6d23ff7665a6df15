from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from app.files.readers import slices, workbooks
from app.files.readers.sheets import open_sheets
from tests.corpus import writers


def rows_of(path: Path) -> list[tuple[str, int, list[object]]]:
    """Every row that holds something, without the empty cells at its end."""
    found: list[tuple[str, int, list[object]]] = []
    for sheet in open_sheets(path):
        for number, cells in sheet.rows:
            row = list(cells)
            while row and row[-1] in ("", None):
                row.pop()
            if row:
                found.append((sheet.name, number, row))
    return found


@pytest.fixture
def sliced(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], list[tuple[str, int, list[object]]]]:
    """Reads a workbook the way large ones are read, in very small slices."""

    def read(path: Path) -> list[tuple[str, int, list[object]]]:
        monkeypatch.setattr(workbooks, "_WHOLE_LIMIT", 0)
        monkeypatch.setattr(slices, "_SLICE_CELLS", 26 * 40)
        return rows_of(path)

    return read


def messy(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "一"
    for at in range(3, 400):
        sheet.cell(at, 2, f"SL{at}")
        sheet.cell(at, 3, datetime(2026, 11, 20, 9, at % 60))  # noqa: DTZ001
        if at % 7 == 0:
            sheet.cell(at, 5, at * 1.5)
        if at % 50 == 0:
            for _ in range(1):
                sheet.cell(at, 2).value = None
    book.create_sheet("空")
    book.create_sheet("二").append(["x", True, 3])
    book.save(path)
    return path


def test_slices_give_what_the_whole_gives(
    tmp_path: Path, sliced: Callable[[Path], list[tuple[str, int, list[object]]]]
) -> None:
    path = messy(tmp_path / "m.xlsx")
    whole = [(name, number, row) for name, number, row in rows_of(path)]
    parts = sliced(path)
    assert len(whole) == 398
    assert [row[:2] for row in parts] == [row[:2] for row in whole]
    # A part read whole leaves out the empty columns at the left; slices keep them.
    assert [[cell for cell in row if cell != ""] for *_, row in parts] == [
        [cell for cell in row if cell != ""] for *_, row in whole
    ]


def test_slices_take_shared_strings_over(
    tmp_path: Path, sliced: Callable[[Path], list[tuple[str, int, list[object]]]]
) -> None:
    path = writers.xlsx_shared(tmp_path / "s.xlsx", {"一": [[f"甲{at}", f"乙{at % 9}"] for at in range(300)]})
    assert [row for *_, row in sliced(path)] == [[f"甲{at}", f"乙{at % 9}"] for at in range(300)]


def test_rows_without_numbers_of_their_own_are_counted(
    tmp_path: Path, sliced: Callable[[Path], list[tuple[str, int, list[object]]]]
) -> None:
    row = "<row><c t='inlineStr'><is><t>甲@</t></is></c><c><v>@</v></c></row>"
    data = writers.sheet_xml([row.replace("@", str(at)) for at in range(1, 201)])
    book = writers.xlsx(tmp_path / "b.xlsx", {"一": [["a"]]})
    path = writers.with_member(tmp_path / "n.xlsx", book, "xl/worksheets/sheet1.xml", data)
    assert sliced(path) == [("一", at, [f"甲{at}", float(at)]) for at in range(1, 201)]


def test_a_namespace_prefix_before_every_tag_is_understood(
    tmp_path: Path, sliced: Callable[[Path], list[tuple[str, int, list[object]]]]
) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = "".join(f'<x:row r="{at}"><x:c r="A{at}"><x:v>{at}</x:v></x:c></x:row>' for at in range(1, 121))
    data = f'<x:worksheet xmlns:x="{main}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'.encode()
    book = writers.xlsx(tmp_path / "b.xlsx", {"一": [["a"]]})
    path = writers.with_member(tmp_path / "p.xlsx", book, "xl/worksheets/sheet1.xml", data)
    assert sliced(path) == [("一", at, [float(at)]) for at in range(1, 121)]
