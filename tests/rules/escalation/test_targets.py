"""Whom to tell: the most specific line first, only lines that hold now, and faults named at their cell."""

from __future__ import annotations

from datetime import datetime

import pytest

from app.base.clock import SHANGHAI
from app.rules.escalation.targets import (
    AWAY_UNTIL,
    CHANNEL,
    LEVEL,
    NAME,
    OFFICE_LEVEL,
    PHONE,
    PLACE,
    SCOPE,
    SHIFT,
    SINCE,
    STAND_IN_PHONE,
    UNTIL,
    Scope,
    Target,
    choose,
    office_people,
    read_lines,
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


NOW = at("2026-11-23T02:41")
STREET = Target(1, Scope.STREET, "回龙观街道", "街道联系人")
UNIT = Target(1, Scope.UNIT, "某某执法队", "单位联系人")
NIGHT = Target(1, Scope.ROSTER, "", "夜班班长", since=at("2026-11-22T20:00"), until=at("2026-11-23T08:00"))
ALWAYS = Target(1, Scope.ROSTER, "", "班组长")
LEADER = Target(2, Scope.ROSTER, "", "分管领导")
ALL = (ALWAYS, NIGHT, LEADER, UNIT, STREET)


def names(**said):
    asked = {"level": 1, "street": "回龙观街道", "unit": "某某执法队", "at": NOW, **said}
    return [target.name for target in choose(ALL, **asked)]


def test_street_goes_before_unit_before_the_roster_of_the_time_before_who_always_answers():
    assert names() == ["街道联系人", "单位联系人", "夜班班长", "班组长"]


def test_lines_of_another_place_level_or_time_are_left_out():
    assert names(street="沙河镇", unit="") == ["夜班班长", "班组长"]
    assert names(at=at("2026-11-23T08:00"), street="", unit="") == ["班组长"]
    assert names(level=2) == ["分管领导"]


def test_a_pasted_table_is_read_with_its_headings_and_blank_lines():
    targets, problems = read_lines(
        [
            ["级别", "依据", "街乡镇/单位", "姓名", "电话", "自", "至", "备注"],
            ["一级", "街乡镇", "回龙观", "张三", "139 0000 0001", "", "", "白天"],
            ["", "", "", "", "", "", "", ""],
            ["2", "值班表", "", "李四", "", "2026-11-23 08:00", "2026-11-23 24:00"],
        ],
        NOW,
    )
    assert problems == ()
    assert targets == (
        Target(1, Scope.STREET, "回龙观街道", "张三", "13900000001", note="白天"),
        Target(2, Scope.ROSTER, "", "李四", since=at("2026-11-23T08:00"), until=at("2026-11-24T00:00")),
    )


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        (["三级", "值班表", "", "张三"], LEVEL, "一级"),
        (["一级", "小区", "", "张三"], SCOPE, "值班表"),
        (["一级", "街乡镇", "", "张三"], PLACE, "请填写街乡镇"),
        (["一级", "街乡镇", "某某新城", "张三"], PLACE, "不是本区的街乡镇"),
        (["一级", "值班表", "", ""], NAME, "请填写姓名"),
        (["一级", "值班表", "", "张三", "12"], PHONE, "不是电话号码"),
        (["一级", "值班表", "", "张三", "", "下周"], SINCE, "无法识别"),
        (["一级", "值班表", "", "张三", "", "2026-11-23 20:00", "2026-11-23 08:00"], UNTIL, "晚于"),
    ],
)
def test_each_fault_is_said_at_its_cell(line, column, words):
    targets, (problem,) = read_lines([["一级", "值班表", "", "班长"], line], NOW)
    assert [target.name for target in targets] == ["班长"]
    assert (problem.row, problem.column) == (1, column)
    assert words in problem.reason


def test_the_same_line_twice_is_said():
    _, (problem,) = read_lines([["一级", "值班表", "", "班长"]] * 2, NOW)
    assert (problem.row, problem.column, problem.reason) == (1, NAME, "与前面的一行重复")


def test_the_directory_knows_offices_shifts_and_stand_ins():
    away = "2026-11-24 09:00"
    targets, problems = read_lines(
        [
            ["科室", "承办单位", "家政专班", "李某", "13900000021", "", "", "", "组长", "微信", "8点至20点", "周某",
             "13900000022", away],
            ["科室", "承办单位", "家政专班", "夜班乙", "", "", "", "", "", "电话", "20:00-08:00"],
            ["一级", "承办单位", "家政专班", "上报甲"],
        ],
        NOW,
    )  # fmt: skip
    assert problems == ()
    assert [target.shift for target in targets] == ["08:00-20:00", "20:00-08:00", ""]
    by_day = office_people(targets, level=OFFICE_LEVEL, unit="家政专班", at=at("2026-11-23T16:00"))
    assert [(one.name, one.stands_in_for) for one in by_day] == [("周某", "李某"), ("李某", ""), ("上报甲", "")]
    by_night = office_people(targets, level=OFFICE_LEVEL, unit="家政专班", at=at("2026-11-24T02:00"))
    assert [one.name for one in by_night] == ["夜班乙", "上报甲"]
    back = office_people(targets, level=OFFICE_LEVEL, unit="家政专班", at=at("2026-11-24T09:00"))
    assert [one.name for one in back] == ["李某", "周某", "上报甲"]


def test_who_an_expired_ticket_is_reported_to_is_no_office():
    office = Target(OFFICE_LEVEL, Scope.UNIT, "某某执法队", "科长")
    assert [target.name for target in choose((office, UNIT), level=1, street="", unit="某某执法队", at=NOW)] == [
        UNIT.name
    ]


@pytest.mark.parametrize(
    ("column", "text", "words"),
    [
        (CHANNEL, "邮件", "方式应为"),
        (SHIFT, "白班", "08:00-20:00"),
        (SHIFT, "08:75-20:00", "08:00-20:00"),
        (STAND_IN_PHONE, "12", "不是电话号码"),
        (AWAY_UNTIL, "2026-11-24", "替班人"),
    ],
)
def test_each_fault_of_the_directory_is_said_at_its_cell(column, text, words):
    line = ["科室", "承办单位", "家政专班", "李某", *[""] * 10]
    line[column] = text
    _, problems = read_lines([line], NOW)
    assert any(words in problem.reason for problem in problems)
