"""Every sentence about incoming files, each with the counts it must give."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base.clock import read_iso
from app.base.errors import FileRefused
from app.files.intake.converting import FileProblem
from app.files.intake.drafts import DraftStream, read_drafts, read_text_drafts
from app.files.intake.previewing import preview_file, preview_text
from app.files.shared.rows import Sheet
from app.rules.intake.drafts import RowProblem, TicketDraft
from app.rules.ticket.fields import DRAFT_FIELDS
from app.rules.ticket.states import TicketStatus
from tests.corpus import writers
from tests.corpus.headers import A, B, C, D, E, F, number, row_of
from tests.support.levels import EXTRA, GENERAL, URGENT

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def taken(stream: DraftStream) -> tuple[list[TicketDraft], list[RowProblem]]:
    items = list(stream)
    drafts = [item for item in items if isinstance(item, TicketDraft)]
    problems = [item for item in items if isinstance(item, RowProblem)]
    assert len(drafts) + len(problems) == stream.rows
    for draft in drafts:
        assert set(draft.values) <= set(DRAFT_FIELDS)
    return drafts, problems


def read(path: Path, **named: object) -> tuple[list[TicketDraft], list[RowProblem]]:
    return taken(read_drafts(path, now=NOW, **named))  # type: ignore[arg-type]


def of_rows(rows: list[list[object]]) -> tuple[list[TicketDraft], list[RowProblem]]:
    stream = DraftStream(lambda: iter([Sheet("表", iter(list(enumerate(rows, 1))))]), now=NOW, aliases=None)
    return taken(stream)


@pytest.mark.parametrize("headers", [A, C, D, E, F], ids="ACDEF")
def test_every_header_set_of_the_field_is_understood(tmp_path: Path, headers: list[str]) -> None:
    rows = [headers, *[row_of(headers, number(at)) for at in range(3)]]
    drafts, problems = read(writers.xlsx(tmp_path / "f.xlsx", {"明细": rows}))
    assert [draft.number for draft in drafts] == [number(0), number(1), number(2)]
    assert problems == []
    values = drafts[0].values
    assert values["title"] == "关于示例健身馆退费的诉求"
    assert values["content"].startswith("市民反映")
    assert values["caller"] == "示例人"
    assert "13800000001" in values["phones"].split()


def test_a_table_without_a_number_column_is_refused_by_name(tmp_path: Path) -> None:
    path = writers.xlsx(tmp_path / "b.xlsx", {"分析": [B, row_of(B, "")]})
    with pytest.raises(FileRefused, match="没有工单编号列"):
        read(path)


def test_fields_of_the_district_export_are_normalised(tmp_path: Path) -> None:
    path = writers.xlsx(tmp_path / "a.xlsx", {"A": [A, row_of(A, number(1), 工单状态="待签收")]})
    drafts, _ = read(path)
    values, raw = drafts[0].values, drafts[0].raw
    assert values["street"] == "回龙观街道"
    assert raw["street"] == "回龙观镇"
    assert (values["category_1"], values["category_2"]) == ("市场管理", "单用途预付卡")
    assert values["category_3"] == "健身卡、瑜伽卡、私教卡"
    assert values["status"] is TicketStatus.TO_SIGN
    assert values["platform_status"] == "待签收"
    assert drafts[0].extra == {}


def test_both_phone_columns_and_both_numbers_of_the_street_platform_count(tmp_path: Path) -> None:
    path = writers.xlsx(tmp_path / "c.xlsx", {"C": [C, row_of(C, number(1))]})
    drafts, _ = read(path)
    assert drafts[0].values["phones"] == "13800000001 13900000002"
    assert drafts[0].values["phone_raw"] == "13800000001；13900000002"
    assert drafts[0].number == number(1)
    assert drafts[0].values["other_number"] == "AJ0000001"
    assert drafts[0].values["month_count"] == 2
    assert drafts[0].values["street"] == "沙河镇"
    assert drafts[0].extra["督办人"] == "示例督办"
    assert drafts[0].extra["热线号码"] == "12345"


def test_another_offices_number_alone_is_the_ticket_number() -> None:
    drafts, _ = of_rows([["案件编号", "标题", "主要内容"], ["AJ7", "甲", "乙"]])
    assert drafts[0].number == "AJ7"
    assert "other_number" not in drafts[0].values


def test_urgency_spellings_are_read_and_kept(tmp_path: Path) -> None:
    rows = [E, *[row_of(E, number(at), 紧急程度=word) for at, word in enumerate(("特急", "2 加急", "1 普通", "一般"))]]
    drafts, _ = read(writers.xlsx(tmp_path / "e.xlsx", {"E": rows}))
    assert [draft.values["urgency"] for draft in drafts] == [EXTRA, URGENT, GENERAL, GENERAL]
    assert [draft.values["urgency_raw"] for draft in drafts] == ["特急", "2 加急", "1 普通", "一般"]


def test_times_in_chinese_keep_their_raw_text(tmp_path: Path) -> None:
    drafts, _ = read(writers.xlsx(tmp_path / "f.xlsx", {"F": [F, row_of(F, number(1))]}))
    assert drafts[0].values["dispatched_at"] == read_iso("2026-11-20T09:30:00+08:00")
    assert drafts[0].raw["dispatched_at"] == "2026年11月20日 9时30分"
    assert drafts[0].values["dispatched_basis"] == ""


@pytest.mark.parametrize(
    ("headers", "values", "at", "basis"),
    [
        (("市派单时间", "来电时间"), ("2026-11-20 09:00:00", "2026-11-20 08:00:00"), "2026-11-20T09:00", "市派单时间"),
        (("来电时间", "创建时间"), ("2026-11-20 08:00:00", "2026-11-20 08:10:00"), "2026-11-20T08:00", "来电时间"),
        (("创建时间", "备注栏"), ("2026-11-20 08:10:00", ""), "2026-11-20T08:10", "创建时间"),
    ],
)
def test_a_missing_dispatch_time_is_taken_from_the_next_best_time(
    headers: tuple[str, ...], values: tuple[str, ...], at: str, basis: str
) -> None:
    drafts, _ = of_rows([["工单编号", "标题", "主要内容", *headers], ["SL1", "甲", "乙", *values]])
    assert drafts[0].values["dispatched_at"] == read_iso(at)
    assert drafts[0].values["dispatched_basis"] == basis


def test_without_any_time_the_date_in_the_number_counts_then_the_import() -> None:
    drafts, _ = of_rows([["工单编号", "标题", "主要内容"], ["热线-250329-022222", "甲", "乙"], ["SL-7", "甲", "乙"]])
    assert drafts[0].values["dispatched_at"] == read_iso("2025-03-29T00:00")
    assert drafts[0].values["dispatched_basis"] == "编号日期"
    assert drafts[1].values["dispatched_at"] == NOW
    assert drafts[1].values["dispatched_basis"] == "导入时间"


def test_a_deadline_that_names_only_a_day_lasts_to_its_end() -> None:
    header = ["工单编号", "标题", "截止时间"]
    drafts, _ = of_rows([header, ["SL1", "甲", "2026-11-28"], ["SL2", "甲", "2026-11-28 18:00:00"]])
    assert drafts[0].values["imported_deadline"] == read_iso("2026-11-29T00:00")
    assert drafts[1].values["imported_deadline"] == read_iso("2026-11-28T18:00")


@pytest.mark.parametrize("titles", [1, 2, 3, 9])
def test_the_header_is_found_under_title_rows(tmp_path: Path, titles: int) -> None:
    rows = [["示例区工单明细"], ["导出单位：示例"], ["2026 年 11 月"], *[[""]] * 6][:titles]
    path = writers.xlsx(tmp_path / "t.xlsx", {"F": [*rows, F, row_of(F, number(1))]})
    drafts, problems = read(path)
    assert [(draft.number, draft.row) for draft in drafts] == [(number(1), titles + 2)]
    assert problems == []


def test_headers_with_blanks_line_breaks_and_full_width_signs_are_known() -> None:
    header = ["＊工单\n编号：", " 标 题 ", "主要内容（必填）", "区派单时间*", "来电人电话／账号"]
    drafts, _ = of_rows([header, ["SL1", "甲", "乙", "2026-11-20 09:00:00", "13800000001"]])
    assert drafts[0].values["title"] == "甲"
    assert drafts[0].values["phones"] == "13800000001"
    assert drafts[0].values["dispatched_basis"] == ""


def test_every_sheet_with_a_ticket_header_is_read_and_others_are_named(tmp_path: Path) -> None:
    ticket = [F, row_of(F, number(1))]
    path = writers.xlsx(
        tmp_path / "s.xlsx",
        {"封面": [["说明"]], "一月": ticket, "空": [], "统计": [["街道", "数量"], ["沙河镇", 3]], "二月": ticket},
    )
    stream = read_drafts(path, now=NOW)
    drafts, _ = taken(stream)
    assert [draft.sheet for draft in drafts] == ["一月", "二月"]
    assert stream.skipped_sheets == ["封面", "空", "统计"]


FOOTERS = (
    "合计",
    "总 计",
    "小计：",
    "制表人：示例",
    "审核人：示例",
    "填表人: 示例",
    "打印时间：2026-11-20",
    "共 3 条",
    "第 1 页 共 2 页",
)


@pytest.mark.parametrize("footer", FOOTERS)
def test_footers_and_blank_rows_are_no_tickets(footer: str) -> None:
    rows: list[list[object]] = [F, row_of(F, number(1)), [""] * len(F), ["   "], row_of(F, number(2)), [footer]]
    drafts, problems = of_rows(rows)
    assert [draft.number for draft in drafts] == [number(1), number(2)]
    assert problems == []


def test_a_total_with_a_count_in_the_number_column_is_no_ticket() -> None:
    drafts, problems = of_rows([F, row_of(F, number(1)), ["合计", "1", "", "", "", "", ""], ["合计", 1.0]])
    assert (len(drafts), problems) == (1, [])


def test_a_footer_in_the_number_column_is_no_ticket() -> None:
    drafts, problems = of_rows([A, row_of(A, "SL1"), ["共计：12"], ["打印时间：2026-11-20 10:00"]])
    assert (len(drafts), problems) == (1, [])


def test_a_ticket_whose_title_speaks_of_totals_stays_a_ticket() -> None:
    titles = ["合计金额有误", "审核不通过", "说明：商家不退", "备注：两次", "合计", "日期：有误"]
    rows = [[title, f"SL{at}", "乙"] for at, title in enumerate(titles)]
    drafts, problems = of_rows([["标题", "工单编号", "主要内容"], *rows, ["说明：", "SL-A", "乙"]])
    assert [draft.number for draft in drafts] == ["SL0", "SL1", "SL2", "SL3", "SL4", "SL5", "SL-A"]
    assert problems == []


def test_a_repeated_header_and_a_block_with_another_header_are_understood() -> None:
    rows: list[list[object]] = [
        F,
        row_of(F, number(1)),
        F,
        row_of(F, number(2)),
        ["二、其他工单"],
        E,
        row_of(E, number(3)),
    ]
    drafts, problems = of_rows(rows)
    assert [draft.number for draft in drafts] == [number(1), number(2), number(3)]
    assert problems == []
    assert drafts[2].values["title"] == "关于示例健身馆退费的诉求"


def test_a_header_written_in_two_rows_is_one() -> None:
    rows: list[list[object]] = [
        ["工单编号", "标题", "问题分类", "", ""],
        ["", "", "一级分类", "二级分类", "三级分类"],
        ["SL1", "甲", "市场管理", "单用途预付卡", "健身卡"],
    ]
    drafts, problems = of_rows(rows)
    assert problems == []
    assert drafts[0].values["category_2"] == "单用途预付卡"
    assert drafts[0].values["category_3"] == "健身卡"


@pytest.mark.parametrize("ruined", ["1.23E+17", 2.0250329012345678e17, "", None, "无", datetime(2026, 11, 1)])  # noqa: DTZ001
def test_a_missing_or_ruined_number_refuses_the_row_with_what_to_do(ruined: object) -> None:
    drafts, problems = of_rows([A, row_of(A, "SL1"), row_of(A, "", 工单编号=ruined)])
    assert len(drafts) == 1
    assert (problems[0].sheet, problems[0].row, problems[0].column) == ("表", 3, "工单编号")
    assert "编号" in problems[0].reason
    assert "市民反映在示例健身馆办卡后退费难。" in problems[0].cells


@pytest.mark.parametrize("time", ["2026-02-30 10:00:00", "2026-13-01", "25:61", "昨天下午", "1899-01-01", 0.5])
def test_an_impossible_time_refuses_the_row(time: object) -> None:
    _, problems = of_rows([C, row_of(C, "SL1", 截止时间=time)])
    assert (problems[0].row, problems[0].column, problems[0].number) == (2, "截止时间", "SL1")
    assert problems[0].value == str(time)
    assert len(problems[0].reason) > 5


def test_short_rows_and_rows_longer_than_the_header_are_taken() -> None:
    drafts, problems = of_rows(
        [["工单编号", "标题", "主要内容", "备注一"], ["SL1", "甲"], ["SL2", "甲", "乙", "丙", "丁"]]
    )
    assert [draft.number for draft in drafts] == ["SL1", "SL2"]
    assert problems == []
    assert drafts[1].extra == {"备注一": "丙", "E列（无表头）": "丁"}


def test_unknown_columns_are_kept_and_repeated_headers_told_apart() -> None:
    header = ["工单编号", "标题", "主要内容", "预警\n状态", "备注栏", "备注栏"]
    drafts, _ = of_rows([header, ["SL1", "甲", "乙", "黄", "一", "二"], ["SL2", "甲", "乙", "", 3.0, None]])
    assert drafts[0].extra == {"预警 状态": "黄", "备注栏": "一", "备注栏 (2)": "二"}
    assert drafts[1].extra == {"备注栏": "3"}


def test_of_two_columns_for_one_field_the_first_listed_wins_and_the_other_is_kept() -> None:
    drafts, _ = of_rows([["工单编号", "诉求主题", "标题", "主要内容"], ["SL1", "主题", "标题字", "乙"]])
    assert drafts[0].values["title"] == "标题字"
    assert drafts[0].extra == {"诉求主题": "主题"}


def test_an_operators_alias_counts_for_files_of_that_kind() -> None:
    text = "单据代号\t标题\t主要内容\t预警\nSL1\t甲\t乙\t黄"
    kind = preview_text(text, now=NOW, aliases={"单据代号": "number"}).kind
    asked: list[str] = []

    def learned(of: str) -> dict[str, str]:
        asked.append(of)
        return {"单据代号": "number", "预警": "tags"} if of == kind else {}

    drafts, _ = taken(read_text_drafts(text, now=NOW, aliases=learned))
    assert drafts[0].number == "SL1"
    assert drafts[0].values["tags"] == "黄"
    assert kind in asked
    with pytest.raises(FileRefused, match="表头"):
        taken(read_text_drafts(text, now=NOW))


def test_a_file_without_a_ticket_header_is_refused(tmp_path: Path) -> None:
    path = writers.xlsx(tmp_path / "n.xlsx", {"表": [["姓名", "年龄"], ["示例", 3]], "空": []})
    with pytest.raises(FileRefused, match="没有找到工单表头"):
        read(path)


def test_a_header_without_rows_is_an_empty_import(tmp_path: Path) -> None:
    stream = read_drafts(writers.xlsx(tmp_path / "h.xlsx", {"A": [A]}), now=NOW)
    assert (list(stream), stream.rows) == ([], 0)


def test_the_preview_shows_columns_fields_and_first_rows(tmp_path: Path) -> None:
    rows = [["明细"], F, *[row_of(F, number(at)) for at in range(30)]]
    shown = preview_file(writers.xlsx(tmp_path / "p.xlsx", {"F": rows, "别的": [["x"]]}), now=NOW)
    assert shown.skipped == ("别的",)
    assert len(shown.sheets[0].rows) == 20
    assert shown.sheets[0].rows[0][1] == number(0)
    fields = dict(shown.sheets[0].headers)
    assert (fields["办件编号"], fields["预警状态"]) == ("number", None)


def test_the_preview_of_a_file_without_a_known_header_shows_its_columns_to_be_named(tmp_path: Path) -> None:
    rows = [["某平台导出"], ["单据代号", "标题", "主要内容"], ["SL1", "甲", "乙"]]
    path = writers.xlsx(tmp_path / "p.xlsx", {"空": [], "表": rows})
    shown = preview_file(path, now=NOW)
    assert "没有" in shown.refusal
    assert shown.sheets[0].headers == (("单据代号", None), ("标题", "title"), ("主要内容", "content"))
    assert shown.sheets[0].rows == (("SL1", "甲", "乙"),)
    named = preview_file(path, now=NOW, aliases={"单据代号": "number"})
    assert (named.refusal, named.kind) == ("", shown.kind)
    with pytest.raises(FileRefused):
        preview_text("你好", now=NOW)


def test_times_as_excel_cells_and_serials_are_read(tmp_path: Path) -> None:
    header = ["工单编号", "标题", "派单时间", "截止时间"]
    row = ["SL1", "甲", datetime(2026, 11, 20, 9, 30), 46351.75]  # noqa: DTZ001
    drafts, _ = read(writers.xlsx(tmp_path / "x.xlsx", {"A": [header, row]}))
    assert drafts[0].values["dispatched_at"] == read_iso("2026-11-20T09:30")
    assert drafts[0].values["imported_deadline"] == read_iso("2026-11-25T18:00")


def test_pasted_rows_and_pasted_pages_give_tickets() -> None:
    rows = '工单编号\t标题\t主要内容\nSL1\t甲\t"第一行\n第二行"\nSL2\t乙\t丙\n'
    drafts, _ = taken(read_text_drafts(rows, now=NOW))
    assert [(draft.number, draft.values["content"]) for draft in drafts] == [("SL1", "第一行\n第二行"), ("SL2", "丙")]
    page = (
        "工单编号：SL3\n标题：甲\n主要内容：第一行\n时间：大约三点\n派单时间：2026-11-20 09:00:00\n\n"
        "工单编号：SL4\n标题：乙\n来电人：示例人 联系方式：13800000001"
    )
    drafts, _ = taken(read_text_drafts(page, now=NOW))
    assert [draft.number for draft in drafts] == ["SL3", "SL4"]
    assert drafts[0].values["content"] == "第一行\n时间：大约三点"
    assert drafts[0].values["dispatched_basis"] == ""
    assert drafts[1].values["caller"] == "示例人"
    assert drafts[1].values["phones"] == "13800000001"


cells = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.floats(allow_nan=True),
    st.booleans(),
    st.datetimes(),
    st.just("合计"),
    st.just("SL1"),
)


@given(st.lists(st.lists(cells, max_size=8), max_size=12))
def test_whatever_stands_in_the_rows_nothing_is_raised_and_the_counts_add_up(rows: list[list[object]]) -> None:
    header: list[object] = ["工单编号", "标题", "来电时间", "月次", "联系方式", "预警"]
    drafts, problems = of_rows([header, *rows])
    assert all(draft.number and draft.values["dispatched_at"].tzinfo is not None for draft in drafts)
    assert all(problem.reason and problem.row > 1 for problem in problems)


def test_a_row_that_cannot_be_read_is_a_problem_with_what_was_seen(tmp_path: Path) -> None:
    lines = ["工单编号,标题,主要内容", '热线-261120-000001,甲,"内容,多一栏', "热线-261120-000002,乙,内容"]
    broken = "热线-261120-000003,丙,内容".encode()[:-1]
    (tmp_path / "a.csv").write_bytes("\n".join([*lines, ""]).encode() + broken)
    quote, draft, half = read_drafts(tmp_path / "a.csv", now=NOW)
    assert isinstance(draft, TicketDraft)
    assert isinstance(quote, FileProblem)
    assert isinstance(half, FileProblem)
    assert [(one.row, one.number) for one in (quote, half)] == [(2, "热线-261120-000001"), (4, "热线-261120-000003")]
    assert '"内容' in quote.value
    assert "第 3 栏" in half.reason
