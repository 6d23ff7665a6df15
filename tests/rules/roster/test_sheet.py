"""The usual layouts of a 值班表, read and written back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.roster.cells import read_hours, read_people
from app.rules.roster.heads import Layout, NoRoster
from app.rules.roster.sheet import read_roster
from app.rules.roster.shifts import Duty, OnDuty, stand_in
from app.rules.roster.writing import HEADINGS, filled, hours_words, lines

TODAY = date(2026, 11, 30)
BY_DAY = [
    ["区商务局 12345 值守台 2026年12月值班表"],
    ["日期", "星期", "白班(08:00-20:00)", "夜班(20:00-次日08:00)", "班组长", "带班领导", "备注"],
    ["12月1日", "二", "张三、李 四", "王五", "赵六", "钱局长 13800000001", ""],
    ["12月2日", "三", "王五(替张三)", "李四", "赵六", "孙局长", "雪天"],
    ["注：交接班提前 15 分钟到岗"],
]
BY_SHIFT = [
    ["2026年12月排班"],
    ["日期", "班次", "时间", "值班员", "组长"],
    ["2026-12-01 00:00:00", "早班", "8:00-16:00", "张三", "赵六"],
    ["", "中班", "16:00-24:00", "李四", ""],
    ["", "夜班", "24:00-次日8:00", "王五", ""],
    ["2026-12-02 00:00:00", "早班", "8:00-16:00", "李四", "赵六"],
]
BY_PERSON = [
    ["12月排班表", "", "（白班 8:30-20:30，夜班 20:30-8:30） 2026年12月"],
    ["序号", "姓名", "岗位", "1", "2", "3", "4", "5"],
    ["1", "张三", "值班员", "白", "夜", "休", "休", "白"],
    ["2", "李四", "班组长", "夜", "休", "休", "白", "夜"],
]

TWO_LINES = [
    ["2026年12月值班表"],
    ["日期", "星期", "值班人员", "", "带班领导"],
    ["", "", "白班", "夜班", ""],
    ["12月1日", "二", "张三", "李四", "钱局长"],
]
HOURS_BELOW = [["日期", "白班", "夜班"], ["", "8:30-20:30", "20:30-8:30"], ["2026-12-01", "张三", "李四"]]
HOURS_ALONE = [
    ["日期", "时间", "值班员", "岗位"],
    ["2026-12-01", "8:00—20:00", "张三", "值班员"],
    ["2026-12-01", "8:00—20:00", "赵六", "班组长"],
    ["2026-12-01", "20:00—8:00", "李四", "值班员"],
]
MERGED = [
    ["日期", "班次", "值班员", "带班领导"],
    ["2026-12-01", "白班", "张三", "钱局长"],
    ["", "夜班", "李四", ""],
    ["2026-12-02", "白班", "王五", ""],
]
WHOLE_DAYS = [
    ["2026年12月值班表 值班时间：8:30-次日8:30"],
    ["日期", "带班领导", "值班人员", "值班电话"],
    ["12月1日", "钱局长", "张三、李四", "010-12345678"],
]
BY_COLUMN = [
    ["2026年12月第一周"],
    ["班次", "12月1日", "12月2日", "12月3日"],
    ["带班领导", "钱局长", "孙局长", "钱局长"],
    ["早班 8:00-16:00", "张三", "李四", "王五"],
    ["中班 16:00-24:00", "李四", "王五", ""],
]
MORE = [TWO_LINES, HOURS_BELOW, HOURS_ALONE, MERGED, WHOLE_DAYS, BY_COLUMN]


def told(sheet):
    return [
        (shift.name, shift.day.day, hours_words(shift), [one.name for one in shift.people]) for shift in sheet.shifts
    ]


def test_one_line_a_day():
    sheet = read_roster(BY_DAY, today=TODAY)
    assert (sheet.layout, sheet.problems) == (Layout.BY_DAY, ())
    assert told(sheet) == [
        ("白班", 1, "08:00-20:00", ["张三", "李四", "赵六", "钱局长"]),
        ("夜班", 1, "20:00-次日08:00", ["王五", "赵六", "钱局长"]),
        ("白班", 2, "08:00-20:00", ["王五", "赵六", "孙局长"]),
        ("夜班", 2, "20:00-次日08:00", ["李四", "赵六", "孙局长"]),
    ]
    assert sheet.shifts[2].people[0] == OnDuty("王五", Duty.OPERATOR, "张三")
    assert sheet.shifts[0].named(Duty.LEADER) == ("钱局长",)


def test_one_line_a_shift_with_days_written_once():
    sheet = read_roster(BY_SHIFT, today=TODAY)
    assert (sheet.layout, sheet.problems) == (Layout.BY_SHIFT, ())
    assert told(sheet) == [
        ("早班", 1, "08:00-16:00", ["张三", "赵六"]),
        ("中班", 1, "16:00-24:00", ["李四"]),
        ("夜班", 1, "24:00-次日08:00", ["王五"]),
        ("早班", 2, "08:00-16:00", ["李四", "赵六"]),
    ]


def test_one_line_a_person():
    sheet = read_roster(BY_PERSON, today=TODAY)
    assert (sheet.layout, sheet.problems) == (Layout.BY_PERSON, ())
    assert told(sheet) == [
        ("白班", 1, "08:30-20:30", ["张三"]),
        ("夜班", 1, "20:30-次日08:30", ["李四"]),
        ("夜班", 2, "20:30-次日08:30", ["张三"]),
        ("白班", 4, "08:30-20:30", ["李四"]),
        ("白班", 5, "08:30-20:30", ["张三"]),
        ("夜班", 5, "20:30-次日08:30", ["李四"]),
    ]
    assert sheet.shifts[1].named(Duty.LEAD) == ("李四",)


def named(shift):
    return shift.day.day, hours_words(shift), shift.seated, shift.named(Duty.LEADER)


def test_further_layouts():
    day, night = "08:00-20:00", "20:00-次日08:00"
    told = [[named(shift) for shift in read_roster(rows, today=TODAY).shifts] for rows in MORE]
    assert told == [
        [(1, day, ("张三",), ("钱局长",)), (1, night, ("李四",), ("钱局长",))],
        [(1, "08:30-20:30", ("张三",), ()), (1, "20:30-次日08:30", ("李四",), ())],
        [(1, day, ("张三", "赵六"), ()), (1, night, ("李四",), ())],
        [(1, day, ("张三",), ("钱局长",)), (1, night, ("李四",), ("钱局长",)), (2, day, ("王五",), ())],
        [(1, "08:30-次日08:30", ("张三", "李四"), ("钱局长",))],
        [
            (1, "08:00-16:00", ("张三",), ("钱局长",)), (1, "16:00-24:00", ("李四",), ("钱局长",)),
            (2, "08:00-16:00", ("李四",), ("孙局长",)), (2, "16:00-24:00", ("王五",), ("孙局长",)),
            (3, "08:00-16:00", ("王五",), ("钱局长",)), (3, "16:00-24:00", (), ("钱局长",)),
        ],
    ]  # fmt: skip
    assert all(read_roster(rows, today=TODAY).problems == () for rows in MORE)
    assert read_roster(HOURS_ALONE, today=TODAY).shifts[0].named(Duty.LEAD) == ("赵六",)


def test_whole_days_without_hours_are_asked_for():
    sheet = read_roster([["值班安排"], *WHOLE_DAYS[1:]], today=TODAY)
    assert sheet.shifts == ()
    assert [(one.row, "值班时间：08:00-次日08:00" in one.reason) for one in sheet.problems] == [(2, True)]


@pytest.mark.parametrize("rows", [BY_DAY, BY_SHIFT, BY_PERSON, *MORE])
def test_a_table_goes_out_as_it_came_in(rows):
    sheet = read_roster(rows, today=TODAY)
    assert filled(rows, sheet, sheet.shifts) == rows


@pytest.mark.parametrize(
    ("rows", "row", "column", "text"),
    [(BY_DAY, 2, 2, "周七（替张三）、李四"), (BY_SHIFT, 2, 3, "周七（替张三）"), (BY_PERSON, 2, 3, "休")],
)
def test_only_the_changed_cell_changes(rows, row, column, text):
    sheet = read_roster(rows, today=TODAY)
    first = stand_in(sheet.shifts[0], away="张三", instead="周七")
    out = filled(rows, sheet, [first, *sheet.shifts[1:]])
    expected = [list(cells) for cells in rows]
    expected[row][column] = text
    assert out == expected
    if rows is not BY_PERSON:
        assert read_roster(out, today=TODAY).shifts == (first, *sheet.shifts[1:])


@pytest.mark.parametrize("rows", [BY_DAY, BY_SHIFT, BY_PERSON])
def test_the_own_table_holds_the_same_shifts(rows):
    shifts = read_roster(rows, today=TODAY).shifts
    again = read_roster([HEADINGS, *lines(shifts)], today=TODAY)
    assert again.problems == ()
    sorted_people = [
        (one.name, one.day, one.starts_at, one.ends_at, sorted(one.people, key=str)) for one in again.shifts
    ]
    assert sorted_people == [
        (one.name, one.day, one.starts_at, one.ends_at, sorted(one.people, key=str)) for one in shifts
    ]


@pytest.mark.parametrize(
    ("change", "column", "value"),
    [((2, 2, "张三2组"), "白班(08:00-20:00)", "张三2组"), ((2, 0, "2月30日"), "日期", "2月30日")],
)
def test_a_cell_that_cannot_be_read_is_named_and_nothing_else_is_lost(change, column, value):
    row, at, text = change
    rows = [list(cells) for cells in BY_DAY]
    rows[row][at] = text
    sheet = read_roster(rows, today=TODAY)
    assert [(one.row, one.column, one.value) for one in sheet.problems] == [(row, column, value)]
    assert {shift.day.day for shift in sheet.shifts} >= {2}


def test_a_shift_without_hours_is_asked_for_and_not_guessed():
    rows = [["日期", "白班", "小夜班"], ["2026-12-01", "张三", "李四"]]
    sheet = read_roster(rows, today=TODAY)
    assert [(one.column, "小夜班(08:00-20:00)" in one.reason) for one in sheet.problems] == [("小夜班", True)]
    assert told(sheet) == [("白班", 1, "08:00-20:00", ["张三"])]


def test_a_list_of_december_goes_on_into_january():
    rows = [["2026年12月值班表"], ["日期", "白班", "夜班"], ["12月31日", "张三", "李四"], ["1月1日", "王五", "张三"]]
    assert {shift.day for shift in read_roster(rows, today=TODAY).shifts} == {date(2026, 12, 31), date(2027, 1, 1)}


def test_other_tables_are_no_roster():
    with pytest.raises(NoRoster, match="没有找到值班表的表头"):
        read_roster([["工单编号", "日期", "内容"], ["甲-1", "2026-12-01", "白班"]], today=TODAY)


def test_people_of_a_cell():
    assert [one.name for one in read_people("张 三 李四/王小五;欧阳六", Duty.OPERATOR)] == [
        "张三",
        "李四",
        "王小五",
        "欧阳六",
    ]
    assert read_people("休", Duty.OPERATOR) == read_people("—", Duty.OPERATOR) == ()


@given(st.text(max_size=300))
def test_any_text_in_any_cell_is_read_or_refused(text):
    for rows in (
        [["日期", "白班", "夜班"], [text, text, text]],
        [["日期", "班次", "时间", "值班员"], ["1日", text, text, text]],
    ):
        read_roster([*rows, [text]], today=TODAY, title=text)


def test_hours():
    assert read_hours("8-20点").ends == 20 * 60
    assert read_hours("20：00 — 8：00").ends == 32 * 60
