"""Whom to report to and to urge while a roster runs: the leader on duty first, the shift's people before others."""

from __future__ import annotations

from datetime import date, timedelta

from app.base.clock import local_midnight
from app.rules.escalation.on_duty import offered, urged
from app.rules.escalation.targets import Scope, Target
from app.rules.roster.shifts import Duty, OnDuty, Shift

DAY = date(2026, 12, 1)
NOW = local_midnight(DAY) + timedelta(hours=9)
PEOPLE = (OnDuty("领导甲", Duty.LEADER), OnDuty("组长乙", Duty.LEAD), OnDuty("单位值班员", Duty.OPERATOR))
SHIFT = Shift("白班", DAY, NOW - timedelta(hours=1), NOW + timedelta(hours=11), PEOPLE)
STREET = Target(1, Scope.STREET, "回龙观街道", "街道联系人")
ALWAYS = Target(1, Scope.ROSTER, "", "班组长")
LEADER = Target(2, Scope.ROSTER, "", "领导 甲", "13800000001", duty="副局长", channel="电话")
SECOND = Target(2, Scope.ROSTER, "", "分管领导")
OFFICE = (Target(0, Scope.UNIT, "某某队", "单位内勤"), Target(0, Scope.UNIT, "某某队", "单位值班员"))
ALL = (STREET, ALWAYS, SECOND, LEADER, *OFFICE)


def named(level, *shifts):
    lines = offered(ALL, shifts, level=level, street="回龙观街道", unit="", at=NOW)
    return [(line.name, line.phone) for line in lines]


def test_the_leader_on_duty_is_offered_first_with_the_phone_of_the_directory():
    assert named(1, SHIFT) == [("领导甲", "13800000001"), ("街道联系人", ""), ("组长乙", ""), ("班组长", "")]
    assert named(2, SHIFT) == [("领导甲", "13800000001"), ("分管领导", "")]


def test_without_a_shift_the_directory_alone_is_offered():
    assert named(1) == [("街道联系人", ""), ("班组长", "")]
    assert named(2) == [("分管领导", ""), ("领导 甲", "13800000001")]


def test_of_a_units_people_the_one_whose_shift_runs_is_urged_first():
    def reached(level, *shifts):
        return [one.name for one in urged(ALL, shifts, level=level, unit="某某队", at=NOW)]

    assert reached(0, SHIFT) == ["单位值班员", "单位内勤"]
    assert reached(0) == ["单位内勤", "单位值班员"]
    assert reached(2, SHIFT) == ["领导甲", "分管领导"]
