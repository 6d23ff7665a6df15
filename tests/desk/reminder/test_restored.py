"""What becomes of reminders that an undo restores, when time has passed since the act."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.base.people import Person
from app.desk import outage
from app.desk import sign as signing
from app.desk.promise import acts as promise_acts
from app.desk.promise import reads as promise_reads
from app.desk.reminder import acts as reminder_acts
from app.desk.reminder.rounds import Rounds
from app.desk.shared.context import Desk
from app.desk.ticket import acts as ticket_acts
from app.desk.urge import reads as urge_reads
from app.rules.law.clocks import ClockName
from app.rules.outage import OutageKind
from app.rules.promise.states import PromiseKind, PromiseVerb
from app.rules.reminder.states import ReminderChannel, ReminderState
from app.rules.urge.states import UrgeState
from tests.support.levels import URGENT

OPERATOR = Person("值班员甲")


def signs(desk: Desk, ticket: int) -> dict[str, ReminderState]:
    """The states of the ticket's sign-for slots, one for each slot."""
    rows = [row for row in reminder_acts.ledger(desk, ticket_id=ticket) if row.clock is ClockName.SIGN]
    assert len({row.slot for row in rows}) == len(rows)
    return {row.slot: row.state for row in rows}


@pytest.fixture
def undone(desk, still, take_in, minutes):
    """Signed for by mistake after 4 minutes of ten, and undone after 12: two reminders and the limit passed."""
    ticket = take_in(urgency=URGENT)
    still.advance(minutes(4))
    reminder_acts.raise_due(desk)
    signed = signing.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    for _ in range(16):
        still.advance(timedelta(seconds=30))
        reminder_acts.raise_due(desk)
    signed.undo.use_case(desk)
    return ticket


def test_the_overdue_sign_for_rings_at_the_first_tick_after_the_undo(desk, undone):
    assert [(row.clock, row.slot) for row in reminder_acts.raise_due(desk).result] == [(ClockName.SIGN, "overdue")]
    rings = {(row.slot, row.state) for row in reminder_acts.ringing(desk)}
    assert rings == {("arrival", ReminderState.RAISED), ("overdue", ReminderState.RAISED)}


def test_what_fell_due_while_signed_for_is_no_fault_of_the_program(desk, still, undone):
    assert reminder_acts.unraised(desk).count == 0
    assert reminder_acts.check(desk).holds
    still.advance(timedelta(seconds=3))
    reminder_acts.raise_due(desk)
    assert signs(desk, undone)["5min"] is signs(desk, undone)["8min"] is ReminderState.CANCELLED
    (overdue,) = [row for row in reminder_acts.ledger(desk, ticket_id=undone) if row.slot == "overdue"]
    assert overdue.cause == "11-23 02:53 才登记，此前已到时"
    sums = reminder_acts.check(desk)
    assert (sums.holds, sums.missed) == (True, 0)


def test_what_rang_when_it_was_signed_for_rings_on_after_the_undo(desk, still, take_in, minutes):
    take_in(urgency=URGENT)
    still.advance(minutes(11))
    reminder_acts.raise_due(desk)
    before = reminder_acts.ringing(desk)
    ticket = before[0].ticket_id
    signed = signing.sign(desk, person=OPERATOR, ticket_ids=[ticket], reason="人手不足")
    assert reminder_acts.ringing(desk) == []
    still.advance(minutes(6))
    signed.undo.use_case(desk)
    assert [(row.id, row.slot, row.times_raised) for row in reminder_acts.ringing(desk)] == [
        (before[0].id, "overdue", 1)
    ]
    assert reminder_acts.raise_due(desk).result == []


def test_what_would_have_come_back_meanwhile_comes_back_now(desk, still, take_in, minutes):
    ticket = take_in(urgency=URGENT)
    still.advance(minutes(11))
    rows = reminder_acts.raise_due(desk).result
    reminder_acts.acknowledge(desk, person=OPERATOR, ids=[row.id for row in rows])
    signed = signing.sign(desk, person=OPERATOR, ticket_ids=[ticket], reason="人手不足")
    still.advance(minutes(9))
    signed.undo.use_case(desk)
    assert reminder_acts.unraised(desk).count == 0
    assert [(row.slot, row.times_raised) for row in reminder_acts.raise_due(desk).result] == [("overdue", 2)]


