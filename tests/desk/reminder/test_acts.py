from __future__ import annotations

from datetime import timedelta

import pytest

from app.base.clock import SHANGHAI
from app.base.people import Person
from app.desk import sign
from app.desk.escalation import acts as escalation_acts
from app.desk.reminder import acts as reminder_acts
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import reads as ticket_reads
from app.rules.escalation.states import EscalationState
from app.rules.law.clocks import ClockName
from app.rules.reminder.states import ReminderState
from tests.support.levels import GENERAL, URGENT

OPERATOR = Person("值班员甲")


def walk(desk, still, until, step):
    """Lets time pass in steps as the tick does; returns every slot raised, with its moment."""
    raised = []
    while desk.now() < until:
        still.advance(step)
        raised += [(row.ticket_id, row.clock, row.slot, desk.now()) for row in reminder_acts.raise_due(desk).result]
    return raised


def test_an_urgent_ticket_rings_on_arrival_at_5_at_8_and_when_overdue(desk, still, take_in, minutes):
    take_in(urgency=URGENT)
    begun = desk.now()
    first = [(row.slot, 0) for row in reminder_acts.raise_due(desk).result]
    later = walk(desk, still, begun + minutes(12), timedelta(seconds=30))
    assert first + [(slot, (at - begun).total_seconds() / 60) for _, _, slot, at in later] == [
        ("arrival", 0),
        ("5min", 5),
        ("8min", 8),
        ("overdue", 10),
    ]


def test_every_slot_is_raised_once_however_often_the_tick_asks(desk, still, take_in, minutes):
    take_in()
    still.advance(minutes(95))
    assert [row.slot for row in reminder_acts.raise_due(desk).result] == ["90min"]
    assert [reminder_acts.raise_due(desk).result for _ in range(5)] == [[]] * 5


def test_day_five_rings_at_nine_sixteen_nineteen_and_twentytwo_and_expires_at_midnight(desk, still, take_in, minutes):
    ticket = take_in()
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    raised = walk(desk, still, desk.now() + timedelta(days=6), minutes(30))
    told = [(clock.value, slot, at.astimezone(SHANGHAI).strftime("%d")) for _, clock, slot, at in raised]
    assert told == [
        ("day5", "09:00", "28"),
        ("day5", "16:00", "28"),
        ("day5", "19:00", "28"),
        ("day5", "22:00", "28"),
        ("deadline", "due", "29"),
        ("deadline", "level-2", "29"),
    ]


def test_a_passed_deadline_opens_one_escalation_that_stays_until_it_is_reported(desk, still, take_in):
    ticket = take_in()
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    still.advance(timedelta(days=7))
    reminder_acts.raise_due(desk)
    reminder_acts.raise_due(desk)
    (entry,) = escalation_acts.listing(desk)
    assert (entry.ticket_id, entry.state) == (ticket, EscalationState.OPEN)
    escalation_acts.report(desk, person=OPERATOR, escalation_id=entry.id, to="班长乙", channel="电话")
    (entry,) = escalation_acts.listing(desk)
    assert (entry.state, entry.reported_to, entry.reported_by) == (EscalationState.REPORTED, "班长乙", "值班员甲")


def test_after_a_gap_what_was_missed_comes_at_once_sorted_by_time_left(desk, still, take_in, minutes):
    urgent, other = take_in(urgency=URGENT), take_in()
    still.advance(timedelta(hours=9))
    raised = reminder_acts.raise_due(desk).result
    assert {row.ticket_id for row in raised} == {urgent, other}
    assert [row.due_at for row in raised] == sorted(row.due_at for row in raised)


def test_an_acknowledged_sign_reminder_comes_back_while_nobody_signs(desk, still, take_in, minutes):
    ticket = take_in(urgency=URGENT)
    (row,) = reminder_acts.raise_due(desk).result
    reminder_acts.acknowledge(desk, person=OPERATOR, ids=[row.id])
    assert reminder_acts.ringing(desk) == []
    still.advance(minutes(3))
    (back,) = reminder_acts.raise_due(desk).result
    assert (back.id, back.times_raised) == (row.id, 2)
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    assert reminder_acts.ringing(desk) == []


