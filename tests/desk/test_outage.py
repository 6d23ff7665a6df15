from __future__ import annotations

from datetime import timedelta

import pytest

from app.base.people import Person
from app.desk import outage, sign
from app.desk.journal import reads as journal_reads
from app.desk.outage import FailedTicks
from app.desk.reminder import acts as reminder_acts
from app.desk.ticket import reads as ticket_reads
from app.rules.outage import DELAYED, OutageKind
from app.rules.reminder.states import ReminderState
from tests.support.levels import URGENT

OPERATOR = Person("值班员甲")
HOUR = timedelta(hours=1)


def slots(desk, ticket, clock="sign"):
    return {row.slot: row for row in ticket_reads.detail(desk, ticket_id=ticket).reminders if row.clock == clock}


def told_offs(desk):
    lines = journal_reads.between(desk, start=desk.now() - timedelta(days=9), end=desk.now() + timedelta(days=9))
    return [line.text for line in lines if line.verb == "reminders-off"]


def test_after_a_night_off_the_latest_slot_rings_and_the_others_are_missed_with_the_cause(desk, still, take_in):
    reminder_acts.raise_due(desk)
    ticket = take_in(urgency=URGENT)
    still.advance(9 * HOUR)
    (rung,) = reminder_acts.raise_due(desk).result
    assert (rung.slot, rung.cause) == ("overdue", "程序未运行 11-23 02:41–11:41")
    told = slots(desk, ticket)
    assert {slot: row.state for slot, row in told.items()} == {
        "arrival": ReminderState.MISSED,
        "5min": ReminderState.MISSED,
        "8min": ReminderState.MISSED,
        "overdue": ReminderState.RAISED,
    }
    assert {row.cause for row in told.values()} == {"程序未运行 11-23 02:41–11:41"}
    assert told_offs(desk) == ["提醒中断 540 分钟：程序未运行 11-23 02:41–11:41"]


def test_what_was_missed_stands_in_the_journal_of_the_ticket(desk, still, take_in):
    reminder_acts.raise_due(desk)
    ticket = take_in(urgency=URGENT)
    still.advance(9 * HOUR)
    reminder_acts.raise_due(desk)
    lines = [line.text for line in ticket_reads.detail(desk, ticket_id=ticket).journal if line.verb == "remind-missed"]
    assert len(lines) == 3
    assert lines[1].endswith("（应于 11-23 02:46）未响：程序未运行 11-23 02:41–11:41")


def test_a_missed_slot_never_rings_afterwards(desk, still, take_in):
    reminder_acts.raise_due(desk)
    ticket = take_in(urgency=URGENT)
    still.advance(9 * HOUR)
    reminder_acts.raise_due(desk)
    still.advance(timedelta(minutes=1))
    assert reminder_acts.raise_due(desk).result == []
    assert slots(desk, ticket)["5min"].state is ReminderState.MISSED


def test_a_person_who_quit_is_named_in_the_cause(desk, still, take_in):
    reminder_acts.raise_due(desk)
    take_in()
    outage.note_quit(desk, person=Person("张三"), still_open=1)
    still.advance(9 * HOUR)
    assert outage.absence(desk).kind is OutageKind.QUIT
    (rung,) = reminder_acts.raise_due(desk).result
    assert rung.cause == "退出程序（张三） 11-23 02:41–11:41"


def test_a_sleep_that_the_heartbeat_told_is_the_cause_and_told_once(desk, still, take_in):
    started = desk.now()
    reminder_acts.raise_due(desk, running_since=started)
    take_in()
    still.jump(8 * HOUR)
    outage.note_gap(desk, since=started, kind=OutageKind.ASLEEP)
    (rung,) = reminder_acts.raise_due(desk, running_since=started).result
    assert rung.cause == "电脑休眠或系统时间被调快 11-23 02:41–10:41"
    assert told_offs(desk) == ["提醒中断 480 分钟：电脑休眠或系统时间被调快 11-23 02:41–10:41"]


def test_a_running_program_that_stood_still_is_said_so(desk, still, take_in):
    started = desk.now()
    reminder_acts.raise_due(desk, running_since=started)
    take_in()
    still.advance(3 * HOUR)
    (rung,) = reminder_acts.raise_due(desk, running_since=started).result
    assert rung.cause == "电脑休眠或程序停顿 11-23 02:41–05:41"


