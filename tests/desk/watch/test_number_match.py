"""A ticket typed without a number: temporary number, right number, and one ticket throughout when the row comes in."""

from __future__ import annotations

import pytest

from app.base.errors import Refused
from app.base.people import Person
from app.desk import sign
from app.desk.contact import acts as contact_acts
from app.desk.queue import reads as queue_reads
from app.desk.reminder import acts as reminder_acts
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import editing
from app.desk.ticket import reads as ticket_reads
from app.desk.urge import acts as urge_acts
from app.desk.watch import acts as watch_acts
from app.desk.watch import decisions
from app.desk.watch import reads as watch_reads
from app.models.journal.verify import differing_tickets, open_to_verify
from app.rules.contact.states import AttemptOutcome
from app.rules.queue.names import QueueName
from tests.desk.ticket.test_undo_of_everything import stored

OPERATOR = Person("值班员甲")
SAID = {"title": "家电维修收费争议", "content": "市民反映上门维修空调后加价", "phone_raw": "13800000001"}
HEADERS = "工单编号\t标题\t主要内容\t来电号码\t派单时间\t紧急程度"


def typed(desk, **more):
    return editing.create(desk, person=OPERATOR, values={**SAID, **more}).result


def number_of(desk, ticket_id):
    return ticket_reads.detail(desk, ticket_id=ticket_id).row.number


def reconcile(desk, *rows):
    made = watch_acts.reconcile(desk, person=OPERATOR, text="\n".join([HEADERS, *rows])).result
    return made, watch_reads.last_reconciliation(desk).rows


def test_without_a_number_a_ticket_gets_the_next_temporary_one_of_the_day(desk):
    assert [number_of(desk, typed(desk)) for _ in range(2)] == ["临-20261123-01", "临-20261123-02"]
    with pytest.raises(Refused, match="临时编号"):
        typed(desk, number="临-20261123-09")
    with pytest.raises(Refused, match="请填写工单编号"):
        typed(desk, title=" ", content="")


def test_a_wrong_number_is_corrected_and_a_taken_one_refused_and_it_is_taken_back(desk, take_in):
    other, ticket_id = take_in("热线-1"), take_in("热线-l2")
    with pytest.raises(Refused, match="已有工单"):
        editing.correct_number(desk, person=OPERATOR, ticket_id=ticket_id, number="热线-1")
    outcome = editing.correct_number(desk, person=OPERATOR, ticket_id=ticket_id, number=" 热线-12 ")
    assert (number_of(desk, ticket_id), ticket_reads.find(desk, number="热线-12")) == ("热线-12", ticket_id)
    assert queue_reads.search(desk, text="热线-12").ids == (ticket_id,)
    outcome.undo.use_case(desk)
    assert number_of(desk, ticket_id) == "热线-l2"
    assert other != ticket_id


def test_the_platforms_row_is_proposed_joined_and_parted_and_is_one_ticket_throughout(desk, still, minutes):
    ticket_id = typed(desk)
    contact_acts.add_attempt(
        desk, person=OPERATOR, ticket_id=ticket_id, number_index=0, outcome=AttemptOutcome.REACHED, reached="本人"
    )
    still.advance(minutes(30))
    rows = [
        "热线-7\t空调维修收费争议\t上门维修空调后加价，要求退款\t13800000001\t2026-11-23 02:50:00\t紧急",
        "热线-8\t健身房闭店\t年卡无法退费\t13900000009\t2026-11-23 02:51:00\t一般",
    ]
    made, found = reconcile(desk, *rows)
    assert [(row.number, row.match_number) for row in found if row.kind == "missing-here"] == [
        ("热线-7", "临-20261123-01"),
        ("热线-8", ""),
    ]
    with pytest.raises(Refused, match="没有与"):
        decisions.join(desk, person=OPERATOR, difference_id=found[1].id, drafts=made.drafts)
    joined = decisions.join(desk, person=OPERATOR, difference_id=found[0].id, drafts=made.drafts)
    detail = ticket_reads.detail(desk, ticket_id=ticket_id)
    assert (detail.row.number, detail.ticket.other_number) == ("热线-7", "临-20261123-01")
    states = {row.number: row.state for row in watch_reads.last_reconciliation(desk).rows}
    assert states == {"热线-7": "taken", "热线-8": "open", "临-20261123-01": "taken"}
    assert (detail.row.urgency, f"{detail.row.dispatched_at:%M}") == ("urgent", "50")
    assert len(detail.attempts) == 1
    assert queue_reads.counters(desk).by_queue[QueueName.ALL] == 1
    again, _ = reconcile(desk, rows[0])
    assert again.result.holds
    with pytest.raises(Refused, match="已处理"):
        decisions.join(desk, person=OPERATOR, difference_id=found[0].id, drafts=made.drafts)
    joined.undo.use_case(desk)
    back = ticket_reads.detail(desk, ticket_id=ticket_id)
    assert (back.row.number, back.ticket.other_number, back.row.urgency) == ("临-20261123-01", "", "general")
    decisions.join(desk, person=OPERATOR, difference_id=found[0].id, drafts=made.drafts)
    assert number_of(desk, ticket_id) == "热线-7"


def test_the_journal_holds_after_a_join(desk, still, minutes):
    ticket_id = typed(desk)
    row = "热线-7\t家电维修收费争议\t上门维修空调后加价\t13800000001\t2026-11-23 02:30:00\t一般"
    made, found = reconcile(desk, row)
    decisions.join(desk, person=OPERATOR, difference_id=found[0].id, drafts=made.drafts)
    with open_to_verify(desk.register.path) as connection:
        assert list(differing_tickets(connection)) == []
    lines = ticket_reads.detail(desk, ticket_id=ticket_id).journal
    assert any(line.verb == "join-numbers" and "即 热线-7" in line.text for line in lines)


def test_a_join_undone_leaves_every_row_as_it_was(desk, still, minutes):
    ticket_id = typed(desk)
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket_id])
    ticket_acts.dispatch(desk, person=OPERATOR, ticket_id=ticket_id, unit="家政专班")
    urge_acts.open_by_hand(desk, person=OPERATOR, ticket_ids=[ticket_id])
    still.advance(minutes(12))
    reminder_acts.raise_due(desk)
    row = "热线-7\t家电维修收费争议\t上门维修空调后加价，要求退款\t13800000001\t2026-11-23 02:30:00\t紧急"
    reconcile(desk, row)
    made, found = reconcile(desk, row)
    by_number = {one.number: one for one in found}
    decisions.ask(desk, person=OPERATOR, difference_id=by_number["热线-7"].id, note="已问")
    decisions.ask(desk, person=OPERATOR, difference_id=by_number["临-20261123-01"].id)
    before = stored(desk)
    outcome = decisions.join(desk, person=OPERATOR, difference_id=by_number["热线-7"].id, drafts=made.drafts)
    assert stored(desk) != before
    outcome.undo.use_case(desk)
    assert stored(desk) == before
    assert watch_reads.last_reconciliation(desk).open_count == 0
