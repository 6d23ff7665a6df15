"""Sending and answering: one act for many rounds, the person and the channel, what is taken back."""

from __future__ import annotations

from datetime import datetime

import pytest

from app.base.clock import SHANGHAI
from app.base.errors import EditConflict, Refused
from app.desk.escalation import acts as escalation_acts
from app.desk.escalation.brief import brief as escalation_brief
from app.desk.journal import reads as journal_reads
from app.desk.reminder import acts as reminder_acts
from app.desk.urge import acts as urge_acts
from app.desk.urge import answers
from app.desk.urge import reads as urge_reads
from app.rules.escalation.states import ReportChannel
from app.rules.journal import JournalVerb
from app.rules.urge.states import UrgeState
from tests.desk.urge.conftest import OPERATOR

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=SHANGHAI)


@pytest.fixture
def nine(day_five, at, rounds):
    """The rounds of 09:00 by unit."""
    at("09:00")
    return {row.unit: row for row in rounds()}


def current(desk):
    return {row.id: row for row in urge_reads.rounds(desk)}


def test_a_round_knows_whom_by_which_channel_and_the_text_names_no_caller(desk, nine):
    row = nine["家政专班"]
    assert (row.to_name, row.to_duty, row.to_phone, row.channel) == ("李某", "组长", "139****0021", "微信")
    told = urge_reads.brief(desk, round_id=row.id, who="甲")
    assert "李某组长您好" in told.texts[ReportChannel.WECHAT]
    assert all("王小明" not in text and "13800000001" not in text for text in told.texts.values())
    assert [person.name for person in told.people] == ["李某", "周某", "郑某"]
    assert told.today == 1


def test_one_act_sends_every_round_and_hands_over_their_texts(desk, nine):
    outcome = urge_acts.send_many(desk, person=OPERATOR, round_ids=[row.id for row in nine.values()])
    assert outcome.result.text.count("您好：") == 2
    assert {row.state for row in current(desk).values()} == {UrgeState.SENT}
    outcome.undo.use_case(desk)
    assert {row.state for row in current(desk).values()} == {UrgeState.TO_SEND}
    with pytest.raises(Refused, match="没有还未发出"):
        urge_acts.send_many(desk, person=OPERATOR, round_ids=[])


def test_each_ticket_bears_who_was_urged_in_its_timeline(desk, nine, minutes):
    row = nine["家政专班"]
    urge_acts.send(desk, person=OPERATOR, round_id=row.id, message=urge_acts.Message("短信", "请速办"))
    lines = [
        line for line in journal_reads.between(desk, start=desk.now(), end=desk.now() + minutes(1))
        if line.verb == JournalVerb.URGE_SEND
    ]  # fmt: skip
    assert [(line.ticket_number, line.text) for line in lines] == [
        (ticket.number, "家政专班 李某组长（短信）") for ticket in row.tickets
    ]


def test_an_answer_for_some_tickets_leaves_the_round_open_and_for_all_makes_it_effective(desk, nine):
    row = nine["家政专班"]
    urge_acts.send(desk, person=OPERATOR, round_id=row.id, message=urge_acts.Message("微信"))
    first, second = (ticket.ticket_id for ticket in row.tickets)
    answers.answer(desk, person=OPERATOR, round_ids=[row.id], ticket_ids=[first], said="已联系")
    partly = current(desk)[row.id]
    assert (partly.state, partly.answer) == (UrgeState.SENT, "1/2 件已答复：已联系")
    answers.answer(
        desk, person=OPERATOR, round_ids=[row.id], ticket_ids=[second], said="到场核实", promised_at=NOON,
        answered_by="周某",
    )  # fmt: skip
    done = current(desk)[row.id]
    assert (done.state, done.answer, done.promised_at, done.answered_by) == (
        UrgeState.PROMISED, "已联系；到场核实", NOON, "周某",
    )  # fmt: skip


def test_one_answer_covers_many_rounds_and_is_taken_back_whole(desk, nine):
    ids = [row.id for row in nine.values()]
    outcome = answers.answer(desk, person=OPERATOR, round_ids=ids, said="今日办结")
    assert {row.state for row in current(desk).values()} == {UrgeState.ANSWERED}
    outcome.undo.use_case(desk)
    taken = list(current(desk).values())
    assert {row.state for row in taken} == {UrgeState.TO_SEND}
    assert all(ticket.answered_at is None for row in taken for ticket in row.tickets)


