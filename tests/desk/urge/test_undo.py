"""Rounds come back with the undo of whatever closed or changed them: a ticket's act, an answer, a rise."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from app.base.errors import Refused
from app.desk.contact import acts as contact_acts
from app.desk.ticket import acts as ticket_acts
from app.desk.urge import acts as urge_acts
from app.desk.urge import answers as urge_answers
from app.rules.contact.states import AttemptOutcome
from app.rules.urge.states import UrgeState
from tests.desk.urge.conftest import OPERATOR


@pytest.fixture
def sent(desk, day_five, at, rounds):
    """The round of 商超专班 at 09:00, sent; it has one ticket."""
    at("09:00")
    row = next(one for one in rounds() if one.unit == "商超专班")
    urge_acts.send_many(desk, person=OPERATOR, round_ids=[row.id])
    return next(one for one in rounds() if one.id == row.id)


def by_id(rounds, row):
    return next(one for one in rounds() if one.id == row.id)


@pytest.mark.parametrize("unit", ["", "市场专班"])
def test_an_act_that_ends_a_round_gives_it_back_with_its_time(desk, sent, rounds, unit):
    ticket_id = sent.tickets[0].ticket_id
    if unit:
        outcome = ticket_acts.dispatch(desk, person=OPERATOR, ticket_id=ticket_id, unit=unit)
    else:
        outcome = ticket_acts.close(desk, person=OPERATOR, ticket_id=ticket_id, reason="已退费")
    ended = by_id(rounds, sent)
    assert (ended.state, ended.next_at) == (UrgeState.ENDED, None)
    outcome.undo.use_case(desk)
    back = by_id(rounds, sent)
    assert (back.state, back.next_at, back.note) == (UrgeState.SENT, sent.next_at, "")


def test_a_promise_that_a_closing_kept_is_a_promise_again(desk, sent, rounds, still, minutes):
    urge_answers.answer(
        desk, person=OPERATOR, round_ids=[sent.id], said="今天退", promised_at=still.now() + minutes(240)
    )
    promised = by_id(rounds, sent)
    outcome = ticket_acts.close(desk, person=OPERATOR, ticket_id=sent.tickets[0].ticket_id, reason="已退费")
    assert by_id(rounds, sent).state is UrgeState.ANSWERED
    outcome.undo.use_case(desk)
    assert by_id(rounds, sent) == _with_version(promised, by_id(rounds, sent).version)
    with desk.register.reading() as stores:
        assert [one.judged for one in stores.urges.tickets_of([sent.id])] == [False]


def test_an_answer_taken_back_gives_back_the_rounds_and_promises_that_it_ended(desk, sent, rounds, at, still, minutes):
    urge_answers.answer(
        desk, person=OPERATOR, round_ids=[sent.id], said="下午退", promised_at=still.now() + minutes(600)
    )
    at("16:00")
    later = next(one for one in rounds() if one.unit == "商超专班" and one.id != sent.id)
    before = rounds()
    outcome = urge_answers.answer(desk, person=OPERATOR, round_ids=[later.id], said="已退费")
    with desk.register.reading() as stores:
        assert [one.judged for one in stores.urges.tickets_of([sent.id])] == [True]
    outcome.undo.use_case(desk)
    with desk.register.reading() as stores:
        assert [one.judged for one in stores.urges.tickets_of([sent.id])] == [False]
    assert [(one.id, one.state, one.next_at, one.answer) for one in rounds()] == [
        (one.id, one.state, one.next_at, one.answer) for one in before
    ]


def test_a_restored_round_is_not_urged_again_where_a_later_one_speaks_for_it(
    desk, sent, rounds, take_in, still, minutes
):
    outcome = ticket_acts.close(desk, person=OPERATOR, ticket_id=sent.tickets[0].ticket_id, reason="已退费")
    other = take_in(unit="商超专班")
    still.advance(minutes(5))
    urge_acts.open_by_hand(desk, person=OPERATOR, ticket_ids=[other])
    outcome.undo.use_case(desk)
    back = by_id(rounds, sent)
    assert (back.state, back.next_at) == (UrgeState.SENT, None)


def test_a_round_opened_or_risen_by_hand_goes_again_and_late_or_overtaken_it_stays(desk, sent, rounds, still, minutes):
    before = rounds()
    still.advance(minutes(2))
    opened = urge_acts.open_by_hand(desk, person=OPERATOR, units=["商超专班"], within_days=9)
    assert len(rounds()) == len(before) + 1
    opened.undo.use_case(desk)
    risen = urge_acts.rise(desk, person=OPERATOR, round_id=sent.id)
    urge_acts.send_many(desk, person=OPERATOR, round_ids=[risen.result])
    with pytest.raises(Refused, match="又有变化"):
        risen.undo.use_case(desk)
    reached = urge_acts.not_reached(desk, person=OPERATOR, round_ids=[risen.result])
    still.advance(timedelta(minutes=11))
    with pytest.raises(Refused, match="超过 10 分钟"):
        reached.undo.use_case(desk)


def test_a_contact_and_its_undo_leave_the_round_as_it_was(desk, sent, rounds):
    outcome = contact_acts.add_attempt(
        desk, person=OPERATOR, ticket_id=sent.tickets[0].ticket_id, number_index=0, outcome=AttemptOutcome.REACHED,
        reached="本人",
    )  # fmt: skip
    outcome.undo.use_case(desk)
    assert by_id(rounds, sent).state is UrgeState.SENT


def _with_version(row, version):
    return dataclasses.replace(row, version=version)
