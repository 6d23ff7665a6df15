"""Expired tickets: one entry for each deadline, open until it is recorded as reported."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.base.errors import Refused
from app.base.people import Person
from app.desk import sign
from app.desk.escalation import acts as escalation_acts
from app.desk.queue import reads as queue_reads
from app.desk.reminder import acts as reminder_acts
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import editing
from app.desk.ticket import reads as ticket_reads
from app.rules.escalation.states import EscalationState

OPERATOR = Person("值班员甲")


@pytest.fixture
def expired(desk, still, take_in):
    """A signed ticket whose deadline has just passed, and its entry."""
    ticket = take_in("期")
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    still.advance(timedelta(days=6))
    reminder_acts.raise_due(desk)
    (entry,) = escalation_acts.listing(desk)
    return ticket, entry


def test_an_entry_says_which_deadline_passed_and_counts_until_reported(desk, expired):
    ticket, entry = expired
    told = ticket_reads.detail(desk, ticket_id=ticket)
    assert (entry.ticket_number, entry.deadline_at, entry.state) == ("期", told.row.deadline_at, EscalationState.OPEN)
    assert queue_reads.counters(desk).escalations_open == 1
    assert told.journal[-1].verb == "escalation-open"


def test_a_report_says_to_whom_how_by_whom_and_when(desk, still, expired):
    ticket, entry = expired
    still.advance(timedelta(minutes=3))
    done = escalation_acts.report(
        desk, person=OPERATOR, escalation_id=entry.id, to=" 班组长乙 ", channel="电话", note="已知悉"
    ).result
    assert (done.state, done.reported_to, done.channel) == (EscalationState.REPORTED, "班组长乙", "电话")
    assert (done.reported_by, done.reported_at, done.note) == ("值班员甲", desk.now(), "已知悉")
    assert queue_reads.counters(desk).escalations_open == 0
    last = ticket_reads.detail(desk, ticket_id=ticket).journal[-1]
    assert (last.verb, last.text) == ("escalation-report", "到期上报：班组长乙（电话） 已知悉")


@pytest.mark.parametrize(
    ("to", "channel", "field"), [("", "电话", "to"), ("乙", " ", "channel"), ("乙", "传呼", "channel")]
)
def test_a_report_names_somebody_and_a_channel(desk, expired, to, channel, field):
    with pytest.raises(Refused) as refused:
        escalation_acts.report(desk, person=OPERATOR, escalation_id=expired[1].id, to=to, channel=channel)
    assert refused.value.field == field
    assert escalation_acts.listing(desk, state=EscalationState.OPEN)


def test_nothing_is_reported_twice_and_nothing_unknown(desk, expired):
    entry = expired[1]
    escalation_acts.report(desk, person=OPERATOR, escalation_id=entry.id, to="乙", channel="电话")
    with pytest.raises(Refused, match="已由值班员甲上报给乙"):
        escalation_acts.report(desk, person=OPERATOR, escalation_id=entry.id, to="丙", channel="电话")
    with pytest.raises(Refused, match="没有这条上报"):
        escalation_acts.report(desk, person=OPERATOR, escalation_id=999, to="丙", channel="电话")


def test_closing_takes_back_what_nobody_has_reported_and_says_why(desk, expired):
    ticket_acts.close(desk, person=OPERATOR, ticket_id=expired[0])
    (entry,) = escalation_acts.listing(desk)
    assert (entry.state, entry.note) == (EscalationState.CANCELLED, "工单已办结")
    last = ticket_reads.detail(desk, ticket_id=expired[0]).journal[-1]
    assert (last.verb, last.text) == ("escalation-cancel", "工单已办结，到期上报撤销")


def test_reopening_and_the_next_tick_open_no_second_entry_for_the_same_deadline(desk, still, expired):
    ticket_acts.close(desk, person=OPERATOR, ticket_id=expired[0])
    ticket_acts.reopen(desk, person=OPERATOR, ticket_id=expired[0], reason="不同意")
    still.advance(timedelta(minutes=1))
    reminder_acts.raise_due(desk)
    assert len(escalation_acts.listing(desk)) == 1


def test_a_ticket_closed_in_time_never_escalates(desk, still, take_in):
    ticket = take_in()
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    ticket_acts.close(desk, person=OPERATOR, ticket_id=ticket)
    still.advance(timedelta(days=10))
    reminder_acts.raise_due(desk)
    assert escalation_acts.listing(desk) == []


def test_those_to_be_reported_stand_first(desk, still, take_in):
    for days in (8, 7, 9):
        take_in(f"{days}", dispatched_at=desk.now() - timedelta(days=days))
    reminder_acts.raise_due(desk)
    oldest = escalation_acts.listing(desk)[0]
    assert oldest.ticket_number == "9"
    escalation_acts.report(desk, person=OPERATOR, escalation_id=oldest.id, to="乙", channel="当面")
    assert [row.ticket_number for row in escalation_acts.listing(desk)] == ["8", "7", "9"]
    assert [row.ticket_number for row in escalation_acts.listing(desk, state=EscalationState.REPORTED)] == ["9"]


def test_a_deadline_that_moves_into_the_future_takes_its_escalation_back(desk, still, take_in):
    ticket = take_in()
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    still.advance(timedelta(days=6))
    reminder_acts.raise_due(desk)
    assert [row.state for row in escalation_acts.listing(desk)] == [EscalationState.OPEN]
    editing.correct_dispatch(desk, person=OPERATOR, ticket_id=ticket, at=desk.now() - timedelta(days=1))
    assert [row.state for row in escalation_acts.listing(desk)] == [EscalationState.CANCELLED]
    assert ticket_reads.detail(desk, ticket_id=ticket).journal[-1].verb == "escalation-cancel"


@pytest.fixture
def thirty(desk, take_in):
    """Thirty tickets that expired together."""
    for _ in range(30):
        take_in(dispatched_at=desk.now() - timedelta(days=6))
    reminder_acts.raise_due(desk)
    return [row.id for row in escalation_acts.listing(desk)]


def test_thirty_are_reported_in_one_go(desk, thirty):
    told = escalation_acts.report_many(desk, person=OPERATOR, escalation_ids=thirty, to="乙", channel="微信")
    assert (told.message, len(told.result.done)) == ("30 件已上报乙", 30)
    assert {row.state for row in escalation_acts.listing(desk)} == {EscalationState.REPORTED}
    assert queue_reads.counters(desk).escalations_open == 0


def test_what_was_reported_meanwhile_keeps_its_record(desk, thirty):
    escalation_acts.report(desk, person=OPERATOR, escalation_id=thirty[0], to="丙", channel="电话")
    told = escalation_acts.report_many(desk, person=OPERATOR, escalation_ids=thirty, to="乙", channel="微信")
    assert told.message == "29 件已上报乙，1 件此前已上报或已撤销"
    assert told.result.skipped == (thirty[0],)
    assert sorted({row.reported_to for row in escalation_acts.listing(desk)}) == ["丙", "乙"]
    with pytest.raises(Refused, match="都已上报"):
        escalation_acts.report_many(desk, person=OPERATOR, escalation_ids=thirty, to="乙", channel="微信")


def test_a_period_shows_what_was_opened_in_it_and_whatever_is_still_open(desk, still, take_in):
    take_in("早", dispatched_at=desk.now() - timedelta(days=6))
    take_in("报", dispatched_at=desk.now() - timedelta(days=6))
    reminder_acts.raise_due(desk)
    done = next(row for row in escalation_acts.listing(desk) if row.ticket_number == "报")
    escalation_acts.report(desk, person=OPERATOR, escalation_id=done.id, to="乙", channel="电话")
    still.advance(timedelta(minutes=10))
    assert [row.ticket_number for row in escalation_acts.listing(desk, start=desk.now())] == ["早"]
    assert len(escalation_acts.listing(desk, start=done.raised_at, end=desk.now())) == 2
