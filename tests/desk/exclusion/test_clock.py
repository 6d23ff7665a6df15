"""The time limit of an application rings while it is to be handed in, and only then."""

from __future__ import annotations

import pytest

from app.base.clock import to_local
from app.base.people import Person, Role
from app.desk import sign
from app.desk.exclusion import acts as exclusion_acts
from app.desk.exclusion import reads as exclusion_reads
from app.desk.exclusion import steps as exclusion_steps
from app.desk.reminder import acts as reminder_acts
from app.desk.ticket import acts as ticket_acts
from app.rules.law.clocks import ClockName
from app.rules.reminder.slots import row_title
from app.rules.reminder.states import ReminderState
from tests.desk.conftest import beijing
from tests.support.applications import hand_in

LEAD = Person("班组长乙", Role.SHIFT_LEAD)


@pytest.fixture
def slots(desk):
    def living():
        return [
            (row.slot.split(":")[1], row.planned_at)
            for row in reminder_acts.ledger(desk, states=[ReminderState.PLANNED])
            if row.clock is ClockName.EXCLUSION
        ]

    return living


def begin(desk, ticket):
    return exclusion_acts.create(desk, person=LEAD, ticket_id=ticket, major="商户情况", minor="已注销").result


def submit(desk, case):
    rules = [line.rule for line in exclusion_reads.detail(desk, exclusion_id=case).report.stopping]
    hand_in(desk, person=LEAD, exclusion_id=case, overruled=dict.fromkeys(rules, "试办"))


LAST_DAYS = [("two-days", beijing("2026-11-29T09:00:00")), ("due", beijing("2026-11-30T09:00:00"))]


def test_a_closed_tickets_application_is_reminded_of_until_it_is_handed_in(desk, take_in, slots):
    case = begin(desk, take_in(dispatched_at=beijing("2026-11-19T10:00:00"), closed_at=beijing("2026-11-20T10:00:00")))
    assert slots() == LAST_DAYS
    submit(desk, case)
    assert slots() == []
    exclusion_steps.send_back(desk, person=LEAD, exclusion_id=case, opinion="补截图")
    assert slots() == LAST_DAYS
    exclusion_steps.withdraw(desk, person=LEAD, exclusion_id=case)
    assert slots() == []


def test_closing_the_ticket_starts_the_limit_and_opening_it_again_ends_it(desk, take_in, slots):
    ticket = take_in()
    sign.sign(desk, person=LEAD, ticket_ids=[ticket])
    begin(desk, ticket)
    assert slots() == []
    ticket_acts.close(desk, person=LEAD, ticket_id=ticket, reason="已办结")
    assert [name for name, _ in slots()] == ["two-days", "due"]
    ticket_acts.reopen(desk, person=LEAD, ticket_id=ticket, reason="补办")
    assert slots() == []


def test_a_change_of_the_ticket_leaves_the_applications_reminders_alone(desk, take_in, slots):
    case = begin(desk, take_in(dispatched_at=beijing("2026-11-19T10:00:00"), closed_at=beijing("2026-11-20T10:00:00")))
    exclusion_acts.save(desk, person=LEAD, exclusion_id=case, version=None, fields={"statement": "补充"})
    assert slots() == LAST_DAYS
    fields = {"major": "商户情况", "minor": "失联"}
    exclusion_acts.save(desk, person=LEAD, exclusion_id=case, version=None, fields=fields)
    assert slots() == [("two-days", beijing("2026-11-26T09:00:00")), ("due", beijing("2026-11-27T09:00:00"))]


def test_it_rings_with_its_own_words(desk, take_in, still, minutes):
    begin(desk, take_in(dispatched_at=beijing("2026-11-19T10:00:00"), closed_at=beijing("2026-11-20T10:00:00")))
    still.advance(minutes(60 * 24 * 6 + 60 * 7))
    rung = [row for row in reminder_acts.raise_due(desk).result if row.clock is ClockName.EXCLUSION]
    assert [row_title(row) for row in rung] == ["不纳入考核申请还剩两天"]


def test_on_its_last_day_it_asks_every_hour_and_no_more_once_the_limit_is_over(desk, take_in, still, minutes):
    begin(desk, take_in(dispatched_at=beijing("2026-11-19T10:00:00"), closed_at=beijing("2026-11-20T10:00:00")))
    still.advance(minutes(60 * 24 * 7 + 60 * 6 + 19))
    hours = []
    for _ in range(20):
        rung = [row for row in reminder_acts.raise_due(desk).result if row.clock is ClockName.EXCLUSION]
        if rung:
            hours.append(f"{to_local(desk.now()):%H:%M}")
            reminder_acts.acknowledge(desk, person=LEAD, ids=[row.id for row in rung])
        still.advance(minutes(60))
    assert hours == [f"{hour:02}:00" for hour in range(9, 24)]