def test_a_snoozed_reminder_never_sleeps_past_the_end_of_its_clock(desk, still, take_in, minutes):
    take_in(urgency=URGENT)
    still.advance(minutes(8))
    rows = reminder_acts.raise_due(desk).result
    reminder_acts.snooze(desk, person=OPERATOR, ids=[row.id for row in rows], minutes=5)
    told = reminder_acts.ledger(desk, states=[ReminderState.ACKNOWLEDGED])
    assert {row.returns_at for row in told} == {told[0].due_at}


def test_closing_cancels_what_no_longer_matters(desk, still, take_in):
    ticket = take_in()
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    ticket_acts.close(desk, person=OPERATOR, ticket_id=ticket)
    still.advance(timedelta(days=10))
    assert reminder_acts.raise_due(desk).result == []
    states = {row.state for row in ticket_reads.detail(desk, ticket_id=ticket).reminders}
    assert states == {ReminderState.CANCELLED}


def test_backlog_tickets_never_ring(desk, still, take_in):
    ticket = take_in(backlog=True, dispatched_at=desk.now() - timedelta(days=200))
    still.advance(timedelta(days=30))
    assert reminder_acts.raise_due(desk).result == []
    slots = ticket_reads.detail(desk, ticket_id=ticket).reminders
    assert slots
    assert {row.state for row in slots} == {ReminderState.CANCELLED}


def test_an_imported_deadline_has_its_own_series(desk, take_in):
    ticket = take_in(imported_deadline=desk.now() + timedelta(days=9, hours=20))
    slots = ticket_reads.detail(desk, ticket_id=ticket).reminders
    days = {row.clock: row.planned_at.astimezone(SHANGHAI).day for row in slots if row.slot == "16:00"}
    assert days == {ClockName.DAY5: 28, ClockName.DUE_DAY: 2}


@pytest.mark.parametrize("days", [1, 4, 30])
def test_an_old_ticket_that_comes_in_late_rings_once_a_clock(desk, take_in, days):
    take_in(dispatched_at=desk.now() - timedelta(days=days), urgency=URGENT)
    raised = reminder_acts.raise_due(desk).result
    assert len(raised) == len({row.clock for row in raised})


def test_the_next_moment_is_that_of_a_planned_slot_or_of_one_that_comes_back(take_in, desk, still, minutes):
    assert reminder_acts.next_due(desk) is None
    take_in()
    assert reminder_acts.next_due(desk) == desk.now() + minutes(90)
    still.advance(minutes(90))
    (row,) = reminder_acts.raise_due(desk).result
    assert reminder_acts.next_due(desk) == desk.now() + minutes(20)
    reminder_acts.acknowledge(desk, person=OPERATOR, ids=[row.id])
    assert reminder_acts.next_due(desk) == desk.now() + minutes(15)


def test_a_bulk_close_cancels_quietly_and_rings_nothing(desk, still, take_in):
    opened = [take_in(urgency=URGENT) for _ in range(20)]
    sign.sign(desk, person=OPERATOR, ticket_ids=opened)
    for ticket in opened:
        ticket_acts.close(desk, person=OPERATOR, ticket_id=ticket)
    still.advance(timedelta(days=10))
    assert reminder_acts.raise_due(desk).result == []
    told = reminder_acts.check(desk)
    assert (told.planned, told.cancelled, told.holds) == (told.cancelled, told.planned, True)


def test_what_stands_on_the_screen_has_a_receipt_once(desk, take_in):
    take_in(urgency=URGENT)
    (row,) = reminder_acts.raise_due(desk).result
    reminder_acts.mark_shown(desk, ids=[row.id], channel="报警窗")
    reminder_acts.mark_shown(desk, ids=[row.id], channel="报警窗")
    assert receipts(desk, row.id) == [("报警窗", True, "")]


