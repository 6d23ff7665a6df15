"""Deadline, report, second level: what rings when, what is taken back, and what comes again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.base.people import Person
from app.desk import setting, sign
from app.desk.escalation import acts as escalation_acts
from app.desk.escalation import levels as escalation_levels
from app.desk.escalation.levels import open_for_ticket
from app.desk.reminder import acts as reminder_acts
from app.desk.returns import acts as returns_acts
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import editing
from app.desk.ticket import reads as ticket_reads
from app.rules.escalation.states import EscalationState
from app.rules.law.clocks import ClockName
from app.rules.reminder.slots import title_of
from app.rules.reminder.states import ReminderState
from app.rules.returns.states import ReturnGround

OPERATOR = Person("值班员甲")
OPEN, REPORTED, CANCELLED = EscalationState.OPEN, EscalationState.REPORTED, EscalationState.CANCELLED


@pytest.fixture
def pass_minutes(desk, still):
    """Lets minutes pass, then ticks; gives the slots of the deadline that were raised."""

    def go(minutes: float):
        still.advance(timedelta(minutes=minutes))
        raised = reminder_acts.raise_due(desk).result
        return [row.slot for row in raised if row.clock is ClockName.DEADLINE]

    return go


@pytest.fixture
def expired(desk, still, take_in):
    """A signed ticket whose deadline has just passed."""
    ticket = take_in("期")
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    still.advance(timedelta(days=6))
    reminder_acts.raise_due(desk)
    return ticket


def rings(desk):
    """The levels whose alarm rings."""
    return [row.slot for row in reminder_acts.ringing(desk) if row.clock is ClockName.DEADLINE]


def levels(desk):
    return sorted((row.level, row.state) for row in escalation_acts.listing(desk))


def report(desk, level=1, **more):
    entry = next(row for row in escalation_acts.listing(desk) if row.level == level)
    return escalation_acts.report(desk, person=OPERATOR, escalation_id=entry.id, to="乙", channel="电话", **more)


def slots(desk, ticket, name):
    return [row for row in reminder_acts.ledger(desk, ticket_id=ticket) if (row.clock, row.slot) == ("deadline", name)]


def test_an_hour_without_a_report_opens_the_second_level_and_rings_it_once(desk, expired, pass_minutes):
    assert pass_minutes(59) == []
    assert pass_minutes(1) == ["level-2"]
    assert levels(desk) == [(2, OPEN)]
    assert pass_minutes(60 * 24) == []
    (first,) = slots(desk, expired, "due")
    assert (first.state, first.reason) == (ReminderState.CANCELLED, "已升为二级上报")
    last = [
        line.text for line in ticket_reads.detail(desk, ticket_id=expired).journal if line.verb == "escalation-open"
    ][-1]
    assert last == "到期未上报，升为二级，须上报分管领导"
    assert title_of(ClockName.DEADLINE, "level-2") == "已升级，须上报分管领导"


def test_the_second_slot_stands_in_the_ledger_as_still_to_come(desk, expired):
    (slot,) = slots(desk, expired, "level-2")
    (entry,) = escalation_acts.listing(desk)
    assert (slot.state, slot.planned_at) == (ReminderState.PLANNED, entry.next_level_at)
    assert slot.planned_at == desk.now() + timedelta(minutes=60)


def test_the_minutes_are_a_setting(desk, still, take_in, pass_minutes):
    setting.change(desk, person=OPERATOR, name="second_level_minutes", value="30")
    take_in("快", dispatched_at=desk.now() - timedelta(days=6))
    reminder_acts.raise_due(desk)
    assert "level-2" in pass_minutes(30)


def test_a_report_ends_the_ringing_and_puts_the_second_level_off_by_a_day(desk, expired, pass_minutes):
    report(desk)
    (slot,) = slots(desk, expired, "due")
    assert (slot.state, slot.acknowledged_by, slot.returns_at) == (ReminderState.ACKNOWLEDGED, "值班员甲", None)
    assert [row.state for row in slots(desk, expired, "level-2")] == [ReminderState.CANCELLED, ReminderState.PLANNED]
    assert pass_minutes(24 * 60 - 1) == []
    assert pass_minutes(1) == ["level-2"]
    assert levels(desk) == [(1, REPORTED), (2, OPEN)]
    assert "上报后仍未办结" in ticket_reads.detail(desk, ticket_id=expired).journal[-1].text


def test_an_acknowledged_deadline_that_would_come_back_is_silent_after_the_report(desk, expired, pass_minutes):
    ids = [row.id for row in reminder_acts.ringing(desk)]
    reminder_acts.acknowledge(desk, person=OPERATOR, ids=ids)
    report(desk)
    assert pass_minutes(60) == []
    assert rings(desk) == []


def test_zero_hours_let_nothing_climb_after_a_report(desk, expired, pass_minutes):
    setting.change(desk, person=OPERATOR, name="second_level_hours", value="0")
    report(desk)
    assert pass_minutes(60 * 24 * 30) == []
    assert levels(desk) == [(1, REPORTED)]


def test_a_report_on_the_second_level_is_the_last(desk, expired, pass_minutes):
    pass_minutes(60)
    report(desk, level=2)
    assert levels(desk) == [(2, REPORTED)]
    assert rings(desk) == []
    assert pass_minutes(60 * 48) == []


def test_a_ticket_that_rose_before_it_was_closed_rises_again_when_opened_again(desk, expired, pass_minutes):
    pass_minutes(60)
    ticket_acts.close(desk, person=OPERATOR, ticket_id=expired)
    ticket_acts.reopen(desk, person=OPERATOR, ticket_id=expired, reason="不同意")
    assert pass_minutes(1) == ["due"]
    assert pass_minutes(60) == ["level-2"]
    assert levels(desk) == [(1, CANCELLED), (2, OPEN)]
    report(desk, level=2)
    assert rings(desk) == []


@pytest.mark.parametrize("minutes", [0, 60])
def test_closing_takes_every_level_back_and_nothing_rings(desk, expired, pass_minutes, minutes):
    pass_minutes(minutes)
    ticket_acts.close(desk, person=OPERATOR, ticket_id=expired)
    assert {state for _, state in levels(desk)} == {CANCELLED}
    assert pass_minutes(60 * 24 * 3) == []
    assert rings(desk) == []


def test_an_accepted_return_takes_the_escalation_back(desk, expired):
    made = returns_acts.register(
        desk, person=OPERATOR, ticket_id=expired, ground=ReturnGround.NOT_OUR_REMIT, basis="职责清单", suggested_unit=""
    ).result
    returns_acts.send(desk, person=OPERATOR, return_id=made.id)
    assert levels(desk) == [(1, OPEN)]
    returns_acts.accept(desk, person=OPERATOR, return_id=made.id)
    (entry,) = escalation_acts.listing(desk)
    assert (entry.state, entry.note) == (CANCELLED, "工单已退单")


@pytest.mark.parametrize("acknowledged", [False, True])
def test_a_ticket_opened_again_after_its_deadline_must_be_reported_again(desk, expired, pass_minutes, acknowledged):
    if acknowledged:
        reminder_acts.acknowledge(desk, person=OPERATOR, ids=[row.id for row in reminder_acts.ringing(desk)])
    ticket_acts.close(desk, person=OPERATOR, ticket_id=expired)
    ticket_acts.reopen(desk, person=OPERATOR, ticket_id=expired, reason="不同意")
    assert pass_minutes(1) == ["due"]
    assert levels(desk) == [(1, OPEN)]
    assert "level-2" in pass_minutes(60)


def test_a_reported_ticket_opened_again_climbs_after_the_hours(desk, expired, pass_minutes):
    report(desk)
    ticket_acts.close(desk, person=OPERATOR, ticket_id=expired)
    pass_minutes(60)
    ticket_acts.reopen(desk, person=OPERATOR, ticket_id=expired, reason="不同意")
    assert pass_minutes(24 * 60 - 1) == []
    assert pass_minutes(1) == ["level-2"]


def test_a_deadline_that_moves_takes_the_second_level_back_and_the_new_one_escalates_again(desk, expired, pass_minutes):
    pass_minutes(60)
    editing.correct_dispatch(desk, person=OPERATOR, ticket_id=expired, at=desk.now() - timedelta(days=1))
    assert levels(desk) == [(2, CANCELLED)]
    assert rings(desk) == []
    pass_minutes(60 * 24 * 5)
    assert levels(desk) == [(1, OPEN), (2, CANCELLED)]


def test_a_deadline_that_moves_from_past_to_past_leaves_one_escalation(desk, expired, pass_minutes):
    editing.correct_dispatch(desk, person=OPERATOR, ticket_id=expired, at=desk.now() - timedelta(days=9))
    pass_minutes(1)
    assert levels(desk) == [(1, CANCELLED), (1, OPEN)]


def test_work_on_an_expired_ticket_does_not_silence_its_second_level(desk, take_in, pass_minutes):
    ticket = take_in("未签", dispatched_at=desk.now() - timedelta(days=6))
    pass_minutes(0)
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket], reason="补签")
    assert "level-2" in pass_minutes(60)
    ticket_acts.add_note(desk, person=OPERATOR, ticket_id=ticket, text="正在协调")
    assert rings(desk) == ["level-2"]


def test_after_a_long_gap_the_hour_begins_when_the_desk_is_back(desk, still, take_in, pass_minutes):
    take_in("断")
    assert "level-2" not in pass_minutes(60 * 24 * 9)
    assert "level-2" in pass_minutes(60)


def test_what_is_still_to_be_reported_of_a_ticket(desk, expired, pass_minutes):
    pass_minutes(60)
    with desk.register.reading() as stores:
        assert [row.level for row in open_for_ticket(stores, expired)] == [2]
    report(desk, level=2)
    with desk.register.reading() as stores:
        assert open_for_ticket(stores, expired) == []


def test_the_sum_of_the_ledger_holds_after_every_step_of_both_levels(desk, expired, pass_minutes):
    def holds():
        return reminder_acts.check(desk, ticket_id=expired).holds

    assert holds()
    pass_minutes(60)
    assert holds()
    ticket_acts.close(desk, person=OPERATOR, ticket_id=expired)
    ticket_acts.reopen(desk, person=OPERATOR, ticket_id=expired, reason="不同意")
    assert holds()
    pass_minutes(1)
    report(desk)
    assert holds()
    pass_minutes(24 * 60)
    report(desk, level=2)
    assert holds()
    assert rings(desk) == []


def test_of_many_that_climb_a_few_rise_in_one_turn_and_each_rings_once(desk, still, take_in, monkeypatch):
    monkeypatch.setattr(escalation_levels, "LEVELS_AT_ONCE", 2)
    tickets = [take_in(f"期{number}") for number in range(5)]
    sign.sign(desk, person=OPERATOR, ticket_ids=tickets)
    still.advance(timedelta(days=6))
    reminder_acts.raise_due(desk)
    report(desk)  # one was reported: it climbs a day after the report, beside its first level
    still.advance(timedelta(hours=25))
    seen = []
    while reminder_acts.raise_due(desk).changes:
        seen.append(sum(level == 2 for level, _ in levels(desk)))
    assert seen[:3] == [2, 4, 5]
    assert levels(desk) == [(1, REPORTED), *[(2, OPEN)] * 5]
    assert rings(desk) == ["level-2"] * 5