def test_what_was_overdue_before_the_act_keeps_the_cause_of_its_outage(desk, still, take_in, minutes):
    ticket = take_in(urgency=URGENT)
    reminder_acts.raise_due(desk)
    off: datetime = desk.now()
    still.advance(minutes(11))
    signed = signing.sign(desk, person=OPERATOR, ticket_ids=[ticket], reason="断电")
    outage.note_gap(desk, since=off, kind=OutageKind.OFF)
    still.advance(minutes(1))
    signed.undo.use_case(desk)
    reminder_acts.raise_due(desk)
    (overdue,) = [row for row in reminder_acts.ledger(desk, ticket_id=ticket) if row.slot == "overdue"]
    assert overdue.cause.startswith("程序未运行")
    assert signs(desk, ticket)["8min"] is ReminderState.MISSED


def test_a_deadline_that_passed_while_the_ticket_was_closed_by_mistake_is_as_late_as_the_undo(desk, still, take_in):
    ticket = take_in(dispatched_at=desk.now() - timedelta(minutes=115), time_class="emergency")
    signing.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    closed = ticket_acts.close(desk, person=OPERATOR, ticket_id=ticket)
    still.advance(timedelta(minutes=9))
    reminder_acts.raise_due(desk)
    closed.undo.use_case(desk)
    rows = {row.slot: row.cause for row in reminder_acts.raise_due(desk).result if row.clock is ClockName.DEADLINE}
    assert set(rows) == {"due"}
    (due,) = [row for row in reminder_acts.ledger(desk, ticket_id=ticket) if row.slot == "due"]
    assert due.cause == "11-23 02:50 才登记，此前已到时"


def test_promises_that_fell_due_meanwhile_are_not_cancelled(desk, still, take_in, minutes):
    ticket = take_in()
    signing.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    promise_acts.add(
        desk, person=OPERATOR, ticket_id=ticket, kind=PromiseKind.REFUND, said="退费", due_at=desk.now() + minutes(3)
    )
    (promise,) = promise_reads.of_ticket(desk, ticket_id=ticket)
    ended = promise_acts.end(desk, person=OPERATOR, promise_id=promise.id, verb=PromiseVerb.KEEP)
    still.advance(minutes(5))
    reminder_acts.raise_due(desk)
    ended.undo.use_case(desk)
    assert ClockName.PROMISE in {row.clock for row in reminder_acts.raise_due(desk).result}


def test_a_reopening_is_undone_although_its_reminder_has_rung_and_its_unit_was_to_be_urged(desk, still, take_in):
    ticket = take_in()
    signing.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    ticket_acts.dispatch(desk, person=OPERATOR, ticket_id=ticket, unit="一科", office="二组")
    ticket_acts.close(desk, person=OPERATOR, ticket_id=ticket)
    (slot,) = [row for row in reminder_acts.ledger(desk, ticket_id=ticket) if row.slot == "16:00"]
    still.advance(slot.planned_at - desk.now() - timedelta(minutes=2))
    rounds = Rounds()
    rounds(desk)
    reopened = ticket_acts.reopen(desk, person=OPERATOR, ticket_id=ticket, reason="又来电")
    still.advance(timedelta(minutes=3))
    rung = [row for row in rounds(desk).result if row.slot == "16:00"]
    assert len(rung) == 1
    reminder_acts.mark_shown(desk, ids=[row.id for row in rung], channel=ReminderChannel.WINDOW)
    assert {urged.state for urged in urge_reads.rounds(desk)} == {UrgeState.TO_SEND}
    assert reopened.undo.use_case(desk).message.endswith("已撤回重新打开")
    assert ReminderState.PLANNED not in {row.state for row in reminder_acts.ledger(desk, ticket_id=ticket)}
    assert reminder_acts.ringing(desk) == []
    assert {urged.state for urged in urge_reads.rounds(desk)} == {UrgeState.ENDED}
