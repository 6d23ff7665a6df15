from __future__ import annotations

from datetime import timedelta

import pytest

from app.base.errors import Refused
from app.base.people import Person
from app.desk import sign
from app.desk.queue import reads as queue_reads
from app.desk.reply import acts as reply_acts
from app.desk.survey import acts as survey_acts
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import reads as ticket_reads
from app.rules.contact.states import AttemptOutcome
from app.rules.journal import JournalVerb
from app.rules.law.clocks import ClockName
from app.rules.queue.names import QueueName
from app.rules.reminder.states import ReminderState
from app.rules.survey.states import Contacted, Satisfied, Solved
from app.rules.ticket.states import TicketStatus
from tests.desk.conftest import beijing
from tests.support.replies import write_reply

OPERATOR, LEAD = Person("值班员甲"), Person("班长乙")


@pytest.fixture
def waiting(desk, take_in):
    ticket = take_in()
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    write_reply(desk, person=OPERATOR, ticket_id=ticket, text="商户已退费。", submit=True)
    reply_acts.pass_reply(desk, person=LEAD, ticket_id=ticket)
    return ticket


def call(desk, ticket, outcome=AttemptOutcome.REACHED, **answers):
    return survey_acts.record(
        desk, person=OPERATOR, ticket_id=ticket, number_index=0, outcome=outcome, **answers
    ).result


GOOD = {"contacted": Contacted.YES, "solved": Solved.YES, "satisfied": Satisfied.SATISFIED}


def to_call_back(desk):
    return queue_reads.counters(desk).by_queue[QueueName.TO_CALL_BACK]


def test_a_valid_survey_takes_the_ticket_out_of_the_queue(desk, waiting):
    assert to_call_back(desk) == 1
    result = call(desk, waiting, **GOOD)
    assert (result.valid, result.closed) == (True, True)
    assert to_call_back(desk) == 0
    assert ticket_reads.detail(desk, ticket_id=waiting).row.status is TicketStatus.CLOSED


def test_a_call_nobody_answers_is_an_attempt_and_leaves_the_ticket_waiting(desk, waiting):
    call(desk, waiting, AttemptOutcome.NO_ANSWER)
    told = ticket_reads.detail(desk, ticket_id=waiting)
    assert [(row.outcome, row.number_masked) for row in told.attempts] == [(AttemptOutcome.NO_ANSWER, "138****0001")]
    assert told.surveys == ()
    assert to_call_back(desk) == 1


def test_a_bad_answer_needs_its_reason(desk, waiting):
    with pytest.raises(Refused) as refused:
        call(desk, waiting, contacted=Contacted.YES, solved=Solved.NO, satisfied=Satisfied.UNSATISFIED)
    assert refused.value.field == "reason"
    assert ticket_reads.detail(desk, ticket_id=waiting).attempts == ()


@pytest.mark.parametrize(
    ("outcome", "said", "field"),
    [
        (AttemptOutcome.NO_ANSWER, GOOD, "outcome"),
        (AttemptOutcome.REACHED, {"contacted": Contacted.YES, "valid": True}, "valid"),
    ],
)
def test_answers_nobody_gave_are_refused_not_dropped(desk, waiting, outcome, said, field):
    with pytest.raises(Refused) as refused:
        call(desk, waiting, outcome, **said)
    assert refused.value.field == field
    assert ticket_reads.detail(desk, ticket_id=waiting).attempts == ()


def test_the_callback_queue_is_not_left_by_closing(desk, waiting):
    with pytest.raises(Refused):
        ticket_acts.close(desk, person=OPERATOR, ticket_id=waiting)


def test_unreachable_needs_three_calls_on_two_days_in_two_day_parts(desk, still, waiting):
    still.advance(timedelta(hours=7))
    call(desk, waiting, AttemptOutcome.NO_ANSWER)
    with pytest.raises(Refused, match="还不能定为无法联系"):
        survey_acts.mark_unreachable(desk, person=OPERATOR, ticket_id=waiting)
    still.advance(timedelta(hours=6))
    call(desk, waiting, AttemptOutcome.NO_ANSWER)
    still.advance(timedelta(hours=18))
    call(desk, waiting, AttemptOutcome.BUSY)
    survey_acts.mark_unreachable(desk, person=OPERATOR, ticket_id=waiting)
    assert to_call_back(desk) == 0


