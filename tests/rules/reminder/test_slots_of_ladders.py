"""The slots that a version's ladders add, and the titles that stay true under any rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest

from app.base.clock import read_iso
from app.rules.law.calendar import calendar_of, load_calendar
from app.rules.law.clock_rules import Limit, load_rules
from app.rules.law.clocks import ClockName, TimeClass
from app.rules.law.ladders import Ladder, read_steps
from app.rules.reminder.slots import relevant, row_title, slots_for, title_of
from app.rules.ticket.deadlines import Facts
from app.rules.ticket.states import TicketStatus
from tests.support.levels import GENERAL, URGENT, with_numbers

RULES, CALENDAR = load_rules().versions[0], load_calendar()
AT = read_iso("2026-11-23T10:00")
FACTS = Facts(GENERAL, TimeClass.DEFAULT, AT, status=TicketStatus.HANDLING)


def climbed(facts, *ladders, rules=RULES, calendar=CALENDAR):
    plain = set(slots_for(facts, replace(rules, ladders=()), calendar))
    found = slots_for(facts, replace(rules, ladders=ladders), calendar)
    return [(slot.slot, (slot.at - AT) / timedelta(hours=1)) for slot in found if slot not in plain]


def ladder(clock, text, **who):
    return Ladder(clock, read_steps(text), **who)


def test_the_first_contact_is_reminded_of_until_it_was_made():
    steps = ladder(ClockName.FIRST_CONTACT, "50%、-1h、end、end+30min")
    assert climbed(FACTS, steps) == [("50%", 12), ("-60min", 23), ("end", 24), ("end+30min", 24.5)]
    assert climbed(replace(FACTS, first_contact_at=AT), steps) == []


def test_a_ladder_is_only_for_its_urgency_and_class():
    steps = ladder(ClockName.HANDLING, "+1h", urgency=URGENT, time_class=TimeClass.COMPLEX)
    assert climbed(FACTS, steps) == []
    assert climbed(replace(FACTS, urgency=URGENT, time_class=TimeClass.COMPLEX), steps) == [("+60min", 1)]


def test_a_wall_time_of_day_n_follows_the_count_of_days():
    assert climbed(FACTS, ladder(ClockName.HANDLING, "day 2 09:00")) == [("day 2 09:00", 47)]


def test_a_callback_is_reminded_of_while_it_is_due():
    rules = with_numbers(RULES, FACTS.urgency, callback=Limit(days=3))
    waiting = replace(FACTS, status=TicketStatus.TO_CALL_BACK, callback_since=AT)
    steps = ladder(ClockName.CALLBACK, "-2h")
    assert climbed(waiting, steps, rules=rules) == [("-120min", 84)]
    assert climbed(replace(waiting, status=TicketStatus.HANDLING), steps, rules=rules) == []
    assert climbed(waiting, steps) == [], "without a limit no clock runs"


def test_an_answer_to_a_return_is_reminded_of_where_its_end_can_be_counted():
    sent = replace(FACTS, status=TicketStatus.RETURNING, return_sent_at=AT)
    steps = ladder(ClockName.RETURN, "end")
    assert climbed(sent, steps) == [("end", 38)]
    assert climbed(sent, steps, calendar=calendar_of([])) == []


def test_a_report_is_reminded_of_until_it_is_recorded():
    rules = with_numbers(RULES, FACTS.urgency, report=Limit(span=timedelta(hours=1)))
    steps = ladder(ClockName.REPORT, "end")
    assert climbed(FACTS, steps, rules=rules) == [("end", 135)]
    assert climbed(replace(FACTS, reported_at=AT), steps, rules=rules) == []
    assert not relevant(ClockName.REPORT, replace(FACTS, reported_at=AT))


@pytest.mark.parametrize(
    ("slot", "title"),
    [
        ("80%", "首次联系时限已用 80%"),
        ("+30min", "首次联系已开始 30 分钟"),
        ("-60min", "首次联系剩 1 小时"),
        ("day 3 09:00", "首次联系第3日 09:00 提醒"),
        ("end", "首次联系已到时限"),
        ("end+30min", "首次联系已超时 30 分钟"),
        ("?", "首次联系提醒"),
    ],
)
def test_a_step_says_in_its_title_what_it_is(slot, title):
    assert title_of(ClockName.FIRST_CONTACT, slot) == title


def test_the_minutes_left_in_a_title_are_those_of_the_rows_own_clock():
    row = SimpleNamespace(clock=ClockName.SIGN, slot="5min", planned_at=AT, due_at=AT + timedelta(minutes=15))
    assert row_title(row) == "签收剩 15 分钟"


def test_a_series_on_another_day_names_that_day():
    slots = slots_for(FACTS, replace(RULES, day_number=3), CALENDAR)
    assert [title_of(slot.clock, slot.slot) for slot in slots][:2] == ["第3日 09:00 提醒", "第3日 16:00 提醒"]
