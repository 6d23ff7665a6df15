from __future__ import annotations

import pytest

from app.base.errors import NotAllowed, Refused
from app.base.people import Person
from app.desk import sign
from app.desk.reminder import acts as reminder_acts
from app.desk.ticket import reads as ticket_reads
from app.rules.reminder.states import ReminderState
from app.rules.ticket.states import ClockState, TicketStatus
from tests.support.levels import URGENT

OPERATOR = Person("值班员甲")


def states(desk, ticket_id, clock="sign"):
    return {
        row.slot: row.state for row in ticket_reads.detail(desk, ticket_id=ticket_id).reminders if row.clock == clock
    }


def test_signing_in_time_stops_the_clock_and_cancels_its_reminders(desk, still, take_in, minutes):
    ticket = take_in(urgency=URGENT)
    still.advance(minutes(9))
    outcome = sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    told = ticket_reads.detail(desk, ticket_id=ticket)
    assert outcome.result.late == ()
    assert told.row.status is TicketStatus.HANDLING
    assert told.row.signed_at == desk.now()
    assert told.clocks[0].state is ClockState.MET
    assert set(states(desk, ticket).values()) == {ReminderState.CANCELLED}
    assert ReminderState.PLANNED in states(desk, ticket, "day5").values()


def test_a_late_signature_asks_for_its_reason_and_keeps_it(desk, still, take_in, minutes):
    ticket = take_in(urgency=URGENT)
    still.advance(minutes(11))
    with pytest.raises(Refused) as refused:
        sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    assert refused.value.field == "reason"
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket], reason="系统断网")
    told = ticket_reads.detail(desk, ticket_id=ticket)
    assert (told.ticket.sign_late, told.ticket.sign_late_reason) == (True, "系统断网")
    assert told.clocks[0].state is ClockState.MET_LATE


def test_a_selection_is_signed_whole_or_not_at_all(desk, still, take_in, minutes):
    early, late = take_in(), take_in(urgency=URGENT)
    still.advance(minutes(30))
    with pytest.raises(Refused):
        sign.sign(desk, person=OPERATOR, ticket_ids=[early, late])
    assert ticket_reads.detail(desk, ticket_id=early).row.signed_at is None


def test_a_signature_is_taken_back_within_ten_minutes_and_its_reminders_come_back(desk, still, take_in, minutes):
    ticket = take_in(urgency=URGENT)
    signed = sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    still.advance(minutes(2))
    signed.undo.use_case(desk)
    told = ticket_reads.detail(desk, ticket_id=ticket)
    assert told.row.status is TicketStatus.TO_SIGN
    planned = {row.slot for row in told.reminders if row.clock == "sign" and row.state is ReminderState.PLANNED}
    assert {"5min", "8min", "overdue"} <= planned


def test_a_signature_says_what_takes_it_back_and_until_when(desk, still, take_in, minutes):
    tickets_of_both = [take_in(), take_in()]
    outcome = sign.sign(desk, person=OPERATOR, ticket_ids=tickets_of_both)
    assert outcome.undo.until == desk.now() + minutes(10)
    assert outcome.undo.words == "签收 2 件（02:41）"
    still.advance(minutes(10))
    taken_back = outcome.undo.use_case(desk)
    assert taken_back.undo is None
    assert {ticket_reads.detail(desk, ticket_id=each).row.status for each in tickets_of_both} == {TicketStatus.TO_SIGN}


def test_a_signature_older_than_ten_minutes_stands(desk, still, take_in, minutes):
    ticket = take_in()
    signed = sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    still.advance(minutes(10.5))
    with pytest.raises(Refused, match="已超过 10 分钟"):
        signed.undo.use_case(desk)


def test_nobody_signs_without_a_name(desk, take_in):
    ticket = take_in()
    with pytest.raises(NotAllowed):
        sign.sign(desk, person=Person(" "), ticket_ids=[ticket])


def test_a_ticket_is_signed_once(desk, take_in):
    ticket = take_in()
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    with pytest.raises(Refused, match="已由值班员甲签收"):
        sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])


def test_after_signing_nothing_of_the_sign_clock_is_raised(desk, still, take_in, minutes):
    ticket = take_in(urgency=URGENT)
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    still.advance(minutes(60))
    assert reminder_acts.raise_due(desk).result == []
