"""Which caller comes next: nobody hides behind callers who do not answer, nobody is dialled twice at once."""

from __future__ import annotations

import pytest

from app.base.people import Person
from app.desk import surveys
from app.rules.states import AttemptOutcome, Contacted, Satisfied, Solved, TicketStatus

OPERATOR = Person("值班员甲")


@pytest.fixture
def three(take_in):
    return [take_in(status=TicketStatus.TO_CALL_BACK) for _ in range(3)]


def no_answer(desk, ticket_id):
    surveys.record(
        desk, person=OPERATOR, ticket_id=ticket_id, number_index=0, outcome=AttemptOutcome.NO_ANSWER, reason=""
    )


def test_callers_who_do_not_answer_do_not_hide_the_rest_of_the_queue(desk, three):
    no_answer(desk, three[0])
    assert surveys.next_to_call(desk, but_not=(three[0],)) == three[1]
    no_answer(desk, three[1])
    assert surveys.next_to_call(desk, but_not=(three[1],)) == three[2]
    no_answer(desk, three[2])
    assert surveys.next_to_call(desk) is None


def test_a_caller_comes_back_when_another_call_would_count(desk, still, minutes, three):
    for ticket_id in three:
        no_answer(desk, ticket_id)
    still.advance(minutes(31))
    assert surveys.next_to_call(desk, but_not=(three[0],)) == three[1]


def test_a_callback_counts_in_the_progress_within_the_same_second(desk, three):
    surveys.record(
        desk,
        person=OPERATOR,
        ticket_id=three[0],
        number_index=0,
        outcome=AttemptOutcome.REACHED,
        contacted=Contacted.YES,
        solved=Solved.YES,
        satisfied=Satisfied.SATISFIED,
    )
    told = surveys.progress(desk)
    assert (told.called_today, told.waiting) == (1, 2)