def test_a_short_delay_of_a_running_program_has_a_cause_too(desk, still, take_in):
    started = desk.now()
    take_in(urgency=URGENT)
    reminder_acts.raise_due(desk, running_since=started)
    for seconds in (120, 120, 59):
        still.advance(timedelta(seconds=seconds))
        reminder_acts.raise_due(desk, running_since=started)
    still.advance(timedelta(seconds=45))
    (rung,) = reminder_acts.raise_due(desk, running_since=started).result
    assert (rung.slot, rung.cause) == ("5min", DELAYED)


def test_failed_ticks_are_kept_once_the_register_can_be_written_again(desk, still, take_in):
    started = desk.now()
    reminder_acts.raise_due(desk, running_since=started)
    take_in(urgency=URGENT)
    still.advance(timedelta(seconds=5))
    failed = FailedTicks(desk.now(), OutageKind.DISK)
    still.advance(timedelta(minutes=6))
    (rung,) = reminder_acts.raise_due(desk, failed=failed, running_since=started).result
    assert (rung.slot, rung.cause) == ("5min", "磁盘已满或无法写入 11-23 02:41–02:47")
    assert told_offs(desk) == ["提醒中断 6 分钟：磁盘已满或无法写入 11-23 02:41–02:47"]


def test_a_clock_set_back_doubles_nothing_and_is_kept(desk, still, take_in):
    ticket = take_in(urgency=URGENT)
    reminder_acts.raise_due(desk)
    for _ in range(5):
        still.advance(timedelta(minutes=1))
        reminder_acts.raise_due(desk)
    since = desk.now()
    still.jump(-HOUR)
    outage.note_gap(desk, since=since, kind=OutageKind.SET_BACK)
    raised = []
    for _ in range(80):
        still.advance(timedelta(minutes=1))
        raised += [row.slot for row in reminder_acts.raise_due(desk).result]
    assert raised == ["8min", "overdue"]
    assert {row.times_raised for row in slots(desk, ticket).values()} == {1}
    assert told_offs(desk) == ["系统时间被调慢：11-23 02:46–01:46"]


def test_a_clock_set_back_that_nobody_told_is_noticed_by_the_next_tick(desk, still):
    reminder_acts.raise_due(desk)
    still.jump(-HOUR)
    reminder_acts.raise_due(desk)
    assert told_offs(desk) == ["系统时间被调慢：11-23 02:41–01:41"]


@pytest.mark.parametrize("days", [1, 3])
def test_what_a_clock_set_forward_skipped_comes_back_into_the_plan_when_it_is_set_right(desk, still, take_in, days):
    ticket = take_in()
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    still.advance(timedelta(days=5, hours=7))
    reminder_acts.raise_due(desk)
    still.jump(timedelta(days=days))
    reminder_acts.raise_due(desk)
    assert [slots(desk, ticket, "day5")[slot].state for slot in ("16:00", "19:00", "22:00")] == [
        ReminderState.MISSED,
        ReminderState.MISSED,
        ReminderState.RAISED,
    ]
    still.jump(-timedelta(days=days))
    reminder_acts.raise_due(desk)
    told = slots(desk, ticket, "day5")
    assert {told[slot].state for slot in ("16:00", "19:00")} == {ReminderState.PLANNED}
    assert {told[slot].cause for slot in ("16:00", "19:00")} == {""}


def test_what_was_skipped_does_not_come_back_for_a_ticket_that_moved_on(desk, still, take_in):
    ticket = take_in(urgency=URGENT)
    still.advance(timedelta(minutes=6))
    still.jump(HOUR)
    reminder_acts.raise_due(desk)
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket], reason="演练")
    still.jump(-2 * HOUR)
    reminder_acts.raise_due(desk)
    assert not [row for row in slots(desk, ticket).values() if row.state is ReminderState.PLANNED]


def test_the_mark_is_written_at_most_once_a_minute_while_nothing_is_due(desk, still):
    reminder_acts.raise_due(desk)
    begun = desk.now()
    still.advance(timedelta(seconds=55))
    reminder_acts.raise_due(desk)
    assert outage.last_tick(desk) == begun
    still.advance(timedelta(seconds=5))
    reminder_acts.raise_due(desk)
    assert outage.last_tick(desk) == desk.now()


def test_a_raising_tick_writes_the_mark_with_it(desk, still, take_in):
    reminder_acts.raise_due(desk)
    take_in(urgency=URGENT)
    still.advance(timedelta(seconds=5))
    assert reminder_acts.raise_due(desk).result
    assert outage.last_tick(desk) == desk.now()


def test_a_new_folder_has_no_absence(desk):
    assert outage.absence(desk) is None
    reminder_acts.raise_due(desk)
    assert told_offs(desk) == []
