"""A change of a ticket leaves its ledger as it was where nothing moved, and brings nothing superseded back."""

from __future__ import annotations

from datetime import timedelta

from app.base.people import Person
from app.desk import sign
from app.desk.reminder import acts as reminder_acts
from app.rules.law.clocks import ClockName
from app.rules.reminder.states import ReminderState

OPERATOR = Person("值班员甲")


def test_signing_an_old_ticket_brings_no_superseded_reminder_back(desk, take_in):
    ticket = take_in(dispatched_at=desk.now() - timedelta(days=7))
    reminder_acts.raise_due(desk)
    before = reminder_acts.ledger(desk, ticket_id=ticket)
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket], reason="交接班")
    after = reminder_acts.ledger(desk, ticket_id=ticket)
    assert [row.id for row in after] == [row.id for row in before]
    assert [row.slot for row in after if row.state is ReminderState.PLANNED] == ["level-2"]
    assert reminder_acts.raise_due(desk).result == []


def test_taking_a_sign_for_back_rings_once_for_the_sign_clock(desk, take_in):
    ticket = take_in(dispatched_at=desk.now() - timedelta(hours=1, minutes=55))
    reminder_acts.raise_due(desk)
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket]).undo.use_case(desk)
    assert reminder_acts.raise_due(desk).result == []
    ringing = [row for row in reminder_acts.ringing(desk) if row.clock is ClockName.SIGN]
    assert [(row.slot, row.times_raised) for row in ringing] == [("110min", 1)]
