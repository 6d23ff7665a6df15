"""Call lists are read in the writings of phone systems; each row is a call or a problem at its column."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from app.base.clock import read_iso
from app.base.errors import FileRefused
from app.files.intake.call_lists import Item, read_calls
from app.files.intake.converting import FileProblem
from app.rules.contact.call_drafts import CallDraft
from app.rules.contact.states import AttemptOutcome
from tests.corpus import writers

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
HEADERS = ["工单编号", "拨打时间", "号码", "结果", "时长", "坐席"]
ROW = ["热线-261120-000001", "2026-11-20 15:04:05", "13900000001", "接通", "65", "坐席01"]


def read(path: Path) -> list[Item]:
    stream = read_calls(path, now=NOW)
    items = list(stream)
    assert len(items) == stream.rows
    return items


def of_rows(tmp_path: Path, *rows: list[object], headers: list[str] = HEADERS) -> list[Item]:
    return read(writers.xlsx(tmp_path / "calls.xlsx", {"通话": [headers, *rows]}))


def test_a_row_is_a_call(tmp_path: Path) -> None:
    [call] = of_rows(tmp_path, ROW)
    assert isinstance(call, CallDraft)
    assert (call.number, call.phone, call.outcome) == ("热线-261120-000001", "13900000001", AttemptOutcome.REACHED)
    assert (call.at, call.seconds, call.agent) == (read_iso("2026-11-20T15:04:05"), 65, "坐席01")


def test_other_headers_a_title_row_and_a_footer_are_understood(tmp_path: Path) -> None:
    headers = ["呼叫开始时间", "主叫号码", "被叫号码", "通话状态", "通话时长（分钟）", "座席工号"]
    rows = [["话务明细"], headers, [46346.5, "69700001", 13900000001, "久叫不应", 0, 8001], headers, ["合计：1 条"]]
    [call] = read(writers.xlsx(tmp_path / "calls.xlsx", {"明细": rows, "说明": [["无"]]}))
    assert isinstance(call, CallDraft)
    assert (call.phone, call.outcome, call.agent, call.number) == ("13900000001", AttemptOutcome.NO_ANSWER, "8001", "")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_in_any_encoding_of_the_offices_is_read(tmp_path: Path, encoding: str) -> None:
    [call] = read(writers.text(tmp_path / "calls.csv", [HEADERS, ROW], encoding=encoding))
    assert isinstance(call, CallDraft)


def test_without_a_result_the_length_decides(tmp_path: Path) -> None:
    calls = of_rows(tmp_path, [*ROW[:3], "", 30, ""], [*ROW[:3], None, "00:00:00", ""])
    assert [call.outcome for call in calls if isinstance(call, CallDraft)] == [
        AttemptOutcome.REACHED,
        AttemptOutcome.NO_ANSWER,
    ]


@pytest.mark.parametrize(
    ("place", "value", "column"),
    [(0, "2.0E+15", "工单编号"), (1, "", "拨打时间"), (1, "昨天", "拨打时间"), (1, "2026-11-24 10:00", "拨打时间"),
     (2, "", "号码"), (2, "保密", "号码"), (3, "忘了", "结果"), (4, "很久", "时长")],
)  # fmt: skip
def test_a_bad_cell_refuses_its_row_at_its_column(tmp_path: Path, place: int, value: str, column: str) -> None:
    row: list[object] = list(ROW)
    row[place] = value
    problem, good = of_rows(tmp_path, row, ROW)
    assert isinstance(problem, FileProblem)
    assert (problem.column, problem.row, problem.headers) == (column, 2, tuple(HEADERS))
    assert problem.reason
    assert isinstance(good, CallDraft)


def test_a_row_that_says_neither_result_nor_length_is_refused(tmp_path: Path) -> None:
    [problem] = of_rows(tmp_path, [*ROW[:3], "", "", ""])
    assert isinstance(problem, FileProblem)
    assert "缺少结果" in problem.reason


def test_a_table_that_is_no_call_list_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="没有找到话务清单的表头"):
        read(
            writers.xlsx(tmp_path / "tickets.xlsx", {"工单": [["工单编号", "标题", "电话"], ["1", "x", "13900000001"]]})
        )


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("挂机原因", "用户未接起"),
        ("是否接听到", "没人"),
        ("备注", "空号"),
        ("标签", "无人接听"),
        ("", "用户正忙"),
        ("呼出末状态", "X3"),
    ],
)
def test_an_unread_column_of_outcomes_refuses_the_list_by_its_name(tmp_path: Path, header: str, said: str) -> None:
    headers = ["拨打时间", "号码", "时长", header]
    rows = [["2026-11-20 15:04:05", "13900000001", 41, ""], ["2026-11-20 15:06:05", "13900000002", 38, said]]
    with pytest.raises(FileRefused, match=f"{header or '第 4 列'}.*{said}"):
        of_rows(tmp_path, *rows, headers=headers)


@pytest.mark.parametrize("header", ["接听状态", "应答结果", "是否接听", "外呼状态", "通话情况"])
def test_more_headers_of_outcomes_are_read_rather_than_the_length(tmp_path: Path, header: str) -> None:
    [call] = of_rows(
        tmp_path, ["2026-11-20 15:04:05", "13900000001", 41, "未接听"], headers=["拨打时间", "号码", "时长", header]
    )
    assert isinstance(call, CallDraft)
    assert call.outcome is AttemptOutcome.NO_ANSWER


def test_columns_that_tell_no_outcome_leave_the_length_to_decide(tmp_path: Path) -> None:
    headers = ["拨打时间", "号码", "时长", "接听人", "接通时间", "是否外地", "备注"]
    [call] = of_rows(
        tmp_path, ["2026-11-20 15:04:05", "13900000001", 41, "家属", "15:04:11", "否", "已说明"], headers=headers
    )
    assert isinstance(call, CallDraft)
    assert call.outcome is AttemptOutcome.REACHED


def test_a_blank_result_beside_an_unread_outcome_refuses_the_row_alone(tmp_path: Path) -> None:
    headers = [*HEADERS, "备注"]
    blank, given = [*ROW[:3], "", 30, "", "关机"], [*ROW, "关机"]
    problem, call = of_rows(tmp_path, blank, given, headers=headers)
    assert isinstance(problem, FileProblem)
    assert (problem.column, problem.value) == ("结果", "关机")
    assert "备注" in problem.reason
    assert isinstance(call, CallDraft)


def test_an_outcome_far_down_in_an_unread_column_refuses_its_row(tmp_path: Path) -> None:
    quiet = [["2026-11-20 15:04:05", "13900000001", 41, ""] for _ in range(600)]
    *calls, problem = of_rows(
        tmp_path,
        *quiet,
        ["2026-11-20 15:04:05", "13900000001", 41, "拒接"],
        headers=["拨打时间", "号码", "时长", "备注"],
    )
    assert all(isinstance(call, CallDraft) for call in calls)
    assert isinstance(problem, FileProblem)
    assert "备注" in problem.reason


def test_a_second_column_and_merged_cells_reach_every_call(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    headers = ["拨打时间", "号码", "客户电话", "结果", "呼叫结果", "时长", "工单编号"]
    book.active.append(headers)
    book.active.append(["2026-11-20 15:04:05", "", "13900000001", "", "占线", 12, "热线-261120-000001"])
    book.active.append(["2026-11-20 15:05:05", "13900000001", "", "接通", "", 12, ""])
    book.active.merge_cells("G2:G3")
    book.save(tmp_path / "a.xlsx")
    calls = [call for call in read(tmp_path / "a.xlsx") if isinstance(call, CallDraft)]
    assert [call.outcome for call in calls] == [AttemptOutcome.BUSY, AttemptOutcome.REACHED]
    assert {(call.phone, call.number) for call in calls} == {("13900000001", "热线-261120-000001")}
