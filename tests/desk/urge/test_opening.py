"""Which rounds open, when, with which tickets: by slot, again, risen, after a broken promise."""

from __future__ import annotations

from datetime import datetime

import pytest

from app.base.clock import SHANGHAI, to_local
from app.desk.contact import acts as contact_acts
from app.desk.reminder.rounds import Rounds
from app.desk.ticket import acts as ticket_acts
from app.desk.urge import acts as urge_acts
from app.desk.urge import answers
from app.desk.urge import reads as urge_reads
from app.rules.contact.states import AttemptOutcome
from app.rules.escalation.states import ReportChannel
from app.rules.ticket.states import TicketStatus
from app.rules.urge.states import UrgeOrigin, UrgeState
from app.rules.urge.steps import HEAD, LEADER
from tests.desk.urge.conftest import DISPATCHED, OPERATOR

WECHAT = urge_acts.Message(ReportChannel.WECHAT)


def seen(rows):
    return [(f"{to_local(row.slot):%H:%M}", row.unit, len(row.tickets), row.state) for row in rows]


def test_a_slot_that_passed_opens_one_round_a_unit_whoever_calls_and_only_once(desk, day_five, at, rounds):
    at("08:59")
    assert rounds() == []
    at("09:00")
    expected = [("09:00", "商超专班", 1, UrgeState.TO_SEND), ("09:00", "家政专班", 2, UrgeState.TO_SEND)]
    assert sorted(seen(rounds())) == sorted(expected)
    assert sorted(seen(rounds())) == sorted(expected)


def test_each_slot_that_passed_meanwhile_has_its_rounds_also_without_a_window(day_five, at, rounds):
    at("22:30")
    assert [slot for slot, unit, *_ in seen(rounds()) if unit == "家政专班"] == ["09:00", "16:00", "19:00", "22:00"]


def test_the_tick_of_the_window_opens_them_too(desk, day_five, at):
    at("16:00")
    Rounds()(desk)
    assert {slot for slot, *_ in seen(urge_reads.rounds(desk))} == {"09:00", "16:00"}


def test_tickets_under_review_closed_or_of_the_backlog_are_not_urged(desk, still, take_in, directory, at, rounds):
    for number, status in (("甲", "to-review"), ("乙", "to-call-back"), ("丙", "closed"), ("丁", "handling")):
        said = {"closed_at": DISPATCHED} if status == "closed" else {}
        take_in(number, dispatched_at=DISPATCHED, unit="家政专班", status=TicketStatus(status), **said)
    take_in("戊", dispatched_at=DISPATCHED, unit="家政专班", backlog=True)
    at("09:01")
    assert [[ticket.number for ticket in row.tickets] for row in rounds()] == [["丁"]]


def test_a_ticket_that_leaves_review_is_not_urged_for_slots_that_passed_meanwhile(desk, take_in, directory, at, rounds):
    ticket = take_in("甲", dispatched_at=DISPATCHED, unit="家政专班", status=TicketStatus.TO_REVIEW)
    at("16:05")
    assert rounds() == []
    with desk.register.writing() as stores:
        row = stores.tickets.get(ticket)
        stores.tickets.change(row, {"status": TicketStatus.HANDLING.value})
    at("19:01")
    assert [slot for slot, *_ in seen(rounds())] == ["19:00"]


def test_on_the_day_of_an_early_deadline_only_the_slots_before_it_open_rounds(take_in, directory, at, rounds):
    early = datetime(2026, 11, 23, 18, 30, tzinfo=SHANGHAI)
    take_in("甲", dispatched_at=DISPATCHED, unit="家政专班", imported_deadline=early, status=TicketStatus.HANDLING)
    at("23:00")
    assert [slot for slot, *_ in seen(rounds())] == ["09:00", "16:00"]


def test_a_ticket_without_a_unit_is_not_lost(take_in, directory, at, rounds):
    take_in("甲", dispatched_at=DISPATCHED, unit="")
    at("09:00")
    (row,) = rounds()
    assert (row.unit, row.unit_words, row.to_name) == ("", "尚未派单", "")


def test_a_ticket_that_came_in_after_its_deadline_opens_no_round(take_in, directory, at, rounds):
    at("2026-11-25T10:00")
    take_in("甲", dispatched_at=DISPATCHED, unit="家政专班")
    assert rounds() == []


def test_a_silent_unit_is_urged_again_then_its_leader_and_the_next_slot_goes_on_there(desk, day_five, at, rounds):
    at("16:00")
    for clock, expected in (("16:01", (HEAD, 1)), ("16:17", (HEAD, 2)), ("16:33", (LEADER, 1)), ("16:49", (LEADER, 2))):
        at(clock)
        row = [row for row in rounds() if row.unit == "家政专班"][-1]
        assert (row.level, row.tries) == expected
        urge_acts.send(desk, person=OPERATOR, round_id=row.id, message=WECHAT)
    assert row.to_name == "郑某"
    at("17:30")
    assert [row for row in rounds() if row.unit == "家政专班"][-1].id == row.id
    at("19:00")
    (next_one,) = [row for row in rounds() if row.unit == "家政专班" and row.slot == desk.now()]
    assert (next_one.level, next_one.origin) == (LEADER, UrgeOrigin.SERIES)


