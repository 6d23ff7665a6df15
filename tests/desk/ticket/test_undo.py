"""What was done within ten minutes is undone as a whole, unless somebody has changed the ticket since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.base.changes import Outcome
from app.base.clock import StillClock, to_local
from app.base.errors import Refused
from app.base.people import Person
from app.desk import sign
from app.desk.contact import acts as contact_acts
from app.desk.escalation import acts as escalation_acts
from app.desk.law import versions as law_versions
from app.desk.promise import reads as promise_reads
from app.desk.reminder import acts as reminder_acts
from app.desk.returns import acts as returns_acts
from app.desk.shared.context import Desk
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import reads as ticket_reads
from app.desk.ticket.rows import TicketDetail
from app.models.journal.verdict import judge
from app.rules.contact.states import AttemptOutcome
from app.rules.escalation.states import EscalationState
from app.rules.journal import JournalVerb
from app.rules.returns.states import ReturnGround
from app.rules.ticket.states import TicketStatus
from tests.support.levels import URGENT

OPERATOR, OTHER = Person("值班员甲"), Person("值班员丙")


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
    assert outcome.undo.words == "热线-261123-004417 派单（02:41）"
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
    ticket_acts.dispatch(desk, person=OTHER, ticket_id=signed, unit="二科")
    with pytest.raises(Refused, match="之后又有变化（02:41 值班员丙 派单），不能撤回派单"):
        undo(desk, outcome)
    assert whole(desk, signed).row.unit == "二科"


def test_a_later_act_of_the_same_person_stands_in_the_way_too(desk: Desk, signed: int) -> None:
    outcome = ticket_acts.dispatch(desk, person=OPERATOR, ticket_id=signed, unit="一科")
    ticket_acts.add_note(desk, person=OPERATOR, ticket_id=signed, text="已电话告知一科")
    with pytest.raises(Refused, match="值班员甲 备注"):
        undo(desk, outcome)


def test_who_only_looked_at_the_ticket_does_not_stand_in_the_way(desk: Desk, signed: int) -> None:
    outcome = ticket_acts.dispatch(desk, person=OPERATOR, ticket_id=signed, unit="一科")
    ticket_reads.reveal(desk, person=OTHER, ticket_id=signed)
    ticket_acts.note_print(desk, person=OTHER, ticket_id=signed, revealed=False)
    undo(desk, outcome)
    assert whole(desk, signed).row.unit == ""


def test_an_act_at_another_ticket_does_not_stand_in_the_way(
    desk: Desk, signed: int, take_in: Callable[..., int]
) -> None:
    outcome = ticket_acts.dispatch(desk, person=OPERATOR, ticket_id=signed, unit="一科")
    sign.sign(desk, person=OTHER, ticket_ids=[take_in("热线-261123-004419")])
    undo(desk, outcome)
    assert whole(desk, signed).row.unit == ""


def test_nothing_is_undone_twice_or_after_ten_minutes(desk: Desk, signed: int, still: StillClock) -> None:
    outcome = ticket_acts.dispatch(desk, person=OPERATOR, ticket_id=signed, unit="一科")
    undo(desk, outcome)
    with pytest.raises(Refused, match="值班员甲 撤回"):
        undo(desk, outcome)
    late = ticket_acts.close(desk, person=OPERATOR, ticket_id=signed)
    still.advance(timedelta(minutes=10, seconds=1))
    with pytest.raises(Refused, match="办结已超过 10 分钟，不能撤回"):
        undo(desk, late)


def test_new_rules_since_stand_in_the_way(desk: Desk, signed: int) -> None:
    outcome = ticket_acts.close(desk, person=OPERATOR, ticket_id=signed)
    form = law_versions.draft_of(desk, desk.rules_for(desk.now())) | {"ring_again_seconds": 90}
    law_versions.save(desk, person=OTHER, form=form)
    with pytest.raises(Refused, match="修改时限规则，时限已重算，不能撤回办结"):
        undo(desk, outcome)


def test_a_deadline_that_passed_while_the_ticket_was_closed_rings_after_the_undo(
    desk: Desk, signed: int, still: StillClock
) -> None:
    due = whole(desk, signed).row.deadline_at
    assert due is not None
    still.advance(due - desk.now() - timedelta(minutes=2))
    reminder_acts.raise_due(desk)
    outcome = ticket_acts.close(desk, person=OPERATOR, ticket_id=signed)
    still.advance(timedelta(minutes=5))
    assert reminder_acts.raise_due(desk).result == []
    undo(desk, outcome)
    assert [row.slot for row in reminder_acts.raise_due(desk).result] == ["due"]
    assert [row.ticket_id for row in escalation_acts.listing(desk, state=EscalationState.OPEN)] == [signed]


def test_a_call_recorded_by_mistake_leaves_no_trace_but_the_journals(desk: Desk, signed: int) -> None:
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
    assert promise_reads.of_ticket(desk, ticket_id=signed) == []
    assert [line.verb for line in whole(desk, signed).journal][-1] is JournalVerb.UNDO


def test_a_call_that_was_matched_to_the_phone_list_since_is_not_undone(desk: Desk, signed: int, tmp_path: Path) -> None:
    outcome = contact_acts.add_attempt(
        desk, person=OPERATOR, ticket_id=signed, number_index=0, outcome=AttemptOutcome.REACHED
    )
    attempt = whole(desk, signed).attempts[0].id
    with desk.register.writing() as stores:
        stores.connection.exec_driver_sql(
            "INSERT INTO calls (ticket_id, attempt_id, at, number, state, key) VALUES (?, ?, 0, '', 'matched', 'k')",
            (signed, attempt),
        )
    with pytest.raises(Refused, match="已与话务清单对上，不能撤回联系记录"):
        undo(desk, outcome)


def test_a_return_registered_by_mistake_leaves_the_register(desk: Desk, signed: int) -> None:
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
    assert whole(desk, signed).returns == ()


def test_the_journal_and_the_tickets_still_agree_after_an_undo(desk: Desk, signed: int) -> None:
    undo(desk, ticket_acts.close(desk, person=OPERATOR, ticket_id=signed))
    assert judge(desk.folder.database, tickets=True).differing == ()


def test_an_acknowledgement_is_undone_and_rings_again_at_once(desk: Desk, take_in: Callable[..., int]) -> None:
    take_in("热线-261123-004418", urgency=URGENT)
    reminder_acts.raise_due(desk)
    ids = [row.id for row in reminder_acts.ringing(desk)]
    assert ids
    outcome = reminder_acts.acknowledge(desk, person=OPERATOR, ids=ids)
    assert reminder_acts.ringing(desk) == []
    assert outcome.undo is not None
    assert outcome.undo.words == f"热线-261123-004418 确认提醒（{to_local(desk.now()):%H:%M}）"
    undo(desk, outcome)
    assert [row.id for row in reminder_acts.ringing(desk)] == ids