def test_a_notice_that_did_not_arrive_has_a_receipt_with_the_reason(desk, take_in):
    take_in(urgency=URGENT)
    (row,) = reminder_acts.raise_due(desk).result
    told = {"channel": "桌面通知", "delivered": False, "detail": "桌面通知没有响应"}
    reminder_acts.note_receipts(desk, ids=[row.id, 0, 99_999], **told)
    assert receipts(desk, row.id) == [("桌面通知", False, "桌面通知没有响应")]
    with desk.register.reading() as stores:
        assert stores.receipts.of([0, 99_999]) == []


def receipts(desk, number):
    with desk.register.reading() as stores:
        return [(row.channel, bool(row.delivered), row.detail) for row in stores.receipts.of([number])]


def damage(desk, words):
    with desk.register.writing() as stores:
        stores.connection.exec_driver_sql(words)


def test_the_sum_holds_at_every_step_of_a_night(desk, still, take_in, minutes):
    reminder_acts.raise_due(desk)
    for number in range(6):
        take_in(urgency=URGENT if number % 2 else GENERAL)
        still.advance(minutes(7))
        reminder_acts.raise_due(desk)
        assert reminder_acts.check(desk).holds
    still.advance(timedelta(hours=9))
    assert not reminder_acts.check(desk).holds
    reminder_acts.raise_due(desk)
    told = reminder_acts.check(desk)
    assert told.holds
    assert sum(told.causes.values()) == told.missed > 0
    assert told.planned == told.raised + told.cancelled + told.missed + told.to_come


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("UPDATE reminders SET state = 'planned' WHERE slot = 'overdue'", "overdue"),
        ("UPDATE reminders SET cause = '' WHERE state = 'missed'", "unexplained"),
        ("UPDATE reminders SET raised_at = NULL WHERE slot = 'overdue'", "unproven"),
    ],
)
def test_a_damaged_ledger_does_not_hold(desk, still, take_in, words, found):
    reminder_acts.raise_due(desk)
    take_in(urgency=URGENT)
    still.advance(timedelta(hours=9))
    reminder_acts.raise_due(desk)
    assert reminder_acts.check(desk).holds
    damage(desk, words)
    told = reminder_acts.check(desk)
    assert getattr(told, found) > 0
    assert not told.holds


def test_an_unknown_state_does_not_hold(desk, take_in):
    take_in()
    damage(desk, "UPDATE reminders SET state = 'gone' WHERE slot = '90min'")
    assert not reminder_acts.check(desk).holds


def test_the_sum_of_a_stretch_or_a_ticket_counts_only_its_slots(desk, take_in):
    one, _ = take_in(), take_in()
    assert reminder_acts.check(desk, ticket_id=one).planned == 8
    assert reminder_acts.check(desk).planned == 16
    today = reminder_acts.check(desk, start=desk.now(), end=desk.now() + timedelta(hours=3))
    assert (today.planned, today.to_come) == (6, 6)


def test_the_guard_counts_what_should_have_rung(desk, still, take_in, minutes):
    take_in(urgency=URGENT)
    assert reminder_acts.unraised(desk).count == 0
    first = desk.now()
    still.advance(minutes(6))
    told = reminder_acts.unraised(desk)
    assert (told.count, told.first_at) == (2, first)
    reminder_acts.raise_due(desk)
    assert (reminder_acts.unraised(desk).count, reminder_acts.unraised(desk).first_at) == (0, None)


def test_the_guard_counts_acknowledged_ones_that_did_not_come_back(desk, still, take_in, minutes):
    take_in(urgency=URGENT)
    (row,) = reminder_acts.raise_due(desk).result
    reminder_acts.acknowledge(desk, person=OPERATOR, ids=[row.id])
    still.advance(minutes(4))
    assert reminder_acts.unraised(desk).count == 1


def test_a_ticket_that_has_just_come_in_late_is_not_overdue_yet(desk, take_in):
    take_in(dispatched_at=desk.now() - timedelta(days=1))
    assert reminder_acts.unraised(desk).count == 0
    (rung, *_) = reminder_acts.raise_due(desk).result
    assert rung.cause.endswith("才登记，此前已到时")
    assert reminder_acts.check(desk).holds