def test_a_round_nobody_sent_is_not_urged_again_but_stays_open(desk, day_five, at, rounds):
    at("09:00")
    before = len(rounds())
    at("12:00")
    assert len(rounds()) == before
    assert all(row.is_open for row in urge_reads.rounds(desk, only_open=True))


def test_a_broken_promise_opens_another_round_and_a_contact_keeps_one(desk, day_five, at, rounds):
    at("09:00")
    by_unit = {row.unit: row for row in rounds()}
    noon = datetime(2026, 11, 23, 12, 0, tzinfo=SHANGHAI)
    ids = [row.id for row in by_unit.values()]
    answers.answer(desk, person=OPERATOR, round_ids=ids, said="12 点前联系", promised_at=noon)
    at("10:00")
    (ticket,) = day_five["商超专班"]
    reached = AttemptOutcome.REACHED
    contact_acts.add_attempt(desk, person=OPERATOR, ticket_id=ticket, number_index=0, outcome=reached)
    at("12:00")
    after = {row.id: row for row in rounds()}
    assert after[by_unit["商超专班"].id].state is UrgeState.ANSWERED
    assert after[by_unit["家政专班"].id].state is UrgeState.BROKEN
    (again,) = [row for row in after.values() if row.origin is UrgeOrigin.BROKEN]
    assert (again.unit, len(again.tickets), f"{to_local(again.slot):%H:%M}") == ("家政专班", 2, "12:00")


def test_rounds_end_when_the_unit_has_nothing_left_to_do(desk, day_five, at, rounds):
    at("09:00")
    rounds()
    for ticket in day_five["家政专班"]:
        ticket_acts.dispatch(desk, person=OPERATOR, ticket_id=ticket, unit="餐饮管理科")
    (row,) = [row for row in urge_reads.rounds(desk) if row.unit == "家政专班"]
    assert (row.state, row.note) == (UrgeState.ENDED, "已改派餐饮管理科")


@pytest.mark.parametrize(("days", "expected"), [(0, 0), (1, 1)])
def test_by_hand_any_moment_opens_a_round_of_what_ends_soon(desk, take_in, directory, at, days, expected):
    take_in("甲", dispatched_at=datetime(2026, 11, 19, 9, tzinfo=SHANGHAI), unit="家政专班")
    at("10:30")
    if not expected:
        with pytest.raises(Exception, match="没有需要催办的工单"):
            urge_acts.open_by_hand(desk, person=OPERATOR, units=["家政专班"], within_days=days)
        return
    ids = urge_acts.open_by_hand(desk, person=OPERATOR, units=["家政专班"], within_days=days).result
    (row,) = urge_reads.rounds(desk)
    assert (ids, seen([row]), row.origin) == (
        (row.id,),
        [("10:30", "家政专班", 1, UrgeState.TO_SEND)],
        UrgeOrigin.BY_HAND,
    )


def test_a_promise_about_some_tickets_is_judged_at_its_own_time_also_past_the_next_slot(desk, day_five, at, rounds):
    at("15:50")
    rounds()
    urge_acts.open_by_hand(desk, person=OPERATOR, units=["家政专班"])
    row = urge_reads.rounds(desk)[-1]
    first, second = (ticket.ticket_id for ticket in row.tickets)
    six, eight = (datetime(2026, 11, 23, hour, 0, tzinfo=SHANGHAI) for hour in (18, 20))
    for ticket, until in ((first, six), (second, eight)):
        answers.answer(
            desk, person=OPERATOR, round_ids=[row.id], ticket_ids=[ticket], said="上门核实", promised_at=until
        )
    at("19:05")
    broken = [one for one in rounds() if one.origin is UrgeOrigin.BROKEN]
    assert [([ticket.ticket_id for ticket in one.tickets], to_local(one.slot).hour) for one in broken] == [
        ([first], 18)
    ]
    at("20:01")
    assert [to_local(one.slot).hour for one in rounds() if one.origin is UrgeOrigin.BROKEN] == [18, 20]


def test_a_later_answer_takes_the_place_of_an_earlier_promise(desk, day_five, at, rounds):
    at("09:00")
    row = {one.unit: one for one in rounds()}["商超专班"]
    noon = datetime(2026, 11, 23, 12, 0, tzinfo=SHANGHAI)
    answers.answer(desk, person=OPERATOR, round_ids=[row.id], said="12 点前联系", promised_at=noon)
    at("11:00")
    (again,) = urge_acts.open_by_hand(desk, person=OPERATOR, units=["商超专班"]).result
    answers.answer(desk, person=OPERATOR, round_ids=[again], said="已联系并办结")
    at("12:01")
    assert not [one for one in rounds() if one.origin is UrgeOrigin.BROKEN]


def test_two_rounds_of_a_unit_that_fall_due_together_are_urged_again_as_one(desk, day_five, at, rounds):
    at("16:01")
    both = [row for row in rounds() if row.unit == "家政专班"]
    assert len(both) == 2
    urge_acts.send_many(desk, person=OPERATOR, round_ids=[row.id for row in both])
    at("16:20")
    again = [row for row in rounds() if row.origin == "again"]
    assert [(row.unit, sorted(one.ticket_id for one in row.tickets)) for row in again] == [
        ("家政专班", sorted(day_five["家政专班"]))
    ]
    at("16:21")
    assert len([row for row in rounds() if row.origin == "again"]) == 1
