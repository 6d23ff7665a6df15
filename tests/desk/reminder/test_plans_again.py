"""What becomes of slots that were already answered when the ticket changes."""

from __future__ import annotations

from datetime import timedelta

from app.base.people import Person
from app.desk import sign as signing
from app.desk.contact import acts as contact_acts
from app.desk.reminder import acts as reminder_acts
from app.desk.ticket import editing
from app.desk.ticket import reads as ticket_reads
from app.rules.contact.states import AttemptOutcome
from app.rules.law.clocks import ClockName
from tests.support.levels import URGENT

OPERATOR = Person("值班员甲")


def test_a_signature_taken_back_rings_again_what_was_acknowledged_before(take_in, desk, still, minutes):
    ticket = take_in(urgency=URGENT)
    still.advance(minutes(11))
    rows = reminder_acts.raise_due(desk).result
    reminder_acts.acknowledge(desk, person=OPERATOR, ids=[row.id for row in rows])
    signed = signing.sign(desk, person=OPERATOR, ticket_ids=[ticket], reason="人手不足")
    still.advance(minutes(5))
    assert reminder_acts.raise_due(desk).result == []
    signed.undo.use_case(desk)
    assert [(row.slot, row.times_raised) for row in reminder_acts.raise_due(desk).result] == [("overdue", 2)]


def test_an_acknowledged_slot_whose_moment_moved_comes_back_no_more(take_in, desk, still, minutes):
    ticket = take_in(urgency=URGENT)
    still.advance(minutes(6))
    rows = reminder_acts.raise_due(desk).result
    reminder_acts.acknowledge(desk, person=OPERATOR, ids=[row.id for row in rows])
    editing.correct_dispatch(desk, person=OPERATOR, ticket_id=ticket, at=desk.now() - minutes(9))
    still.advance(minutes(3))
    sign = [row for row in reminder_acts.raise_due(desk).result if row.clock is ClockName.SIGN]
    assert {(row.times_raised, row.planned_at) for row in sign} <= {
        (1, desk.now() - minutes(4)),
        (1, desk.now() - minutes(2)),
    }


def test_a_slot_that_stays_learns_the_new_end_of_its_clock(take_in, desk, still, minutes):
    ticket = take_in()
    version = ticket_reads.detail(desk, ticket_id=ticket).row.version
    editing.edit(desk, person=OPERATOR, ticket_id=ticket, changes={"time_class": "complex"}, version=version)
    deadline = ticket_reads.detail(desk, ticket_id=ticket).row.deadline_at
    series = [row for row in reminder_acts.ledger(desk, ticket_id=ticket) if row.clock is ClockName.DAY5]
    assert series
    assert {row.due_at for row in series} == {deadline}


def test_what_rose_to_the_second_level_is_not_begun_again_at_the_first(take_in, desk, still, minutes):
    ticket = take_in(dispatched_at=desk.now() - timedelta(days=1), time_class="emergency")
    reminder_acts.raise_due(desk)
    still.advance(minutes(60))
    assert "level-2" in {row.slot for row in reminder_acts.raise_due(desk).result}
    contact_acts.add_attempt(
        desk, person=OPERATOR, ticket_id=ticket, number_index=0, outcome=AttemptOutcome.REACHED, note=""
    )
    assert reminder_acts.raise_due(desk).result == []
