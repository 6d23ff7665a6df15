"""The words of the ledger: periods by Beijing days, and a sum that adds up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from app.desk.rows import ReminderRow
from app.rules.states import ClockName, ReminderState, Urgency
from app.ui.supervision.reminder_words import COLUMNS, Period, named_periods, sum_words
from app.ui.tables.columns import Cell

# 02:41 on the 23rd in Beijing is still the 22nd in UTC
NOW = datetime(2026, 11, 22, 18, 41, tzinfo=UTC)


def test_today_is_the_day_in_beijing() -> None:
    today = named_periods(NOW)[0]
    assert (today.words, today.first, today.last) == ("今天", date(2026, 11, 23), date(2026, 11, 23))
    assert today.instants() == (datetime(2026, 11, 22, 16, tzinfo=UTC), datetime(2026, 11, 23, 16, tzinfo=UTC))


def test_all_time_has_no_ends() -> None:
    assert Period("全部时间", None, None).instants() == (None, None)


def test_the_sum_is_said_in_full() -> None:
    counts = {
        ReminderState.PLANNED: 2,
        ReminderState.RAISED: 1,
        ReminderState.SHOWN: 1,
        ReminderState.ACKNOWLEDGED: 5,
        ReminderState.CANCELLED: 3,
    }
    assert sum_words(counts) == "计划 12 = 触发 7（已确认 5，未确认 2） + 取消 3 + 待提醒 2"


@given(st.lists(st.integers(0, 9), min_size=5, max_size=5))
def test_the_sum_always_adds_up(numbers: list[int]) -> None:
    words = sum_words(dict(zip(ReminderState, numbers, strict=True)))
    whole, rest = words.removeprefix("计划 ").split(" = ")
    raised, cancelled, planned = (int(part.split("（")[0].split()[1]) for part in rest.split(" + "))
    assert int(whole) == raised + cancelled + planned == sum(numbers)


def test_a_deadline_at_midnight_reads_twenty_four_of_the_day_it_ends() -> None:
    row = ReminderRow(
        id=1,
        ticket_id=1,
        ticket_number="热线-261117-000001",
        ticket_title="健身房闭店",
        street="回龙观街道",
        urgency=Urgency.GENERAL,
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
