"""How long an acknowledgement lives, and what a handover brings back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.base.people import Person, Role
from app.desk import sign
from app.desk.escalation import acts as escalation_acts
from app.desk.journal import reads as journal_reads
from app.desk.law import versions as law_versions
from app.desk.reminder import acts as reminder_acts
from app.desk.roster import people
from app.desk.ticket import acts as ticket_acts
from tests.support.levels import URGENT

OPERATOR = Person("值班员甲")
DAY = timedelta(days=1)


@pytest.fixture
def ring(desk):
    """Raises what is due; returns it as (ticket, clock, slot)."""
    return lambda: sorted((row.ticket_id, row.clock.value, row.slot) for row in reminder_acts.raise_due(desk).result)


@pytest.fixture
def know(desk):
    """Acknowledges everything that rings, as the first person on duty unless another is named."""

    def acknowledge(person=OPERATOR):
        reminder_acts.acknowledge(desk, person=person, ids=[row.id for row in reminder_acts.ringing(desk)])

    return acknowledge


def test_a_sign_reminder_of_a_general_ticket_comes_back_after_fifteen_minutes(
    desk, still, take_in, ring, know, minutes
):
    ticket = take_in()
    still.advance(minutes(90))
    ring()
    know()
    still.advance(minutes(14))
    assert ring() == []
    still.advance(minutes(1))
    assert ring() == [(ticket, "sign", "90min")]


def test_an_acknowledged_deadline_comes_back_until_the_escalation_is_recorded(
    desk, still, take_in, ring, know, minutes
):
    ticket = take_in()
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    still.advance(7 * DAY)
    assert (ticket, "deadline", "due") in ring()
    know()
    still.advance(minutes(15))
    assert ring() == [(ticket, "deadline", "due")]
    (entry,) = escalation_acts.listing(desk)
    escalation_acts.report(desk, person=OPERATOR, escalation_id=entry.id, to="班长乙", channel="电话")
    know()
    still.advance(minutes(60))
    assert ring() == []


def test_a_slot_of_the_days_series_stays_quiet_until_the_next_of_the_series(desk, still, take_in, ring, know, minutes):
    ticket = take_in()
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    still.advance(5 * DAY + minutes(6.5 * 60))
    assert ring() == [(ticket, "day5", "09:00")]
    know()
    still.advance(minutes(6 * 60))
    assert ring() == []
    still.advance(minutes(60))
    assert ring() == [(ticket, "day5", "16:00")]


def test_another_person_on_duty_gets_back_what_the_last_one_acknowledged(desk, still, take_in, ring, know, minutes):
    signed, waiting, closed = take_in(), take_in(urgency=URGENT), take_in()
    sign.sign(desk, person=OPERATOR, ticket_ids=[signed, closed])
    ring()
    know()
    still.advance(minutes(2))
    people.sign_in(desk, name="值班员乙", role=Role.OPERATOR)
    assert ring() == [(waiting, "sign", "arrival")]
    know(Person("值班员乙"))
    sign.sign(desk, person=OPERATOR, ticket_ids=[waiting], reason="x")
    still.advance(5 * DAY + minutes(14 * 60))
    ring()
    know(Person("值班员乙"))
    ticket_acts.close(desk, person=OPERATOR, ticket_id=closed)
    outcome = people.sign_in(desk, name="值班员丙", role=Role.OPERATOR)
    assert outcome.message == "值班：值班员丙，2 条提醒交接后再响"
    assert {ticket for ticket, _, _ in ring()} == {signed, waiting}
    assert ring() == []


def test_the_same_person_signing_in_again_brings_nothing_back(desk, take_in, ring, know):
    take_in(urgency=URGENT)
    people.sign_in(desk, name=OPERATOR.name, role=Role.OPERATOR)
    ring()
    know()
    people.sign_in(desk, name=OPERATOR.name, role=Role.OPERATOR)
    assert ring() == []


def test_of_a_ticket_only_the_newest_slot_comes_back_at_the_handover(desk, still, take_in, ring, know, minutes):
    ticket = take_in()
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    still.advance(5 * DAY + minutes(6.5 * 60))
    for pause in (7, 3):
        ring()
        know()
        still.advance(minutes(pause * 60))
    ring()
    know()
    people.sign_in(desk, name="值班员乙", role=Role.OPERATOR)
    assert ring() == [(ticket, "day5", "19:00")]


def test_what_still_rings_at_the_handover_is_left_as_it_rings(desk, still, take_in, ring, know, minutes):
    take_in(urgency=URGENT)
    ring()
    know()
    still.advance(minutes(5))
    ring()
    before = [row.id for row in reminder_acts.ringing(desk)]
    people.sign_in(desk, name="值班员乙", role=Role.OPERATOR)
    ring()
    assert [row.id for row in reminder_acts.ringing(desk)] == before


def test_a_recorded_deadline_does_not_come_back_at_the_handover(desk, still, take_in, ring, know):
    ticket = take_in()
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    still.advance(7 * DAY)
    ring()
    know()
    (entry,) = escalation_acts.listing(desk)
    escalation_acts.report(desk, person=OPERATOR, escalation_id=entry.id, to="班长乙", channel="电话")
    people.sign_in(desk, name="值班员乙", role=Role.OPERATOR)
    assert ring() == []


def test_the_journal_says_when_an_acknowledged_slot_rings_again_and_that_it_was_handed_over(
    desk, still, take_in, ring, know, minutes
):
    take_in(urgency=URGENT)
    ring()
    know()
    people.sign_in(desk, name="值班员乙", role=Role.OPERATOR)
    told = [line.text for line in journal_reads.between(desk, start=desk.now() - DAY, end=desk.now() + DAY)]
    again = (desk.now() + minutes(3 + 8 * 60)).strftime("%H:%M")
    assert f"确认：新到工单，请立即签收，{again} 再响" in told
    assert "交接：前一班确认过的 1 条提醒再响一次，由值班员乙确认" in told


def test_another_clocks_last_slot_comes_back_while_the_clock_runs_and_at_the_handover(
    desk, still, take_in, ring, know, minutes
):
    lead = Person("班组长甲", Role.SHIFT_LEAD)
    form = law_versions.draft_of(desk, desk.rules_for(desk.now()))
    ladder = [{"clock": "first-contact", "steps": ["50%", "end"]}]
    law_versions.save(desk, person=lead, form=form | {"ladder": ladder})
    still.advance(timedelta(seconds=1))
    ticket = take_in()
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    still.advance(DAY / 2)
    assert ring() == [(ticket, "first-contact", "50%")]
    know()
    still.advance(minutes(60))
    assert ring() == []
    people.sign_in(desk, name="值班员乙", role=Role.OPERATOR)
    assert ring() == [(ticket, "first-contact", "50%")]
    know(Person("值班员乙"))
    still.advance(DAY / 2)
    assert ring() == [(ticket, "first-contact", "end")]
    know()
    still.advance(minutes(15))
    assert ring() == [(ticket, "first-contact", "end")]
