"""历史未结: what came in old stands apart, is taken into work, and goes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.base.clock import StillClock
from app.base.errors import Refused
from app.base.people import Person
from app.desk.escalation import acts as escalation_acts
from app.desk.finding import acts as finding_acts
from app.desk.queue import history
from app.desk.queue import reads as queue_reads
from app.desk.queue.rows import QueueQuery
from app.desk.reminder import acts as reminder_acts
from app.desk.shared.context import Desk
from app.desk.survey import pilot
from app.desk.ticket import reads as ticket_reads
from app.rules.escalation.states import EscalationState
from app.rules.finding.states import FindingState
from app.rules.queue.names import QueueName
from app.rules.ticket.states import TicketStatus

OPERATOR = Person("值班员甲")
TakeIn = Callable[..., int]
WORKING = (QueueName.TO_SIGN, QueueName.HANDLING, QueueName.TO_REVIEW, QueueName.TO_CALL_BACK, QueueName.RETURNING)
LATE = (QueueName.DUE_TODAY, QueueName.OVERDUE)


def counted(desk: Desk) -> dict[QueueName, int]:
    return {name: count for name, count in queue_reads.counters(desk).by_queue.items() if count}


def open_findings(desk: Desk) -> int:
    return finding_acts.totals(desk).count(state=FindingState.OPEN)


def open_escalations(desk: Desk) -> int:
    return len(escalation_acts.listing(desk, state=EscalationState.OPEN))


def verbs(desk: Desk, ticket: int) -> list[str]:
    return [line.verb.value for line in ticket_reads.detail(desk, ticket_id=ticket).journal]


@pytest.mark.parametrize("status", [TicketStatus.TO_SIGN, TicketStatus.HANDLING, TicketStatus.TO_REVIEW,
                                    TicketStatus.TO_CALL_BACK, TicketStatus.RETURNING])  # fmt: skip
def test_backlog_counts_in_no_working_queue_badge_alarm_finding_or_escalation(
    desk: Desk, still: StillClock, take_in: TakeIn, status: TicketStatus
) -> None:
    take_in(backlog=True, status=status, dispatched_at=desk.now() - timedelta(days=40))
    still.advance(timedelta(minutes=1))
    assert reminder_acts.raise_due(desk).result == []
    finding_acts.scan(desk)
    counters = queue_reads.counters(desk)
    assert counted(desk) == {QueueName.ALL: 1, QueueName.HISTORY: 1}
    assert (counters.to_sign_late, counters.to_sign_pressing, counters.reminders_unacknowledged) == (0, 0, 0)
    assert (open_findings(desk), open_escalations(desk)) == (0, 0)
    for name in (*WORKING, *LATE):
        assert queue_reads.first(desk, query=QueueQuery(name), limit=5)[0] == 0
    assert pilot.pilot(desk).rows == ()


def test_a_ticket_taken_into_work_counts_from_now_on_and_can_be_put_back(
    desk: Desk, still: StillClock, take_in: TakeIn
) -> None:
    ticket = take_in(backlog=True, status=TicketStatus.HANDLING, dispatched_at=desk.now() - timedelta(days=40))
    outcome = history.take_into_work(desk, person=OPERATOR, ticket_ids=[ticket])
    assert outcome.message == "已转入办理 1 件"
    still.advance(timedelta(minutes=1))
    reminder_acts.raise_due(desk)
    assert counted(desk) == {QueueName.HANDLING: 1, QueueName.OVERDUE: 1, QueueName.ALL: 1}
    assert open_escalations(desk) == 1
    assert open_findings(desk) > 0
    assert outcome.undo is not None
    outcome.undo.use_case(desk)
    assert counted(desk) == {QueueName.ALL: 1, QueueName.HISTORY: 1}
    assert (open_escalations(desk), open_findings(desk), reminder_acts.ringing(desk)) == (0, 0, [])
    assert {"take-into-work", "undo"} <= set(verbs(desk, ticket))
    still.advance(timedelta(days=3))
    assert reminder_acts.raise_due(desk).result == []


def test_only_backlog_that_is_open_is_taken_into_work(desk: Desk, take_in: TakeIn) -> None:
    living = take_in()
    closed = take_in(backlog=True, status=TicketStatus.CLOSED, closed_at=desk.now())
    for ticket in (living, closed):
        with pytest.raises(Refused, match="不在历史未结中"):
            history.take_into_work(desk, person=OPERATOR, ticket_ids=[ticket])


def test_what_came_in_old_goes_to_history_and_what_ran_out_here_stays(
    desk: Desk, still: StillClock, take_in: TakeIn
) -> None:
    here = take_in(status=TicketStatus.HANDLING)
    still.advance(timedelta(days=60))
    old = take_in(status=TicketStatus.HANDLING, dispatched_at=desk.now() - timedelta(days=40))
    still.advance(timedelta(minutes=1))
    reminder_acts.raise_due(desk)
    assert history.came_old(desk, [here, old]) == {old}
    outcome = history.put_into_history(desk, person=OPERATOR, ticket_ids=[here, old])
    assert outcome.message == "已归入历史未结 1 件；1 件不是导入时已超期，未归入"
    assert {row.ticket_id for row in reminder_acts.ringing(desk)} == {here}
    with pytest.raises(Refused, match="不能归入历史未结"):
        history.put_into_history(desk, person=OPERATOR, ticket_ids=[here])
    assert outcome.undo is not None
    outcome.undo.use_case(desk)
    assert counted(desk)[QueueName.OVERDUE] == 2
