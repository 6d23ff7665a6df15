"""Rounds of urging in the day log, the reminder ledger and the workbook of quality."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import openpyxl
import pytest

from app.base.clock import SHANGHAI
from app.base.people import Person
from app.desk.figures.reads import Window
from app.desk.reminder import reads as reminder_reads
from app.desk.reminder.query import LedgerQuery
from app.desk.urge import acts as urge_acts
from app.desk.urge import answers
from app.desk.urge import reads as urge_reads
from app.reports.day_log import write_day_log
from app.reports.quality import write_quality
from app.rules.ticket.states import TicketStatus
from tests.support.workbooks import table_of

OPERATOR = Person("值班员甲")
NINE = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)


@pytest.fixture
def urged(desk, still, take_in):
    """One unit that answered at 09:00 after eight minutes, another that was silent."""
    for unit in ("家政专班", "商超专班"):
        at = NINE - timedelta(days=5)
        take_in(f"工单-{unit}", dispatched_at=at, unit=unit, status=TicketStatus.HANDLING)
    still.advance(NINE - still.now())
    urge_acts.open_due(desk)
    rows = {row.unit: row.id for row in urge_reads.rounds(desk)}
    urge_acts.send_many(desk, person=OPERATOR, round_ids=list(rows.values()))
    still.advance(timedelta(minutes=8))
    answers.answer(desk, person=OPERATOR, round_ids=[rows["家政专班"]], said="已联系", answered_by="李某")
    return desk


def lines(sheet):
    head, *rows = table_of(sheet)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_the_day_log_has_each_round_and_what_came_of_it(urged, tmp_path):
    file = write_day_log(urged, person=OPERATOR, day=date(2026, 11, 23), path=tmp_path / "log.xlsx").result.file
    book = openpyxl.load_workbook(file)
    told = {row["单位"]: row for row in lines(book["催办"])}
    assert told["家政专班"]["工单"] == "工单-家政专班"
    assert (told["家政专班"]["状态"], told["家政专班"]["答复"]) == ("已答复", "已联系")
    assert (told["商超专班"]["状态"], told["商超专班"]["答复时间"]) == ("未答复", None)
    summary = {row["项目"]: row for row in lines(book["概况"])}
    assert (summary["催办轮次"]["数值"], summary["催办轮次"]["说明"]) == (2, "已发 2，有效（有答复）1，承诺未兑现 0")


def test_the_ledger_says_at_each_slot_of_the_series_what_became_of_urging(urged):
    page = reminder_reads.page(urged, query=LedgerQuery(start=NINE, end=NINE + timedelta(minutes=1)))
    assert sorted(row.urged for row in page.rows) == ["商超专班 未答复", "家政专班 已答复：已联系"]
    later = reminder_reads.page(urged, query=LedgerQuery(start=NINE + timedelta(hours=1), end=NINE + timedelta(days=2)))
    assert {row.urged for row in later.rows} == {""}


def test_the_workbook_of_quality_has_the_figures_by_unit(urged, tmp_path):
    window = Window(NINE - timedelta(days=1), NINE + timedelta(days=1))
    write_quality(urged, person=OPERATOR, path=tmp_path / "q.xlsx", window=window)
    told = {row["单位"]: row for row in lines(openpyxl.load_workbook(tmp_path / "q.xlsx")["催办"])}
    assert (told["家政专班"]["答复"], told["家政专班"]["发出到答复（分，中位）"]) == (1, 8)
    assert (told["商超专班"]["发出"], told["商超专班"]["催几次得到答复"]) == (1, None)
