"""Sheets for offices: what goes out, what comes back row by row, and what is refused."""

from __future__ import annotations

from datetime import datetime

import openpyxl
import pytest

from app.base.clock import SHANGHAI
from app.base.errors import FileRefused, Refused
from app.desk.office import acts as office_acts
from app.desk.office import reads as office_reads
from app.desk.office.rows import RowFate
from app.desk.reply import acts as reply_acts
from app.desk.ticket import acts as ticket_acts
from app.desk.urge import acts as urge_acts
from app.desk.urge import reads as urge_reads
from app.rules.office import CONTACTED_AT, FILLED, HANDLED, HEADINGS, LOCKED, REPLY, SOLVED
from app.rules.urge.states import UrgeState
from tests.desk.office.conftest import HEAD_ROW, OPERATOR

CALLED = datetime(2026, 11, 22, 10, 5, tzinfo=SHANGHAI)


def record(desk, number):
    with desk.register.reading() as stores:
        return stores.tickets.numbered(number)[0], reply_acts.drafted(stores, stores.tickets.numbered(number)[0].id)


def fates(sheet):
    return {row.number: (row.fate.value, row.column) for row in sheet.rows}


def test_a_sheet_has_the_open_tickets_hides_the_caller_and_leaves_four_columns_free(sent):
    book = openpyxl.load_workbook(sent)
    sheet = book.active
    assert [cell.value for cell in sheet[HEAD_ROW]] == list(HEADINGS)
    assert [sheet.cell(row, 2).value for row in range(HEAD_ROW + 1, sheet.max_row + 1)] == ["甲", "乙", "丙"]
    assert sheet.protection.sheet
    free = {HEADINGS[cell.column - 1] for cell in sheet[HEAD_ROW + 1] if not cell.protection.locked}
    assert free == set(FILLED)
    text = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert "王小明" not in text
    assert "13800000001" not in text
    assert "KSB-20261123-001" in text


def test_what_was_filled_in_is_shown_before_it_is_stored_and_then_taken_in(desk, tickets, fill):
    file = fill(
        {
            ("甲", CONTACTED_AT): "2026-11-22 10:05",
            ("甲", HANDLED): "已与商户约谈",
            ("甲", REPLY): "商户同意退还余款，已到账。",
            ("甲", SOLVED): "解决",
            ("乙", SOLVED): "未解决",
        }
    )
    shown = office_acts.preview(desk, path=file)
    assert fates(shown) == {"甲": ("updated", ""), "乙": ("updated", ""), "丙": ("unchanged", "")}
    assert [word for word, _, _ in shown.rows[0].changes] == [CONTACTED_AT, HANDLED, REPLY, SOLVED]
    assert record(desk, "甲")[0].result == ""
    outcome = office_acts.take_in(desk, person=OPERATOR, path=file)
    assert outcome.message == "交回.xlsx：3 行，更新 2、未变 1、退回 0"
    ticket, reply = record(desk, "甲")
    assert (ticket.first_contact_at, ticket.result) == (CALLED, "已与商户约谈")
    assert (reply["result"], reply["solved"], reply["contacted"]) == ("商户同意退还余款，已到账。", "解决", "是")
    assert record(desk, "乙")[0].result == "承办单位答：未解决"
    (sheet,) = office_reads.listing(desk)
    assert (sheet.rows, sheet.updated, sheet.unchanged, sheet.refused, sheet.returned_by) == (3, 2, 1, 0, "值班员甲")


def test_the_same_sheet_twice_changes_nothing_more(desk, fill):
    file = fill({("甲", CONTACTED_AT): "2026-11-22 10:05", ("甲", REPLY): "已退款，商户道歉。", ("甲", SOLVED): "解决"})
    office_acts.take_in(desk, person=OPERATOR, path=file)
    again = office_acts.take_in(desk, person=OPERATOR, path=file).result
    assert again.count(RowFate.UNCHANGED) == 3


