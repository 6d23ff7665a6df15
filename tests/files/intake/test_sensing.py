"""Headers that no list names: read by their words and values; what is not used is named, and choices are followed."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count

import pytest

from app.base.errors import FileRefused
from app.files.intake.drafts import DraftStream
from app.files.intake.previewing import preview_text
from app.files.intake.sensing import SAMPLED, column_name
from app.files.shared.rows import Sheet
from app.rules.intake.headings import Certainty
from tests.corpus.header_figures import measured
from tests.corpus.header_sets import KEPT_OUT, TUNED

NOW = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
LONG = "市民反映某健身馆停业，多次联系未果，要求退费"


def drafts(rows: list[list[object]], aliases=None) -> tuple[list, DraftStream]:
    made = DraftStream(lambda: iter([Sheet("表", iter(enumerate(rows, 1)))]), now=NOW, aliases=aliases)
    return list(made), made


def test_a_file_whose_number_column_is_called_otherwise_comes_in():
    for header in ("投诉编号", "留言编号", "受理单编号", "审批编号", "信访件编号", "服务单号"):
        (draft,), _ = drafts([[header, "来电时间", "投诉摘要"], ["QX-0007", "2026-11-20 09:30:00", LONG]])
        assert (draft.number, draft.values["content"]) == ("QX-0007", LONG)


def test_a_guess_that_the_values_contradict_is_not_used_but_named():
    rows = [["工单编号", "标题", "主要内容", "下派时间", "处置部门"]]
    rows += [[f"SL{at}", "甲", LONG, f"{at}天", "餐饮"] for at in range(1, 5)]
    found, made = drafts(rows)
    assert "unit" not in found[0].values
    assert found[0].extra == {"下派时间": "1天", "处置部门": "餐饮"}
    assert [(one.header, one.filled, one.example) for one in made.unused] == [
        ("下派时间", 4, "1天"),
        ("处置部门", 4, "餐饮"),
    ]


def test_a_guessed_time_never_costs_a_row():
    rows = [["工单编号", "标题", "主要内容", "下派时间"]]
    rows += [[f"SL{at}", "甲", LONG, "2026-11-20 09:30:00"] for at in range(SAMPLED)]
    found, made = drafts([*rows, ["SL-late", "甲", LONG, "待定"]])
    assert len(found) == SAMPLED + 1
    assert found[-1].extra == {"下派时间": "待定"}
    assert [(one.header, one.filled) for one in made.unused] == [("下派时间", 1)]


def test_a_listed_header_comes_before_a_guess():
    rows = [["工单编号", "标题", "推送时间", "派单时间"], ["SL1", "甲", "2026-11-20 08:00:00", "2026-11-20 09:30:00"]]
    (draft,), made = drafts(rows)
    assert draft.values["dispatched_at"] == datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
    assert [one.header for one in made.unused] == ["推送时间"]


def test_of_two_guesses_for_one_field_the_districts_own_counts():
    rows = [
        ["工单编号", "标题", "主要内容", "镇街转办时间", "推送时间", "区分派时间"],
        ["SL1", "甲", LONG, "2026-11-20 11:00:00", "2026-11-20 10:00:00", "2026-11-20 09:00:00"],
    ]
    (draft,), made = drafts(rows)
    assert draft.values["dispatched_at"] == datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
    assert [one.header for one in made.unused] == ["镇街转办时间", "推送时间"]


def test_a_filled_column_without_a_header_is_kept_under_its_letter_and_named():
    rows = [["工单编号", "标题", "", "主要内容"], ["SL1", "甲", "", "乙"], ["SL2", "甲", "联系过", "乙", "又说"]]
    found, made = drafts(rows)
    assert found[1].extra == {"C列（无表头）": "联系过", "E列（无表头）": "又说"}
    assert [(one.header, one.filled) for one in made.unused] == [("C列（无表头）", 1), ("E列（无表头）", 1)]


def test_letters_of_columns_go_on_behind_z():
    assert [column_name(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_header_of_two_rows_is_read_by_its_words():
    rows = [
        ["投诉编号", "投诉信息", "", "", "办理信息", ""],
        ["", "投诉时间", "投诉人姓名", "投诉内容", "处置部门", "处置结果"],
        ["TS-00001", "2026-11-20 09:30:00", "赵某", LONG, "区商务局", "已协调商家退费"],
    ]
    (draft,), made = drafts(rows)
    assert (draft.number, draft.values["caller"], draft.values["unit"]) == ("TS-00001", "赵某", "区商务局")
    assert draft.values["result"] == "已协调商家退费"
    assert made.unused == ()


@pytest.mark.parametrize(
    ("choice", "kept", "named"), [("kept", True, False), ("ignored", False, False), ("", True, True)]
)
def test_a_choice_for_a_column_is_followed(choice, kept, named):
    rows = [["工单编号", "标题", "主要内容", "网格备注"], ["SL1", "甲", LONG, "联系过"]]
    (draft,), made = drafts(rows, aliases={"网格备注": choice})
    assert ("网格备注" in draft.extra) is kept
    assert bool(made.unused) is named


def test_a_column_without_a_header_can_be_chosen_too():
    rows = [["工单编号", "标题", "主要内容", ""], ["SL1", "甲", LONG, "区商务局"]]
    (draft,), made = drafts(rows, aliases={"D列（无表头）": "unit"})
    assert (draft.values["unit"], made.unused) == ("区商务局", ())


def test_a_person_overrules_a_guess():
    rows = [["工单编号", "标题", "主要内容", "上报时间"], ["SL1", "甲", LONG, "2026-11-20 09:30:00"]]
    (draft,), _ = drafts(rows, aliases={"上报时间": "created_on"})
    assert set(draft.values) & {"called_at", "created_on"} == {"created_on"}


def test_row_counters_and_columns_of_flags_are_not_named():
    rows = [
        ["序号", "工单编号", "标题", "主要内容", "是否剔除"],
        *[[at, f"SL{at}", "甲", LONG, "否"] for at in range(1, 4)],
    ]
    found, made = drafts(rows)
    assert made.unused == ()
    assert found[0].extra["是否剔除"] == "否"


def test_a_table_of_something_else_is_no_list_of_tickets():
    people = [["员工编号", "姓名", "手机号", "部门"], ["YG0001", "赵某", "13800000021", "市场科"]]
    prices = [["商品编码", "商品名称", "单价", "时间"], ["SP0001", "矿泉水", 2, "2026-11-20"]]
    totals = [["承办单位", "受理量", "办结量", "日期"], ["区商务局", 12, 10, "2026-11-20"]]
    for rows in (people, prices, totals):
        with pytest.raises(FileRefused):
            drafts(rows)


def test_the_preview_says_how_sure_each_column_is_what_fills_it_and_gives_an_example():
    header = "工单编号\t标题\t主要内容\t区下派时间\t时间\t网格备注\t空栏"
    shown = preview_text(f"{header}\nSL1\t甲\t{LONG}\t2026-11-20 09:30:00\t2026-11-20 08:00:00\t联系过\t", now=NOW)
    columns = {one.header: one for one in shown.sheets[0].columns}
    assert (columns["标题"].certainty, columns["标题"].sensed) == (Certainty.SURE, False)
    assert (columns["区下派时间"].field, columns["区下派时间"].certainty) == ("dispatched_at", Certainty.SURE)
    assert (columns["时间"].field, columns["时间"].certainty) == ("called_at", Certainty.LIKELY)
    note = columns["网格备注"]
    assert (note.certainty, note.filled, note.example, note.unused) == (Certainty.UNKNOWN, 1, "联系过", True)
    assert not columns["空栏"].unused


def test_only_a_bounded_number_of_rows_is_looked_at_before_the_first_is_given():
    taken = count()

    def rows():
        yield 1, ["工单编号", "标题", "主要内容", "下派时间"]
        for at in range(2, 5_000):
            next(taken)
            yield at, [f"SL{at}", "甲", LONG, "2026-11-20 09:30:00"]

    made = DraftStream(lambda: iter([Sheet("表", rows())]), now=NOW, aliases=None)
    assert next(iter(made)).number == "SL2"
    assert next(taken) <= SAMPLED + 2


def test_most_columns_of_many_cities_lists_are_read_and_hardly_one_is_wrong():
    for sets, least in ((TUNED, 0.99), (KEPT_OUT, 0.9)):
        figures = measured(sets)
        used = figures.right + len(figures.wrong)
        assert figures.whole_files == len(sets)
        assert figures.right / used >= 0.98, figures.wrong
        assert figures.right / (figures.right + len(figures.missed)) >= least, figures.missed
