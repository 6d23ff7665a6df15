"""Which caller comes next: nobody hides the rest of the queue, nobody is dialled twice at once or at night."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.base.people import Person
from app.desk import sign
from app.desk.queue import reads as queue_reads
from app.desk.queue.rows import QueueQuery
from app.desk.reply import acts as reply_acts
from app.desk.survey import acts as survey_acts
from app.desk.survey import pilot as survey_pilot
from app.desk.survey import sheet as survey_sheet
from app.desk.ticket import acts as ticket_acts
from app.models.promise.tables import promises
from app.rules.contact.states import AttemptOutcome
from app.rules.survey.callback_order import CallState
from app.rules.survey.proof import ProofState
from app.rules.survey.states import Contacted, Satisfied, Solved
from app.rules.ticket.states import TicketStatus
from tests.support.replies import write_reply

OPERATOR, LEAD = Person("值班员甲"), Person("班长乙")
GOOD = {"contacted": Contacted.YES, "solved": Solved.YES, "satisfied": Satisfied.SATISFIED}


@pytest.fixture
def by_day(still):
    still.advance(timedelta(hours=7))


@pytest.fixture
def three(take_in, by_day):
    return [take_in(status=TicketStatus.TO_CALL_BACK) for _ in range(3)]


def no_answer(desk, ticket_id):
    survey_acts.record(
        desk, person=OPERATOR, ticket_id=ticket_id, number_index=0, outcome=AttemptOutcome.NO_ANSWER, reason=""
    )


def answer(desk, ticket_id, **told):
    reached = AttemptOutcome.REACHED
    survey_acts.record(desk, person=OPERATOR, ticket_id=ticket_id, number_index=0, outcome=reached, **(told or GOOD))


def promise(desk, ticket_id, at, kind="call", state="confirmed"):
    with desk.register.writing() as stores:
        stores.connection.execute(
            promises.insert(),
            {"ticket_id": ticket_id, "kind": kind, "said": "晚上再打 13900000001", "due_at": at, "state": state}
            | {"made_at": desk.now(), "made_by": OPERATOR.name},
        )


def test_callers_who_do_not_answer_do_not_hide_the_rest_of_the_queue(desk, three):
    no_answer(desk, three[0])
    assert survey_pilot.next_to_call(desk, but_not=(three[0],)) == three[1]
    no_answer(desk, three[1])
    assert survey_pilot.next_to_call(desk, but_not=(three[1],)) == three[2]
    no_answer(desk, three[2])
    assert survey_pilot.next_to_call(desk) is None


def test_a_caller_comes_back_in_another_part_of_the_day(desk, still, minutes, three):
    for ticket_id in three:
        no_answer(desk, ticket_id)
    still.advance(minutes(31))
    assert survey_pilot.next_to_call(desk) is None
    still.advance(timedelta(hours=2))
    assert survey_pilot.next_to_call(desk, but_not=(three[0],)) == three[1]


def test_at_night_nobody_is_proposed_and_the_sheet_says_from_when(desk, take_in):
    ticket = take_in(status=TicketStatus.TO_CALL_BACK)
    assert survey_pilot.next_to_call(desk) is None
    told = survey_sheet.progress(desk).pilot
    assert (told.next_at - desk.now()).total_seconds() == (5 * 60 + 19) * 60
    assert "夜间（21:00–08:00）不拨打" in survey_sheet.sheet(desk, ticket_id=ticket).place.reasons


def test_a_promised_hour_goes_first_when_it_comes_and_is_masked(desk, still, three):
    promise(desk, three[2], desk.now() + timedelta(hours=9))
    promise(desk, three[1], desk.now(), state="proposed")
    assert survey_pilot.next_to_call(desk) == three[0]
    assert survey_pilot.pilot(desk).place_of(three[2]).state is CallState.LATER
    still.advance(timedelta(hours=9))
    assert survey_pilot.next_to_call(desk) == three[2]
    (told,) = survey_sheet.sheet(desk, ticket_id=three[2]).promises
    assert told.said == "晚上再打 139****0001"


def test_a_callback_counts_in_the_progress_within_the_same_second(desk, three):
    answer(desk, three[0])
    told = survey_sheet.progress(desk)
    assert (told.called_today, told.waiting) == (1, 2)


def test_every_ticket_of_the_period_stands_in_one_state_and_each_figure_opens_its_tickets(desk, still, take_in):
    answered, given_up, called, waits, at_work, missed, old, returned = (
        take_in(name, status=status)
        for name, status in [
            *((name, TicketStatus.TO_CALL_BACK) for name in ("答", "弃", "拨", "待")),
            ("办", TicketStatus.HANDLING),
            ("漏", TicketStatus.HANDLING),
            ("旧", TicketStatus.CLOSED),
            ("退", TicketStatus.RETURNED),
        ]
    )
    before = take_in("上期", dispatched_at=desk.now() - timedelta(days=10), status=TicketStatus.CLOSED)
    backlog = take_in("补", backlog=True, status=TicketStatus.CLOSED)
    ticket_acts.close(desk, person=OPERATOR, ticket_id=missed)
    for hours in (7, 6, 18):
        still.advance(timedelta(hours=hours))
        no_answer(desk, given_up)
    survey_acts.mark_unreachable(desk, person=OPERATOR, ticket_id=given_up)
    no_answer(desk, called)
    answer(desk, answered)
    told = survey_pilot.proof(desk)
    assert told.ids == {
        ProofState.REACHED: (answered,),
        ProofState.EXHAUSTED: (given_up,),
        ProofState.CALLED: (called,),
        ProofState.TO_CALL: (waits,),
        ProofState.NOT_YET: (at_work,),
        ProofState.MISSED: (missed, old),
    }
    assert (told.count(), told.due, told.proven) == (7, 6, 2)
    assert not {before, backlog, returned} & {each for ids in told.ids.values() for each in ids}
    listed = queue_reads.page_ids(desk, query=QueueQuery(only=told.ids[ProofState.MISSED]))
    assert sorted(listed) == [missed, old]


def test_a_ticket_that_was_sent_back_into_handling_is_open_again_in_the_proof(desk, three):
    answer(desk, three[0], contacted=Contacted.YES, solved=Solved.NO, satisfied=Satisfied.UNSATISFIED, reason="没退")
    assert survey_pilot.proof(desk).ids[ProofState.REACHED] == (three[0],)
    survey_acts.rework(desk, person=OPERATOR, ticket_id=three[0], reason="没退")
    assert survey_pilot.proof(desk).ids[ProofState.NOT_YET] == (three[0],)
    write_reply(desk, person=OPERATOR, ticket_id=three[0], text="已退。", submit=True)
    reply_acts.pass_reply(desk, person=LEAD, ticket_id=three[0])
    assert three[0] in survey_pilot.proof(desk).ids[ProofState.TO_CALL]


def test_a_figure_of_no_ticket_opens_an_empty_list_and_a_saved_one_keeps_its_tickets(desk, three):
    assert list(queue_reads.page_ids(desk, query=QueueQuery(only=()))) == []
    queue_reads.save_queue(desk, person=OPERATOR, name="两件", query=QueueQuery(only=(three[0], three[2])))
    (kept,) = queue_reads.saved(desk)
    assert sorted(queue_reads.page_ids(desk, query=kept.query)) == [three[0], three[2]]


def test_a_list_of_more_tickets_than_a_statement_takes_parameters_opens(desk, take_in):
    ticket = take_in()
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    assert list(queue_reads.page_ids(desk, query=QueueQuery(only=tuple(range(1, 60_000))))) == [ticket]
