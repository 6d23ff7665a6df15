from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base.resources import resource_toml
from app.files.shared.headers import (
    clean,
    field_names,
    header_kind,
    lacks_only_number,
    merge_header,
    read_header,
)
from app.rules.ticket.fields import TICKET_FIELDS
from tests.corpus.headers import A, B, C, D, E, F


def test_every_spelling_means_one_field_that_a_draft_can_hold() -> None:
    table = resource_toml("aliases.toml")
    cleaned = [clean(spelling) for spellings in table.values() for spelling in spellings]
    assert len(cleaned) == len(set(cleaned))
    assert set(table) == {header for one in TICKET_FIELDS for header in one.headers} | {"ignored"}
    assert "ignored" not in field_names()


@pytest.mark.parametrize(
    "written",
    [
        "工单编号",
        " 工单 编号：",
        "工单\r\n编号",
        "＊工单编号*",
        "“工单编号”",
        "工单编号（必填）",
        "工单编号:",
        "\ufeff工单编号",
    ],
)
def test_a_header_is_known_however_it_is_dressed(written: str) -> None:
    assert clean(written) == "工单编号"


@given(st.text(alphabet="工单编号标题 　\n：:*＊（）()a1", max_size=20))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) in (clean(text), clean(clean(clean(text))))
    assert " " not in clean(text)
    assert "\n" not in clean(text)


@pytest.mark.parametrize("headers", [A, C, D, E, F], ids="ACDEF")
def test_the_field_sets_have_their_columns_recognised(headers: list[str]) -> None:
    header = read_header(1, headers)
    assert header is not None
    fields = [column.field for column in header.columns if column.field]
    assert header.number.header in ("工单编号", "办件编号")
    assert len(fields) >= len(headers) * 0.6
    single = [field for field in fields if field != "phones"]
    assert len(single) == len(set(single))


def test_the_district_time_is_the_dispatch_and_the_city_time_is_not() -> None:
    header = read_header(1, C)
    assert header is not None
    fields = {column.header: column.field for column in header.columns}
    assert fields["区派单时间"] == "dispatched_at"
    assert fields["市派单时间"] == "city_dispatched_at"
    assert fields["是否响应"] == "platform_contacted"
    assert fields["案件编号"] == "other_number"
    assert (fields["来电号码"], fields["联系方式"]) == ("phones", "phones")


@pytest.mark.parametrize("cells", [["工单编号", "标题"], ["标题", "主要内容", "来电人"], [], [1, 2, 3], ["", None, ""]])
def test_rows_with_too_little_are_no_header(cells: list[object]) -> None:
    assert read_header(1, cells) is None


def test_a_header_that_lacks_only_the_number_is_noticed() -> None:
    assert lacks_only_number(B)
    assert not lacks_only_number(F)
    assert not lacks_only_number(["姓名", "年龄"])


def test_the_kind_of_a_file_does_not_change_with_order_or_dress() -> None:
    assert header_kind(F) == header_kind([f" {header}：" for header in reversed(F)])
    assert header_kind(F) != header_kind(F[1:])


def test_an_alias_beats_the_shipped_meaning() -> None:
    header = read_header(1, ["工单编号", "标题", "主要内容", "状态"], {" 状态：": "tags"})
    assert header is not None
    assert header.columns[3].field == "tags"


def test_a_data_row_is_never_taken_for_the_second_row_of_a_header() -> None:
    assert merge_header(["工单编号", "问题分类"], ["", "投诉"], 0) is None
    assert merge_header(["工单编号", "问题分类"], ["", ""], 0) is None
    assert merge_header(["工单编号", "问题分类"], ["", "一级分类", "二级分类"], 0) == [
        "工单编号",
        "一级分类",
        "二级分类",
    ]


def test_a_column_that_is_merely_called_problem_is_kept() -> None:
    header = read_header(1, ["工单编号", "标题", "主要内容", "问题"])
    assert header is not None
    assert header.columns[3].field is None
    own = read_header(1, ["工单编号", "标题", "主要内容", "问题列", "问题", "原行号"])
    assert own is not None
    assert [column.field for column in own.columns[3:]] == ["ignored"] * 3