def test_a_call_and_the_rework_after_it_are_one_transaction(desk, waiting):
    told = {"contacted": Contacted.YES, "solved": Solved.NO, "satisfied": Satisfied.UNSATISFIED}
    with pytest.raises(Refused):
        call(desk, waiting, **GOOD, then=survey_acts.Then.REWORK)  # without a reason
    assert ticket_reads.detail(desk, ticket_id=waiting).attempts == ()
    result = call(desk, waiting, reason="没退钱", then=survey_acts.Then.REWORK, **told)
    assert (result.valid, result.closed) == (True, False)
    whole = ticket_reads.detail(desk, ticket_id=waiting)
    assert (whole.row.status, len(whole.attempts), len(whole.surveys)) == (TicketStatus.HANDLING, 1, 1)
    assert [line.verb for line in whole.journal[-2:]] == [JournalVerb.SURVEY, JournalVerb.REWORK]


def test_the_last_call_and_giving_up_are_one_transaction(desk, still, waiting):
    still.advance(timedelta(hours=7))
    with pytest.raises(Refused, match="还不能定为无法联系"):
        call(desk, waiting, AttemptOutcome.BUSY, then=survey_acts.Then.GIVE_UP)
    assert ticket_reads.detail(desk, ticket_id=waiting).attempts == ()
    for hours in (0, 6):
        still.advance(timedelta(hours=hours))
        call(desk, waiting, AttemptOutcome.NO_ANSWER)
    still.advance(timedelta(hours=18))
    assert call(desk, waiting, AttemptOutcome.BUSY, then=survey_acts.Then.GIVE_UP).closed
    assert (to_call_back(desk), len(ticket_reads.detail(desk, ticket_id=waiting).attempts)) == (0, 3)


def test_first_and_later_answers_are_kept_apart(desk, waiting):
    told = {"contacted": Contacted.YES, "solved": Solved.NO, "satisfied": Satisfied.UNSATISFIED}
    call(desk, waiting, reason="没退钱", **told)
    survey_acts.rework(desk, person=OPERATOR, ticket_id=waiting, reason="没退钱")
    write_reply(desk, person=OPERATOR, ticket_id=waiting, text="已退。", submit=True)
    reply_acts.pass_reply(desk, person=LEAD, ticket_id=waiting)
    call(desk, waiting, **GOOD)
    rounds = [(row.round, row.solved) for row in ticket_reads.detail(desk, ticket_id=waiting).surveys]
    assert rounds == [(1, Solved.NO), (2, Solved.YES)]


def test_a_number_that_is_not_the_tickets_is_refused(desk, waiting):
    with pytest.raises(Refused) as refused:
        survey_acts.record(desk, person=OPERATOR, ticket_id=waiting, number_index=5, outcome=AttemptOutcome.NO_ANSWER)
    assert refused.value.field == "number"


def test_a_rework_runs_clocks_of_its_own_that_say_so_and_keeps_what_was_done(desk, still, waiting):
    told = {"contacted": Contacted.YES, "solved": Solved.NO, "satisfied": Satisfied.UNSATISFIED}
    still.advance(timedelta(days=7))
    call(desk, waiting, reason="没退钱", **told)
    said = survey_acts.rework(desk, person=OPERATOR, ticket_id=waiting, reason="没退钱").message
    again = ticket_reads.detail(desk, ticket_id=waiting)
    clocks = {clock.name: clock for clock in again.clocks}
    handling_clock, contact = clocks[ClockName.HANDLING], clocks[ClockName.FIRST_CONTACT]
    assert (handling_clock.started_at, handling_clock.due_at) == (desk.now(), beijing("2026-12-06T00:00:00"))
    assert (contact.due_at, contact.ended_at) == (desk.now() + timedelta(hours=24), None)
    assert any("二次办理" in step and "重新计时" in step for step in handling_clock.explanation)
    assert said.endswith("已转二次办理，应于 12-05 24:00 前办结")
    assert [slot.clock for slot in again.reminders if slot.state is ReminderState.PLANNED].count(ClockName.DAY5) == 4
    assert (len(again.surveys), len(again.attempts)) == (1, 1)
