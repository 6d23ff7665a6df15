"""The roster through real workbooks: in and out again, stand-ins, swaps, and what is said ahead."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import openpyxl
import pytest

from app.base.errors import FileRefused, Refused
from app.base.people import Person
from app.desk.escalation import acts as escalation_acts
from app.desk.escalation.brief import brief
from app.desk.reminder import acts as reminder_acts
from app.desk.roster import acts, export, reads
from app.rules.roster.shifts import Duty, OnDuty, ProblemKind

LEAD = Person("班组长甲")
ROWS = [
    ["区商务局 12345 值守台 2026年11月值班表"],
    ["日期", "星期", "白班(08:00-20:00)", "夜班(20:00-次日08:00)", "班组长", "带班领导"],
    ["11月22日", "日", "值班员甲、值班员乙", "值班员丙", "组长甲", "领导甲 13800000001"],
    ["11月23日", "一", "值班员丁", "值班员甲", "组长甲", "领导乙"],
    ["11月24日", "二", "值班员甲", "值班员乙", "组长乙", "领导乙"],
]


def workbook(path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def cells(path):
    sheet = openpyxl.load_workbook(path).active
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


def running(desk):
    with desk.register.reading() as stores:
        return reads.shifts_at(stores, desk.now())


@pytest.fixture
def taken(desk, tmp_path):
    acts.take_in(desk, person=LEAD, path=workbook(tmp_path / "值班表.xlsx", ROWS))
    return reads.days(desk, first=date(2026, 11, 22), last=date(2026, 11, 24))


def test_who_is_on_duty_now_comes_out_of_the_table(desk, taken):
    (now,) = running(desk)
    assert (now.name, now.day.day, now.seated, now.named(Duty.LEADER)) == (
        "夜班",
        22,
        ("值班员丙",),
        ("领导甲",),
    )


def test_the_table_goes_out_as_it_came_in_and_changed_cells_alone_change(desk, taken, tmp_path):
    first, last = date(2026, 11, 22), date(2026, 11, 24)
    padded = [[*row, *[""] * (len(ROWS[1]) - len(row))] for row in ROWS]
    export.write_roster(desk, person=LEAD, path=tmp_path / "出.xlsx", first=first, last=last)
    assert cells(tmp_path / "出.xlsx") == padded
    acts.put_stand_in(desk, person=LEAD, shift_id=taken.shifts[0].id, away="值班员乙", instead="值班员戊")
    export.write_roster(desk, person=LEAD, path=tmp_path / "再出.xlsx", first=first, last=last)
    padded[2][2] = "值班员甲、值班员戊（替值班员乙）"
    assert cells(tmp_path / "再出.xlsx") == padded
    again = acts.take_in(desk, person=LEAD, path=tmp_path / "再出.xlsx").result
    assert (again.shifts, again.replaced) == (6, 6)
    assert OnDuty("值班员戊", Duty.OPERATOR, "值班员乙") in reads.days(desk, first=first, last=first).shifts[0].people


def test_real_dates_go_out_as_the_dates_they_came_in_as(desk, tmp_path):
    days = [datetime(2026, 11, 22 + place) for place in range(2)]  # noqa: DTZ001 - a workbook's day has no zone
    rows = [["日期", "白班", "夜班"], *([day, "值班员甲", "值班员乙"] for day in days), ["备注：带手机", None, None]]
    acts.take_in(desk, person=LEAD, path=workbook(tmp_path / "值班表.xlsx", rows))
    first, last = (day.date() for day in days)
    export.write_roster(desk, person=LEAD, path=tmp_path / "出.xlsx", first=first, last=last)
    sheet = openpyxl.load_workbook(tmp_path / "出.xlsx").active
    assert [list(row) for row in sheet.iter_rows(values_only=True)] == rows
    assert sheet["A2"].number_format == "yyyy-mm-dd"


def test_a_swap_is_one_act_and_its_undo_gives_both_back(desk, taken):
    day, night = taken.shifts[2], taken.shifts[3]
    outcome = acts.exchange(desk, person=LEAD, shift_id=day.id, name="值班员丁", other_id=night.id, other="值班员甲")
    assert [row.people[0].name for row in outcome.result] == ["值班员甲", "值班员丁"]
    outcome.undo.use_case(desk)
    after = reads.days(desk, first=date(2026, 11, 22), last=date(2026, 11, 24)).shifts
    assert [row.people for row in after] == [row.people for row in taken.shifts]


def test_a_stand_in_who_is_there_already_is_refused_at_the_field(desk, taken):
    shift = taken.shifts[0]
    with pytest.raises(Refused, match="值班员甲 已在11-22 白班") as refused:
        acts.put_stand_in(desk, person=LEAD, shift_id=shift.id, away="值班员乙", instead="值班员甲")
    assert refused.value.field == "instead"
    with pytest.raises(Refused, match="值班员戊 不在11-22 白班（值班员甲、值班员乙、组长甲（备班）、领导甲）"):
        acts.put_stand_in(desk, person=LEAD, shift_id=shift.id, away="值班员戊", instead="值班员己")


def test_a_table_with_an_unreadable_cell_changes_nothing_and_says_where(desk, taken, tmp_path):
    rows = [list(row) for row in ROWS]
    rows[3][2] = "值班员丁8组"
    with pytest.raises(FileRefused, match=r"第 4 行“白班\(08:00-20:00\)”：“值班员丁8组”不是姓名"):
        acts.take_in(desk, person=LEAD, path=workbook(tmp_path / "改.xlsx", rows))
    assert reads.days(desk, first=date(2026, 11, 22), last=date(2026, 11, 24)) == taken


def test_short_rests_and_the_end_of_the_roster_are_said_seven_days_ahead(desk, taken):
    found = [(one.kind, one.who) for one in reads.soon(desk)]
    assert [who for kind, who in found if kind is ProblemKind.SHORT_REST] == ["值班员甲"]
    gap = next(one for one in reads.soon(desk) if one.kind is ProblemKind.GAP)
    assert gap.until - gap.since > timedelta(days=50)


def test_no_roster_at_all_says_nothing(desk):
    assert (reads.soon(desk), running(desk)) == ((), ())


def test_a_file_of_another_kind_is_refused_in_words(desk, tmp_path):
    path = workbook(tmp_path / "工单.xlsx", [["工单编号", "标题"], ["甲-1", "退费"]])
    with pytest.raises(FileRefused, match="没有找到值班表的表头"):
        acts.take_in(desk, person=LEAD, path=path)


def test_pasted_cells_are_previewed_and_taken_in_like_a_file(desk, taken):
    text = "\r\n".join("\t".join(row) for row in ROWS)
    read = acts.look_into(desk, text=text)
    assert (read.file, read.shifts, read.replaced, read.problems) == ("粘贴的值班表", 6, 6, ())
    acts.take_in(desk, person=LEAD, text=text.replace("值班员丙", "值班员己"))
    assert running(desk)[0].seated == ("值班员己",)
    with pytest.raises(FileRefused, match=r"第 4 行“白班\(08:00-20:00\)”：“值班员丁8组”不是姓名"):
        acts.take_in(desk, person=LEAD, text=text.replace("值班员丁", "值班员丁8组"))
    with pytest.raises(FileRefused, match="没有找到值班表的表头"):
        acts.look_into(desk, text="甲\t乙")


def test_who_is_on_duty_until_when_and_who_comes_next(desk, taken):
    with desk.register.reading() as stores:
        now = reads.duty_now(stores, desk.now())
    assert (now.shift, now.seated, now.leaders, now.next_seated) == ("夜班", ("值班员丙",), ("领导甲",), ("值班员丁",))
    assert now.until == now.next_at
    assert now.problems == reads.soon(desk)


def test_the_leader_of_the_hour_is_the_first_to_report_to(desk, taken, take_in):
    take_in("热线-1", dispatched_at=desk.now() - timedelta(days=6))
    reminder_acts.raise_due(desk)
    offers = brief(desk, ids=[row.id for row in escalation_acts.listing(desk)]).offers
    assert [(one.name, one.why) for one in offers] == [("领导甲", "值班表·带班领导"), ("组长甲", "值班表·班组长")]
