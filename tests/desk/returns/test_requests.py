from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from app.base.errors import EditConflict, Refused
from app.base.people import Person
from app.desk import sign
from app.desk.passing import acts as passing_acts
from app.desk.passing import reads as passing_reads
from app.desk.reminder import acts as reminder_acts
from app.desk.returns import acts as returns_acts
from app.desk.returns import reads as returns_reads
from app.desk.returns import requests as returns_requests
from app.desk.returns import steps as returns_steps
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import reads as ticket_reads
from app.rules.law.clocks import ClockName
from app.rules.passing import PassingState
from app.rules.reminder.states import ReminderState
from app.rules.returns.states import ReturnDirection, ReturnGround, ReturnState
from app.rules.ticket.states import TicketStatus

OPERATOR = Person("值班员甲")


@pytest.fixture
def dispatched(desk, take_in):
    ticket = take_in()
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    ticket_acts.dispatch(desk, person=OPERATOR, ticket_id=ticket, unit="区体育局")
    return ticket


def receive(desk, ticket, department="区体育局", **said):
    told = {"ground": ReturnGround.NOT_OUR_REMIT, "basis": "三定方案第 4 条", **said}
    return returns_requests.receive(desk, person=OPERATOR, ticket_id=ticket, department=department, **told).result


def own_slots(desk, clock, state=ReminderState.PLANNED):
    return [row for row in reminder_acts.ledger(desk, states=[state]) if row.clock is clock]


def test_a_request_to_us_waits_for_our_answer_and_rings(desk, dispatched):
    case = receive(desk, dispatched)
    assert (case.direction, case.state, case.other_side) == (
        ReturnDirection.TO_US,
        ReturnState.RECEIVED,
        "区体育局",
    )
    assert case.due_at is not None
    assert [row.slot for row in own_slots(desk, ClockName.REQUEST)] == [f"{case.id}:half", f"{case.id}:due"]
    returns_requests.decline(desk, person=OPERATOR, return_id=case.id, note="健身行业由体育局主管")
    assert own_slots(desk, ClockName.REQUEST) == []


def test_an_agreed_request_opens_a_closed_ticket_again_without_a_unit(desk, dispatched):
    ticket_acts.close(desk, person=OPERATOR, ticket_id=dispatched, reason="已转办")
    case = receive(desk, dispatched)
    returns_requests.agree(desk, person=OPERATOR, return_id=case.id)
    told = ticket_reads.detail(desk, ticket_id=dispatched)
    assert (told.row.status, told.row.unit) == (TicketStatus.HANDLING, "")
    assert returns_reads.listing(desk)[0].state is ReturnState.AGREED


def test_a_declined_request_leaves_the_ticket_where_it_stands(desk, dispatched):
    case = receive(desk, dispatched)
    with pytest.raises(Refused) as refused:
        returns_requests.decline(desk, person=OPERATOR, return_id=case.id, note=" ")
    assert refused.value.field == "note"
    returns_requests.decline(desk, person=OPERATOR, return_id=case.id, note="属体育局职责")
    assert ticket_reads.detail(desk, ticket_id=dispatched).row.unit == "区体育局"
    with pytest.raises(Refused, match="我方不同意"):
        returns_requests.agree(desk, person=OPERATOR, return_id=case.id)


@pytest.mark.parametrize(("gap", "field"), [({"department": " "}, "department"), ({"basis": ""}, "basis")])
def test_a_request_needs_who_asks_and_on_which_basis(desk, dispatched, gap, field):
    with pytest.raises(Refused) as refused:
        receive(desk, dispatched, **gap)
    assert refused.value.field == field


def test_one_request_waits_at_a_time_and_none_while_we_ask_ourselves(desk, dispatched):
    receive(desk, dispatched)
    with pytest.raises(Refused, match="已有退回请求"):
        receive(desk, dispatched, "区商务局")


def test_a_request_does_not_count_against_our_own_returns(desk, dispatched):
    first = receive(desk, dispatched)
    returns_requests.take_back(desk, person=OPERATOR, return_id=first.id)
    own = returns_acts.register(
        desk,
        person=OPERATOR,
        ticket_id=dispatched,
        ground=ReturnGround.NOT_OUR_REMIT,
        basis="目录",
        suggested_unit="甲",
    ).result
    assert (first.round, own.round) == (1, 1)
    with pytest.raises(Refused, match="退回请求"):
        returns_acts.send(desk, person=OPERATOR, return_id=first.id)
    with pytest.raises(Refused, match="我方的退单"):
        returns_requests.agree(desk, person=OPERATOR, return_id=own.id)


def test_every_step_is_a_row_with_its_evidence(desk, dispatched, tmp_path):
    paper = tmp_path / "函.pdf"
    paper.write_bytes(b"%PDF-1.4 made up")
    case = receive(desk, dispatched, attachments=[paper])
    returns_acts.add_evidence(desk, person=OPERATOR, return_id=case.id, attachments=[paper], note="补盖章页")
    returns_requests.agree(desk, person=OPERATOR, return_id=case.id, note="同意")
    steps = returns_steps.steps(desk, return_ids=[case.id])
    assert [step.move for step in steps] == ["receive", "evidence", "agree"]
    assert steps[0].files[0].name == "函.pdf"
    assert steps[0].files[0].digest == steps[1].files[0].digest
    assert (steps[0].basis, steps[2].text) == ("三定方案第 4 条", "同意")


