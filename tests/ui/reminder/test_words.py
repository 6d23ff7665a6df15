"""The words of the ledger in its columns."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from app.desk.reminder.rows import Done, Receipt, ReminderRow
from app.rules.journal import JournalVerb
from app.rules.law.clocks import ClockName
from app.rules.reminder.states import ReminderState
from app.ui.kit.table.columns import Cell
from app.ui.reminder.words import COLUMNS
from tests.support.levels import GENERAL_LEVEL
from tests.support.reminder_rows import a_row

# 02:41 on the 23rd in Beijing is still the 22nd in UTC
NOW = datetime(2026, 11, 22, 18, 41, tzinfo=UTC)


def test_a_deadline_at_midnight_reads_twenty_four_of_the_day_it_ends() -> None:
    row = ReminderRow(
        id=1,
        ticket_id=1,
        ticket_number="热线-261117-000001",
        ticket_title="健身房闭店",
        street="回龙观街道",
        level=GENERAL_LEVEL,
        clock=ClockName.DEADLINE,
        slot="due",
        planned_at=datetime(2026, 11, 22, 16, tzinfo=UTC),
        due_at=datetime(2026, 11, 22, 16, tzinfo=UTC),
        state=ReminderState.PLANNED,
        raised_at=None,
        shown_at=None,
        times_raised=0,
        acknowledged_at=None,
        acknowledged_by="",
        returns_at=None,
        reason="",
    )
    planned = COLUMNS[0].cell
    assert planned(row, NOW) == Cell("24:00", "昨天", bold=True)
    assert planned(replace(row, clock=ClockName.DAY5), NOW) == Cell("00:00", "今日", bold=True)


def cells(**facts: object) -> dict[str, Cell]:
    row = replace(a_row(1, planned=NOW, due=None), **facts)
    return {column.heading: column.cell(row, NOW) for column in COLUMNS}


def test_a_slot_that_rang_late_says_how_late_and_why() -> None:
    told = cells(raised_at=NOW + timedelta(hours=9), cause="程序未运行 11-23 02:41–11:41", times_raised=2)
    assert told["响铃"] == Cell("11:41（2 次）", "迟 9 小时 00 分")
    assert told["提醒与原因"].second == "程序未运行 11-23 02:41–11:41"


def test_each_channel_says_whether_it_delivered() -> None:
    receipts = (
        Receipt(NOW, "报警窗", True, ""),
        Receipt(NOW, "桌面通知", False, "桌面通知没有响应"),
        Receipt(NOW, "声音", False, "声音已关闭（班长乙）"),
        Receipt(NOW, "声音", True, ""),
    )
    told = cells(receipts=receipts)["弹出与送达"]
    assert told == Cell("报警窗 ✓", "桌面通知 ✗ 没有响应 · 声音 ✓")


def test_an_answer_says_who_when_and_after_how_long() -> None:
    told = cells(acknowledged_at=NOW + timedelta(seconds=72), acknowledged_by="值班员甲")["确认"]
    assert told == Cell("值班员甲 02:42", "1 分 12 秒 后")


def test_what_was_done_stands_last() -> None:
    assert cells(done=Done(NOW, "值班员甲", JournalVerb.SIGN))["之后的办理"] == Cell("签收", "值班员甲 02:41")
    assert cells(done=None)["之后的办理"] == Cell("—")
