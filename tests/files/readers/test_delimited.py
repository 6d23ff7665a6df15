"""Damaged text files: what can be read comes in, and what cannot is a broken row with what was seen."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from app.files.readers.delimited import rows_of_text
from app.files.readers.sheets import open_sheets
from app.files.shared.rows import BrokenRow, Row

HEAD = "工单编号,标题,主要内容,街道"
LINES = [f"热线-261120-00000{at},标题{at},内容{at},沙河镇" for at in range(1, 6)]


def of_text(text: str) -> list[Row]:
    return list(rows_of_text(io.StringIO(text, newline=""), ","))


def of_bytes(path: Path, data: bytes) -> list[Row]:
    path.write_bytes(data)
    return [row for sheet in open_sheets(path) for row in sheet.rows]


def whole(rows: list[Row]) -> list[str]:
    return [",".join(map(str, cells)) for _, cells in rows if not isinstance(cells, BrokenRow)]


@pytest.mark.parametrize("at", range(5))
@pytest.mark.parametrize("place", range(4))
def test_an_open_quote_in_any_row_and_column_costs_no_other_row(at: int, place: int) -> None:
    cells = LINES[at].split(",")
    cells[place] = '"' + cells[place]
    lines = [*LINES[:at], ",".join(cells), *LINES[at + 1 :]]
    assert whole(of_text("\r\n".join([HEAD, *lines, ""]))) == [HEAD, *lines]


def test_a_quote_is_open_though_later_cells_are_quoted() -> None:
    later = '热线-261120-000002,标题2,"内容，带""引号""",沙河镇'
    found = of_text("\n".join([HEAD, LINES[0].replace("内容1", '"内容1'), later, LINES[2]]))
    assert [cells[0] for _, cells in found[1:]] == [line.split(",")[0] for line in LINES[:3]]
    assert found[2][1][2] == '内容，带"引号"'


def test_an_open_quote_before_a_delimiter_of_its_cell_is_a_broken_row() -> None:
    found = of_text("\n".join([HEAD, '热线-261120-000001,标题,"内容,还有,沙河镇', *LINES[1:3]]))
    assert isinstance(found[1][1], BrokenRow)
    assert "引号没有配对" in found[1][1].reason
    assert whole(found) == [HEAD, *LINES[1:3]]


def test_a_cell_of_several_lines_that_look_like_rows_stays_one_cell() -> None:
    cell = "原文：\n" + "\n".join(LINES[3:])
    found = of_text(f'{HEAD}\n热线-261120-000001,标题,"{cell}",沙河镇\n{LINES[1]}\n')
    assert [list(cells) for _, cells in found[1:]] == [
        ["热线-261120-000001", "标题", cell, "沙河镇"],
        LINES[1].split(","),
    ]


def test_a_header_of_several_lines_below_a_short_title_stays_whole() -> None:
    found = of_text(f'工单导出\n"工单\n编号",标题,"主要\n内容",街道\n{LINES[0]}\n')
    assert [list(cells) for _, cells in found][1] == ["工单\n编号", "标题", "主要\n内容", "街道"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("ending", ["\r", "\n", "\r\n"])
def test_every_line_ending_ends_a_row(tmp_path: Path, encoding: str, ending: str) -> None:
    data = (ending.join([HEAD, *LINES]) + ending).encode(encoding)
    assert whole(of_bytes(tmp_path / "a.csv", data)) == [HEAD, *LINES]


@pytest.mark.parametrize(("first", "then"), [("gb18030", "utf-8"), ("utf-8", "gb18030"), ("utf-8-sig", "gbk")])
@pytest.mark.parametrize("ending", ["\n", "\r"])
def test_rows_of_two_encodings_are_each_read_in_their_own(tmp_path: Path, first: str, then: str, ending: str) -> None:
    data = (ending.join([HEAD, *LINES[:3]]) + ending).encode(first) + ending.join(LINES[3:]).encode(then)
    assert whole(of_bytes(tmp_path / "a.csv", data)) == [HEAD, *LINES]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_half_a_character_breaks_its_row_alone(tmp_path: Path, encoding: str) -> None:
    lines = [line.encode(encoding) for line in [HEAD, *LINES]]
    lines[2] = lines[2].replace("镇".encode(encoding), "镇".encode(encoding)[:-1])
    found = of_bytes(tmp_path / "a.csv", b"\r\n".join(lines))
    assert whole(found) == [HEAD, LINES[0], *LINES[2:]]
    broken = found[2][1]
    assert isinstance(broken, BrokenRow)
    assert broken[0] == "热线-261120-000002"
    assert "第 4 栏" in broken.reason


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_a_nul_in_a_cell_is_left_out(tmp_path: Path, encoding: str) -> None:
    data = "\n".join([HEAD, *LINES]).replace("内容2", "内\0容2").encode(encoding)
    assert whole(of_bytes(tmp_path / "a.csv", data)) == [HEAD, *LINES]