def test_a_later_answer_ends_the_unanswered_rounds_before_it(desk, nine, at, rounds):
    urge_acts.send_many(desk, person=OPERATOR, round_ids=[row.id for row in nine.values()])
    at("09:15")
    again = [row for row in rounds() if row.unit == "家政专班"][-1]
    answers.answer(desk, person=OPERATOR, round_ids=[again.id], said="已联系")
    first = current(desk)[nine["家政专班"].id]
    assert (first.state, first.note) == (UrgeState.ENDED, "后一轮已答复")
    (left,) = {row.unit for row in urge_reads.rounds(desk, only_open=True)}
    assert left == "商超专班"


@pytest.mark.parametrize(
    ("said", "promised", "words"),
    [(" ", None, "请写明答复"), ("好", datetime(2026, 11, 23, 8, tzinfo=SHANGHAI), "已经过去")],
)  # fmt: skip
def test_an_empty_answer_and_a_promise_for_the_past_are_refused(desk, nine, said, promised, words):
    with pytest.raises(Refused, match=words):
        answers.answer(
            desk, person=OPERATOR, round_ids=[nine["家政专班"].id], said=said, promised_at=promised
        )  # fmt: skip


def test_another_person_may_be_urged_and_a_stale_row_is_refused(desk, nine):
    row = nine["家政专班"]
    urge_acts.redirect(desk, person=OPERATOR, round_id=row.id, name="周某", phone="13900000022", version=row.version)
    assert current(desk)[row.id].to_name == "周某"
    with pytest.raises(EditConflict):
        urge_acts.redirect(desk, person=OPERATOR, round_id=row.id, name="吴某", version=row.version)


def test_a_call_nobody_took_is_urged_again(desk, nine, at, rounds):
    row = nine["商超专班"]
    urge_acts.not_reached(desk, person=OPERATOR, round_ids=[row.id])
    missed = current(desk)[row.id]
    assert (missed.state, missed.not_reached_at, missed.channel) == (UrgeState.SENT, desk.now(), "电话")
    at("09:15")
    assert len([one for one in rounds() if one.unit == "商超专班"]) == 2


def test_rising_by_hand_goes_to_the_leader_at_once(desk, nine, at):
    at("09:05")
    new = urge_acts.rise(desk, person=OPERATOR, round_id=nine["家政专班"].id).result
    found = current(desk)
    assert (found[new].to_name, found[nine["家政专班"].id].state) == ("郑某", UrgeState.ENDED)
    with pytest.raises(Refused, match="已经在催分管领导"):
        urge_acts.rise(desk, person=OPERATOR, round_id=new)


def test_the_board_shows_the_newest_round_of_each_unit_of_one_turn(desk, nine, at, rounds):
    urge_acts.send_many(desk, person=OPERATOR, round_ids=[row.id for row in nine.values()])
    at("16:05")
    rounds()
    newest = urge_reads.board(desk)
    assert [f"{turn.astimezone(SHANGHAI):%H:%M}" for turn in newest.turns] == ["09:00", "16:00"]
    assert {row.unit for row in newest.rows} == {"家政专班", "商超专班"}
    earlier = urge_reads.board(desk, turn=newest.turns[0])
    assert {row.origin.value for row in earlier.rows} == {"again"}


def test_the_report_at_the_deadline_quotes_the_rounds(desk, nine, at, rounds):
    urge_acts.send_many(desk, person=OPERATOR, round_ids=[row.id for row in nine.values()])
    at("16:01")
    latest = {row.unit: row for row in rounds()}["家政专班"]
    promised = datetime(2026, 11, 23, 18, 0, tzinfo=SHANGHAI)
    answers.answer(desk, person=OPERATOR, round_ids=[latest.id], said="上门核实", promised_at=promised)
    at("2026-11-24T00:00")
    rounds()
    reminder_acts.raise_due(desk)
    ids = [row.id for row in escalation_acts.listing(desk) if row.unit == "家政专班"]
    urged = escalation_brief(desk, ids=ids).matters[0].urged
    assert urged.startswith("催办 ")
    assert "承诺 18:00 前“上门核实”，未兑现" in urged
