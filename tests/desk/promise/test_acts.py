"""A promise is proposed once, confirmed by a person, rings until it has ended, and outlives its ticket."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.base.errors import EditConflict, Refused
from app.base.people import Person
from app.desk import sign
from app.desk.promise import acts as promise_acts
from app.desk.promise import reads as promise_reads
from app.desk.promise.rows import day_words
from app.desk.reminder import acts as reminder_acts
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import reads as ticket_reads
from app.desk.ticket.records import the_ticket
from app.rules.law.clocks import ClockName
from app.rules.promise.states import PromiseKind, PromiseSource, PromiseState, PromiseVerb
from app.rules.reminder.states import ReminderState

OPERATOR = Person("值班员甲")


@pytest.fixture
def signed(desk, take_in):
    ticket = take_in()
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    return ticket


@pytest.fixture
def proposed(desk, signed):
    with desk.register.writing() as stores:
        said = promise_acts.found_in(desk, "商户承诺12月10日前退款。")
        promise_acts.propose(desk, stores, OPERATOR, the_ticket(stores, signed), said, PromiseSource.REPLY)
    (row,) = promise_reads.of_ticket(desk, ticket_id=signed)
    return row


@pytest.fixture
def slots(desk, signed):
    return lambda: [row for row in reminder_acts.ledger(desk, ticket_id=signed) if row.clock is ClockName.PROMISE]


def test_words_are_proposed_once_and_ring_only_when_confirmed(desk, signed, proposed, slots):
    with desk.register.writing() as stores:
        said = promise_acts.found_in(desk, "商户承诺12月10日前退款。")
        again = promise_acts.propose(desk, stores, OPERATOR, the_ticket(stores, signed), said, PromiseSource.REPLY)
    assert again == 0
    assert (proposed.kind, proposed.state) == (PromiseKind.REFUND, PromiseState.PROPOSED)
    assert day_words(proposed.due_at) == "12月10日"
    assert slots() == []
    promise_acts.confirm(
        desk, person=OPERATOR, promise_id=proposed.id, due_at=proposed.due_at, version=proposed.version
    )
    assert [slot.slot.rpartition(":")[2] for slot in slots()] == ["day", "afternoon", "over"]


def test_a_moved_promise_rings_on_its_new_day_only(desk, proposed, slots):
    promise_acts.confirm(
        desk, person=OPERATOR, promise_id=proposed.id, due_at=proposed.due_at, version=proposed.version
    )
    later = proposed.due_at + timedelta(days=2)
    promise_acts.confirm(desk, person=OPERATOR, promise_id=proposed.id, due_at=later, version=proposed.version + 1)
    live = [slot for slot in slots() if slot.state is ReminderState.PLANNED]
    assert {slot.due_at for slot in live} == {later}
    assert len(live) == 3
    assert {slot.reason for slot in slots() if slot.state is ReminderState.CANCELLED} == {"承诺时间已变更"}


def test_a_promise_rings_once_an_hour_after_its_time_until_it_has_ended(desk, signed, still, slots):
    at = desk.now() + timedelta(hours=2)
    made = promise_acts.add(
        desk, person=OPERATOR, ticket_id=signed, kind=PromiseKind.CALL, said="18:00后再联系", due_at=at
    ).result
    still.advance(timedelta(hours=2))
    rung = [row for row in reminder_acts.raise_due(desk).result if row.clock is ClockName.PROMISE]
    reminder_acts.acknowledge(desk, person=OPERATOR, ids=[row.id for row in rung])
    assert [slot.returns_at for slot in slots()] == [desk.now() + timedelta(hours=1)]
    promise_acts.end(desk, person=OPERATOR, promise_id=made, verb=PromiseVerb.KEEP)
    assert [slot.returns_at for slot in slots()] == [None]


def test_a_promise_outlives_the_closing_of_its_ticket(desk, signed, proposed, slots):
    promise_acts.confirm(
        desk, person=OPERATOR, promise_id=proposed.id, due_at=proposed.due_at, version=proposed.version
    )
    ticket_acts.close(desk, person=OPERATOR, ticket_id=signed)
    assert {slot.state for slot in slots()} == {ReminderState.PLANNED}
    assert [row.id for row in promise_reads.due(desk)] == [proposed.id]


def test_what_is_due_is_asked_for_up_to_an_instant(desk, proposed):
    assert promise_reads.due(desk, until=proposed.due_at - timedelta(seconds=1)) == []
    assert [row.id for row in promise_reads.due(desk, until=proposed.due_at)] == [proposed.id]


def test_a_broken_promise_says_why_and_an_ended_one_can_be_taken_back(desk, proposed, signed):
    with pytest.raises(Refused) as refused:
        promise_acts.end(desk, person=OPERATOR, promise_id=proposed.id, verb=PromiseVerb.BREAK)
    assert refused.value.field == "note"
    promise_acts.end(desk, person=OPERATOR, promise_id=proposed.id, verb=PromiseVerb.BREAK, note="商户失联")
    with pytest.raises(Refused, match="未兑现"):
        promise_acts.end(desk, person=OPERATOR, promise_id=proposed.id, verb=PromiseVerb.KEEP)
    promise_acts.reopen(desk, person=OPERATOR, promise_id=proposed.id)
    assert promise_reads.of_ticket(desk, ticket_id=signed)[0].state is PromiseState.PROPOSED
    assert ticket_reads.detail(desk, ticket_id=signed).journal[-1].verb == "promise-reopen"


def test_a_promise_changed_by_somebody_else_is_not_overwritten(desk, proposed):
    promise_acts.confirm(
        desk, person=OPERATOR, promise_id=proposed.id, due_at=proposed.due_at, version=proposed.version
    )
    with pytest.raises(EditConflict, match="现为待兑现，12月10日到期"):
        promise_acts.confirm(
            desk, person=OPERATOR, promise_id=proposed.id, due_at=proposed.due_at, version=proposed.version
        )


def test_a_time_that_is_past_is_refused_at_its_field(desk, proposed, signed):
    with pytest.raises(Refused) as refused:
        promise_acts.confirm(desk, person=OPERATOR, promise_id=proposed.id, due_at=desk.now(), version=proposed.version)
    assert refused.value.field == "due_at"
    with pytest.raises(Refused) as refused:
        promise_acts.add(
            desk, person=OPERATOR, ticket_id=signed, kind=PromiseKind.CALL, said=" ", due_at=proposed.due_at
        )
    assert refused.value.field == "said"
