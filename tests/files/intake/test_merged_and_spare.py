"""Values merged over several rows and second columns of a field reach every ticket they stand for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
import xlwt

from app.base.clock import read_iso
from app.files.intake.converting import FileProblem
from app.files.intake.drafts import read_drafts
from app.files.intake.previewing import preview_file
from app.rules.intake.drafts import TicketDraft
from tests.corpus import writers

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
HEAD = ["工单编号", "标题", "派单时间", "承办单位"]
AT = "2026-11-20 10:20:30"
ROWS = [
    ["热线-261120-000001", "甲", AT, "示例局"],
    ["热线-261120-000002", "乙", "", ""],
    ["热线-261120-000003", "丙", "", "另一局"],
]


def drafts(path: Path) -> dict[str, TicketDraft]:
    items = list(read_drafts(path, now=NOW))
    assert not [item for item in items if isinstance(item, FileProblem)]
    return {item.number: item for item in items if isinstance(item, TicketDraft)}


def merged_xlsx(path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in [HEAD, *ROWS]:
        book.active.append(row)
    book.active.merge_cells("C2:C4")
    book.active.merge_cells("D2:D3")
    book.save(path)
    return path


def merged_xls(path: Path) -> Path:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("工单")
    for at, row in enumerate([HEAD, *ROWS]):
        for column, value in enumerate(row):
            if column < 2 or at == 0 or (column == 3 and at == 3):
                sheet.write(at, column, value)
    sheet.write_merge(1, 3, 2, 2, AT)
    sheet.write_merge(1, 2, 3, 3, "示例局")
    book.save(str(path))
    return path


def merged_html(path: Path) -> Path:
    cells = "<tr><td>{}</td><td>{}</td>"
    path.write_text(
        "<table><tr>"
        + "".join(f"<th>{one}</th>" for one in HEAD)
        + "</tr>"
        + cells.format(*ROWS[0])
        + f"<td rowspan=3>{AT}</td><td rowspan='2'>示例局</td></tr>"
        + cells.format(*ROWS[1])
        + "</tr>"
        + cells.format(*ROWS[2])
        + "<td>另一局</td></tr></table>",
        encoding="utf-8",
    )
    return path


def merged_xml(path: Path) -> Path:
    writers.spreadsheet_xml(path, [HEAD, *ROWS])
    text = path.read_text(encoding="utf-8")
    text = text.replace(f'<Cell><Data ss:Type="String">{AT}', f'<Cell ss:MergeDown="2"><Data ss:Type="String">{AT}')
    text = text.replace('<Cell><Data ss:Type="String">示例局', '<Cell ss:MergeDown="1"><Data ss:Type="String">示例局')
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("write", [merged_xlsx, merged_xls, merged_html, merged_xml])
def test_a_value_merged_over_rows_belongs_to_each_ticket(tmp_path: Path, write: Callable[[Path], Path]) -> None:
    found = drafts(write(tmp_path / "a.xls"))
    assert [one.values["dispatched_at"] for one in found.values()] == [read_iso("2026-11-20T10:20:30")] * 3
    assert [one.values["unit"] for one in found.values()] == ["示例局", "示例局", "另一局"]


def test_the_preview_shows_merged_values(tmp_path: Path) -> None:
    [sheet] = preview_file(merged_xlsx(tmp_path / "a.xlsx"), now=NOW).sheets
    assert [row[3] for row in sheet.rows] == ["示例局", "示例局", "另一局"]


def test_rows_that_make_one_merged_ticket_stay_one_ticket(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in [HEAD, ROWS[0], ["", "", "", ""], ROWS[2]]:
        book.active.append(row)
    for column in "ABCD":
        book.active.merge_cells(f"{column}2:{column}3")
    book.save(tmp_path / "a.xlsx")
    assert list(drafts(tmp_path / "a.xlsx")) == ["热线-261120-000001", "热线-261120-000003"]


@pytest.mark.parametrize("blank", ["", "—", "无", " "])
def test_a_second_column_stands_in_where_the_first_is_blank(tmp_path: Path, blank: str) -> None:
    head = ["工单编号", "区派单时间", "派单时间", "主办单位", "承办单位", "标题", "标题"]
    rows = [
        ["热线-261120-000001", blank, AT, "示例局", blank, blank, "退卡"],
        ["热线-261120-000002", "2026-11-19 08:00:00", AT, "", "", "甲", "乙"],
    ]
    first, second = drafts(writers.xlsx(tmp_path / "a.xlsx", {"工单": [head, *rows]})).values()
    assert first.values["dispatched_at"] == read_iso("2026-11-20T10:20:30")
    assert (first.values["unit"], first.values["title"]) == ("示例局", "退卡")
    assert second.values["dispatched_at"] == read_iso("2026-11-19T08:00:00")
    assert (second.values["title"], second.extra) == ("甲", {"派单时间": AT, "标题 (2)": "乙"})


def test_a_number_is_never_taken_from_a_second_column(tmp_path: Path) -> None:
    rows = [["工单编号", "编号", "标题", "街道"], ["", "7", "甲", "沙河镇"]]
    [item] = read_drafts(writers.xlsx(tmp_path / "a.xlsx", {"工单": rows}), now=NOW)
    assert isinstance(item, FileProblem)


@pytest.mark.parametrize(
    "head",
    [
        [["工单编号", "诉求信息", "", "办理信息", ""], ["", "标题", "主要内容", "派单时间", "督办级别"]],
        [
            ["工单导出表", "", "", "", ""],
            ["基本信息", "", "诉求", "办理", ""],
            ["工单编号", "标题", "主要内容", "派单时间", "督办级别"],
        ],
        [["工单编号", "标题", "主要内容", "办理信息", ""], ["", "", "", "派单时间", "督办级别"]],
        [["基本", "标题", "主要内容", "办理信息", ""], ["工单编号", "", "", "派单时间", "督办级别"]],
    ],
)
def test_a_header_of_two_rows_is_one(tmp_path: Path, head: list[list[object]]) -> None:
    row = ["热线-261120-000001", "甲", "内容", AT, "一级"]
    [draft] = drafts(writers.xlsx(tmp_path / "a.xlsx", {"工单": [*head, row]})).values()
    assert draft.values["dispatched_at"] == read_iso("2026-11-20T10:20:30")
    assert (draft.values["title"], draft.values["content"], draft.extra) == ("甲", "内容", {"督办级别": "一级"})
