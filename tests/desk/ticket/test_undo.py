"""What was done within ten minutes is undone as a whole, unless somebody has changed the ticket since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app.base.changes import Outcome
from app.base.errors import Refused
from app.base.people import Person
from app.desk import sign
from app.desk.contact import acts as contact_acts
from app.desk.promise import acts as promise_acts
from app.desk.reminder import acts as reminder_acts
from app.desk.returns import acts as returns_acts
from app.desk.shared.context import Desk
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import reads as ticket_reads
from app.desk.ticket.rows import TicketDetail
from app.rules.contact.states import AttemptOutcome
from app.rules.promise.states import PromiseState
from app.rules.returns.states import ReturnGround, ReturnState
from app.rules.ticket.states import TicketStatus
from tests.support.levels import URGENT

OPERATOR = Person("值班员甲")


@pytest.fixture
def signed(desk: Desk, take_in: Callable[..., int]) -> int:
    ticket = take_in("热线-261123-004417", caller="王某")
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    return ticket


def whole(desk: Desk, ticket: int) -> TicketDetail:
    return ticket_reads.detail(desk, ticket_id=ticket)


def undo(desk: Desk, outcome: Outcome[Any]) -> str:
    assert outcome.undo is not None
    return outcome.undo.use_case(desk).message


def stored(detail: TicketDetail) -> dict[str, object]:
    """The ticket but for the columns that count its changes."""
    ticket = detail.ticket
    return {name: ticket.value(name) for name in ticket.__slots__ if name not in {"version", "updated_at", "values"}}


def test_a_dispatch_is_undone_with_the_words_of_the_act(desk: Desk, signed: int) -> None:
    before = stored(whole(desk, signed))
    outcome = ticket_acts.dispatch(desk, person=OPERATOR, ticket_id=signed, unit="一科", office="组")
    assert outcome.undo is not None
    assert outcome.undo.words == "热线-261123-004417 派单"
    assert undo(desk, outcome) == "热线-261123-004417 已撤回派单"
    assert stored(whole(desk, signed)) == before
    assert whole(desk, signed).journal[-1].text == "撤回派单"


def test_a_ticket_closed_by_mistake_is_open_again_with_its_reminders(desk: Desk, signed: int) -> None:
    planned = [row for row in reminder_acts.ledger(desk, ticket_id=signed) if row.state.value == "planned"]
    outcome = ticket_acts.close(desk, person=OPERATOR, ticket_id=signed)
    undo(desk, outcome)
    assert whole(desk, signed).row.status is TicketStatus.HANDLING
    again = [row for row in reminder_acts.ledger(desk, ticket_id=signed) if row.state.value == "planned"]
    assert [(row.clock, row.planned_at) for row in again] == [(row.clock, row.planned_at) for row in planned]


def test_what_somebody_changed_since_is_not_undone(desk: Desk, signed: int) -> None:
    outcome = ticket_acts.dispatch(desk, person=OPERATOR, ticket_id=signed, unit="一科")
    ticket_acts.dispatch(desk, person=Person("值班员丙"), ticket_id=signed, unit="二科")
    with pytest.raises(Refused, match="之后又有变化，不能撤回派单"):
        undo(desk, outcome)
    assert whole(desk, signed).row.unit == "二科"


def test_a_call_recorded_by_mistake_leaves_the_ledger_and_its_clock_runs_on(desk: Desk, signed: int) -> None:
    before = stored(whole(desk, signed))
    outcome = contact_acts.add_attempt(
        desk,
        person=OPERATOR,
        ticket_id=signed,
        number_index=0,
        outcome=AttemptOutcome.REACHED,
        note="约好明天再谈",
        call_back_at=desk.now() + timedelta(hours=20),
    )
    assert len(whole(desk, signed).attempts) == 1
    assert undo(desk, outcome) == "热线-261123-004417 已撤回联系记录"
    assert whole(desk, signed).attempts == ()
    assert stored(whole(desk, signed)) == before
    promises = promise_acts.of_ticket(desk, ticket_id=signed)
    assert [one.state for one in promises if one.said == "约好明天再谈"] == [PromiseState.DROPPED]


def test_a_return_registered_by_mistake_is_withdrawn(desk: Desk, signed: int) -> None:
    outcome = returns_acts.register(
        desk,
        person=OPERATOR,
        ticket_id=signed,
        ground=ReturnGround.NOT_OUR_REMIT,
        basis="三定方案",
        suggested_unit="区体育局",
        send=True,
    )
    assert whole(desk, signed).row.status is TicketStatus.RETURNING
    undo(desk, outcome)
    assert whole(desk, signed).row.status is TicketStatus.HANDLING
    assert [row.state for row in whole(desk, signed).returns] == [ReturnState.WITHDRAWN]


def test_an_acknowledgement_is_undone_and_rings_at_the_next_tick(desk: Desk, take_in: Callable[..., int]) -> None:
    take_in("热线-261123-004418", urgency=URGENT)
    reminder_acts.raise_due(desk)
    ids = [row.id for row in reminder_acts.ringing(desk)]
    assert ids
    outcome = reminder_acts.acknowledge(desk, person=OPERATOR, ids=ids)
    assert reminder_acts.ringing(desk) == []
    undo(desk, outcome)
    reminder_acts.raise_due(desk)
    assert [row.id for row in reminder_acts.ringing(desk)] == ids