def test_what_may_not_be_changed_and_what_makes_no_sense_is_refused_by_row(desk, tickets, fill, take_in):
    ticket_acts.dispatch(desk, person=OPERATOR, ticket_id=tickets[2], unit="商超专班")
    file = fill(
        {
            ("甲", "标题"): "别的标题",
            ("甲", HANDLED): "已办",
            ("乙", CONTACTED_AT): "2026-11-30 10:00",
            ("丙", HANDLED): "已办",
        }
    )
    result = office_acts.take_in(desk, person=OPERATOR, path=file).result
    reasons = {row.number: row.reason for row in result.rows}
    assert result.count(RowFate.REFUSED) == 3
    assert reasons["甲"].startswith("“标题”不能改")
    assert reasons["乙"] == "联系时间晚于现在，请核对"
    assert reasons["丙"] == "工单已改派商超专班"
    assert record(desk, "甲")[0].result == ""
    assert [problem.column for problem in result.problems] == ["标题", CONTACTED_AT, "工单编号"]
    assert "_问题行" in result.problems_file


@pytest.mark.parametrize(
    ("heading", "value", "words"),
    [
        (CONTACTED_AT, "昨天下午", "无法识别"),
        (CONTACTED_AT, "2026-11-20 10:00", "早于派单"),
        (SOLVED, "差不多", "请填"),
        (HANDLED, "办" * 2001, "超过 2000 字"),
    ],
)
def test_each_cell_says_what_is_wrong(desk, fill, heading, value, words):
    (row, *_) = office_acts.preview(desk, path=fill({("甲", heading): value})).rows
    assert (row.fate, row.column) == (RowFate.REFUSED, heading)
    assert words in row.reason


def test_added_doubled_and_missing_rows_are_accounted_for(desk, sent, tmp_path):
    book = openpyxl.load_workbook(sent)
    sheet = book.active
    for at, text in ((2, "丁"), (10, "新增的")):
        sheet.cell(sheet.max_row + (at == 2), at).value = text
    sheet.cell(HEAD_ROW + 2, 2).value = "甲"
    book.save(tmp_path / "改.xlsx")
    shown = office_acts.preview(desk, path=tmp_path / "改.xlsx")
    assert [row.reason for row in shown.rows] == ["", "与第 4 行重复", "", "这一行不在发出的表里，不能增加"]
    assert shown.missing == 1


def test_a_reply_the_desk_has_written_is_never_overwritten(desk, tickets, fill):
    reply_acts.save(desk, person=OPERATOR, ticket_id=tickets[0], fields={"result": "本台已写的答复。"}, version=None)
    shown = office_acts.preview(desk, path=fill({("甲", REPLY): "承办单位的答复。"}))
    assert (shown.rows[0].fate, shown.rows[0].column) == (RowFate.REFUSED, REPLY)


def test_a_filled_row_answers_the_round_of_urging(desk, tickets, fill):
    urge_acts.open_by_hand(desk, person=OPERATOR, ticket_ids=tickets)
    file = fill({(number, HANDLED): "已联系，明日上门" for number in ("甲", "乙", "丙")})
    office_acts.take_in(desk, person=OPERATOR, path=file)
    (row,) = urge_reads.rounds(desk)
    assert (row.state, row.answer) == (UrgeState.ANSWERED, "已联系，明日上门")


def test_a_foreign_workbook_and_an_unknown_code_are_refused_whole(desk, sent, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["工单编号", "办理情况"])
    book.save(tmp_path / "别的.xlsx")
    with pytest.raises(FileRefused, match="不是本台发出的科室表"):
        office_acts.preview(desk, path=tmp_path / "别的.xlsx")
    other = openpyxl.load_workbook(sent)
    other.active["A2"].value = "编号 KSB-20261101-099"
    other.save(tmp_path / "旧.xlsx")
    with pytest.raises(FileRefused, match="KSB-20261101-099"):
        office_acts.take_in(desk, person=OPERATOR, path=tmp_path / "旧.xlsx")


def test_a_unit_without_open_tickets_gets_no_sheet(desk, tmp_path):
    with pytest.raises(Refused, match="没有在办工单"):
        office_acts.send_out(desk, person=OPERATOR, folder=tmp_path / "发出")


def test_the_printed_sheet_has_the_same_cells(desk, tickets):
    title, rows = office_reads.printed(desk, unit="家政专班")
    assert title == "家政专班 待办工单"
    assert [len(row) for row in rows] == [len(LOCKED)] * 3
