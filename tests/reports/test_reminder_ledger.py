from __future__ import annotations

from datetime import timedelta

import pytest
from openpyxl import load_workbook

from app.base.errors import FileRefused
from app.base.people import Person
from app.desk.journal import reads as journal_reads
from app.desk.reminder import acts as reminder_acts
from app.desk.reminder.query import LedgerQuery
from app.files.writers import tables
from app.reports.reminder_ledger import causes_words, span_words, verdict_words, write_ledger
from app.rules.reminder.completeness import SlotGroup, sum_up
from tests.support.workbooks import table_of

OPERATOR = Person("值班员甲")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(8, "8 秒"), (185, "3 分 05 秒"), (32_700, "9 小时 05 分"), (183_600, "2 天 3 小时")],
)
def test_a_stretch_is_said_in_two_units(seconds, words):
    assert span_words(timedelta(seconds=seconds)) == words


def test_what_is_wrong_with_the_sum_is_said():
    groups = (
        SlotGroup("planned", 2, due=True),
        SlotGroup("missed", 1),
        SlotGroup("raised", 3, proven=False),
        SlotGroup("gone", 4),
    )
    assert verdict_words(sum_up(groups)) == (
        "对不上：2 条到时未响，1 条错过而没有原因，3 条缺触发时间或确认人，4 条状态不明"
    )
    assert verdict_words(sum_up(())) == "核对一致"


def test_the_most_frequent_causes_come_first():
    assert causes_words({"甲": 1, "乙": 3, "丙": 2, "丁": 1}) == "乙 3 条；丙 2 条；丁 1 条；另有 1 种原因"


def test_the_workbook_says_what_it_holds_and_every_slot(desk, still, take_in, tmp_path):
    reminder_acts.raise_due(desk)
    take_in("热线-261123-000777")
    still.advance(timedelta(hours=9))
    (rung,) = reminder_acts.raise_due(desk).result
    reminder_acts.mark_shown(desk, ids=[rung.id], channel="报警窗")
    reminder_acts.acknowledge(desk, person=OPERATOR, ids=[rung.id])
    path = tmp_path / "out.xlsx"
    told = write_ledger(desk, person=OPERATOR, path=path, query=LedgerQuery(), about="全部时间")
    assert (told.result, told.message) == (8, "提醒台账已导出到 out.xlsx：清点 8 / 8 条")
    book = load_workbook(path)
    about = {row[0]: row[1] for row in table_of(book["说明"])}
    assert (about["范围"], about["导出人"], about["条数"]) == ("全部时间", "值班员甲", "8")
    assert about["提醒核对"] == "计划 8 = 触发 1（已确认 1，未确认 0） + 取消 0 + 错过 2 + 待提醒 5"
    assert about["结论"] == "核对一致，未响的均已注明原因"
    sheet = list(book["提醒台账"].iter_rows(values_only=True))
    lines = [dict(zip(sheet[0], row, strict=True)) for row in sheet[1:]]
    assert [line["状态"] for line in lines[:3]] == ["已错过", "已错过", "已确认"]
    assert lines[0]["取消、迟到或错过的原因"] == "程序未运行 11-23 02:41–11:41"
    assert (lines[2]["弹出与送达"], lines[2]["确认人"], lines[2]["多久后确认"]) == ("报警窗 ✓", "值班员甲", "0 秒")
    lines = journal_reads.between(desk, start=desk.now() - timedelta(days=1), end=desk.now() + timedelta(days=1))
    assert any(line.text == "导出提醒台账 全部时间：out.xlsx，8 条" for line in lines)


def test_a_file_that_does_not_count_is_refused_and_removed(desk, take_in, tmp_path, monkeypatch):
    take_in()
    monkeypatch.setattr(tables, "count_rows", lambda _path, above: {"提醒台账": above})
    path = tmp_path / "out.xlsx"
    with pytest.raises(FileRefused, match="清点不符"):
        write_ledger(desk, person=OPERATOR, path=path, query=LedgerQuery(), about="今天")
    assert not path.exists()