def test_the_third_transfer_without_a_lead_opens_a_case(desk, dispatched):
    returns_requests.agree(desk, person=OPERATOR, return_id=receive(desk, dispatched).id)
    assert passing_reads.listing(desk) == []
    ticket_acts.dispatch(desk, person=OPERATOR, ticket_id=dispatched, unit="区教委")
    returns_requests.agree(desk, person=OPERATOR, return_id=receive(desk, dispatched, "区教委").id)
    (case,) = passing_reads.listing(desk)
    assert (case.state, case.parties) == (PassingState.OPEN, ("本单位", "区体育局", "区教委"))
    assert "流转" in case.why


def test_a_case_is_reported_followed_up_and_closed_with_its_outcome(desk, dispatched, still):
    case = passing_acts.open_case(desk, person=OPERATOR, ticket_id=dispatched, why="体育局、教委都说不管").result
    with pytest.raises(Refused, match="还没有上报"):
        passing_acts.close(desk, person=OPERATOR, case_id=case.id, outcome="体育局主责")
    brief = passing_reads.brief(desk, case_id=case.id)
    assert "区体育局" in brief.text
    assert [fact.at for fact in brief.facts] == sorted(fact.at for fact in brief.facts)
    tomorrow = desk.now() + timedelta(days=1)
    passing_acts.report(desk, person=OPERATOR, case_id=case.id, to="李主任", follow_up_at=tomorrow)
    assert [row.planned_at for row in own_slots(desk, ClockName.PASSING)] == [tomorrow]
    later = tomorrow + timedelta(days=2)
    passing_acts.follow_up(desk, person=OPERATOR, case_id=case.id, said="已约双方协调", follow_up_at=later)
    assert [row.planned_at for row in own_slots(desk, ClockName.PASSING)] == [later]
    told = passing_acts.close(desk, person=OPERATOR, case_id=case.id, outcome="区体育局主责").result
    assert (told.state, told.outcome) == (PassingState.CLOSED, "区体育局主责")
    assert own_slots(desk, ClockName.PASSING) == []
    assert passing_acts.reopen(desk, person=OPERATOR, case_id=case.id).result.state is PassingState.REPORTED


def test_whoever_saves_over_an_older_case_is_told_so(desk, dispatched):
    case = passing_acts.open_case(desk, person=OPERATOR, ticket_id=dispatched, why="互相推").result
    tomorrow = desk.now() + timedelta(days=1)
    passing_acts.report(desk, person=OPERATOR, case_id=case.id, to="李主任", follow_up_at=tomorrow)
    with pytest.raises(EditConflict, match="的推诿个案刚被别人改过"):
        passing_acts.report(
            desk, person=OPERATOR, case_id=case.id, to="王主任", follow_up_at=tomorrow, version=case.version
        )


def test_the_parties_that_the_version_before_wrote_are_read(desk, dispatched):
    case = passing_acts.open_case(desk, person=OPERATOR, ticket_id=dispatched, why="互相推").result
    desk.register.close()
    with closing(sqlite3.connect(desk.folder.database)) as direct:
        direct.execute("UPDATE passing_cases SET parties = ?", ['["本单位", "区体育局"]'])
        direct.commit()
    assert passing_reads.listing(desk)[0].parties == ("本单位", "区体育局")
    assert passing_reads.listing(desk, state=PassingState.OPEN)[0].id == case.id


def test_what_a_case_wants_is_refused_at_its_field(desk, dispatched):
    case = passing_acts.open_case(desk, person=OPERATOR, ticket_id=dispatched, why="互相推").result
    with pytest.raises(Refused, match="已有推诿个案"):
        passing_acts.open_case(desk, person=OPERATOR, ticket_id=dispatched, why="又推")
    for call, field in (
        (lambda: passing_acts.report(desk, person=OPERATOR, case_id=case.id, to="", follow_up_at=desk.now()), "to"),
        (
            lambda: passing_acts.report(desk, person=OPERATOR, case_id=case.id, to="李主任", follow_up_at=desk.now()),
            "follow_up_at",
        ),
        (lambda: passing_acts.close(desk, person=OPERATOR, case_id=case.id, outcome=" "), "outcome"),
        (lambda: passing_acts.open_case(desk, person=OPERATOR, ticket_id=dispatched, why=""), "why"),
    ):
        with pytest.raises(Refused) as refused:
            call()
        assert refused.value.field == field


def test_a_case_rings_past_the_end_of_its_ticket_and_comes_back_every_hour(desk, dispatched, still):
    case = passing_acts.open_case(desk, person=OPERATOR, ticket_id=dispatched, why="互相推").result
    passing_acts.report(
        desk, person=OPERATOR, case_id=case.id, to="李主任", follow_up_at=desk.now() + timedelta(hours=3)
    )
    ticket_acts.close(desk, person=OPERATOR, ticket_id=dispatched, reason="已办")
    still.advance(timedelta(hours=3))
    rung = [row for row in reminder_acts.raise_due(desk).result if row.clock is ClockName.PASSING]
    assert len(rung) == 1
    reminder_acts.acknowledge(desk, person=OPERATOR, ids=[rung[0].id])
    still.advance(timedelta(hours=1))
    assert [row.id for row in reminder_acts.raise_due(desk).result] == [rung[0].id]
