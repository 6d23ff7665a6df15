"""Each difference and its act: taken in, followed, asked about, kept."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from app.base.errors import Refused
from app.base.people import Person
from app.desk import sign
from app.desk.intake import acts as intake_acts
from app.desk.ticket import reads as ticket_reads
from app.desk.watch import acts as watch_acts
from app.desk.watch import decisions
from app.desk.watch import reads as watch_reads
from app.rules.ticket.states import TicketStatus
from app.rules.watch.states import DifferenceState
from tests.desk.ticket.test_undo_of_everything import stored

OPERATOR = Person("值班员甲")
HEADERS = "工单编号\t标题\t派单时间\t截止时间\t承办单位\t签收时间\t工单状态"


def reconcile(desk, *rows):
    made = watch_acts.reconcile(desk, person=OPERATOR, text="\n".join([HEADERS, *rows])).result
    return made, {(row.number, row.field): row for row in watch_reads.last_reconciliation(desk).rows}


def ticket(desk, number):
    return ticket_reads.detail(desk, ticket_id=ticket_reads.find(desk, number=number)).ticket


def test_after_every_act_the_same_list_holds(desk, still, minutes):
    rows = ["热线-1\t甲\t2026-11-23 02:00:00\t\t商业服务科\t\t办理中", "热线-2\t乙\t2026-11-23 02:00:00\t\t\t\t办理中"]
    intake_acts.import_text(desk, person=OPERATOR, text="\n".join([HEADERS, *rows]))
    there = [
        "热线-1\t甲\t2026-11-23 02:00:00\t2026-12-01 18:00:00\t家政专班\t2026-11-23 02:20:00\t待审核",
        "热线-2\t乙\t2026-11-23 02:00:00\t\t\t2026-11-23 02:39:00\t已办结",
        "热线-3\t丙\t2026-11-23 02:40:00\t\t\t\t待签收",
    ]
    made, found = reconcile(desk, *there)
    assert len(found) == made.result.count == 7
    for row in found.values():
        if row.field is None:
            decisions.take_in(desk, person=OPERATOR, difference_id=row.id, drafts=made.drafts)
        else:
            decisions.follow_platform(desk, person=OPERATOR, difference_id=row.id)
    again, _ = reconcile(desk, *there)
    assert again.result.holds
    first, second = ticket(desk, "热线-1"), ticket(desk, "热线-2")
    assert (first.status, first.unit, second.status) == ("to-review", "家政专班", "closed")
    assert first.signed_at == first.dispatched_at + timedelta(minutes=20)
    assert ticket(desk, "热线-3").status == "to-sign"


def test_a_state_never_goes_back_and_the_question_is_ready(desk, take_in):
    ticket_id = take_in("热线-1")
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket_id])
    _, found = reconcile(desk, "热线-1\t甲\t\t\t\t\t待签收")
    (row,) = found.values()
    with pytest.raises(Refused, match="不能退回"):
        decisions.follow_platform(desk, person=OPERATOR, difference_id=row.id)
    assert ticket(desk, "热线-1").status == TicketStatus.HANDLING
    words = decisions.question(row.record, row.here, row.there)
    assert "热线-1 的状态，平台为“待签收”，我台为“办理中”" in words
    decisions.ask(desk, person=OPERATOR, difference_id=row.id)
    with pytest.raises(Refused, match="原因"):
        decisions.keep(desk, person=OPERATOR, difference_id=row.id, note="")
    decisions.keep(desk, person=OPERATOR, difference_id=row.id, note="平台延迟")
    (after,) = watch_reads.last_reconciliation(desk).rows
    assert (after.state, after.note, after.decided_by) == (DifferenceState.KEPT, "平台延迟", OPERATOR.name)
    with pytest.raises(Refused, match="已处理"):
        decisions.ask(desk, person=OPERATOR, difference_id=row.id)


def test_an_act_on_a_difference_is_undone_row_by_row_and_not_after_another_one(desk, take_in):
    take_in("热线-1", status=TicketStatus.HANDLING)
    _, found = reconcile(desk, "热线-1\t甲\t\t2026-12-01 18:00:00\t家政专班\t\t待审核", "热线-2\t乙\t\t\t\t\t待签收")
    for row in found.values():
        acts = [partial(decisions.ask), partial(decisions.keep, note="平台延迟")]
        acts += [partial(decisions.follow_platform)] if row.field is not None else []
        for act in acts:
            before = stored(desk)
            outcome = act(desk, person=OPERATOR, difference_id=row.id)
            assert stored(desk) != before
            outcome.undo.use_case(desk)
            assert stored(desk) == before
    asked = decisions.ask(desk, person=OPERATOR, difference_id=row.id)
    decisions.keep(desk, person=OPERATOR, difference_id=row.id, note="平台延迟")
    with pytest.raises(Refused, match="又有变化"):
        asked.undo.use_case(desk)


def test_a_bare_number_cannot_be_taken_in(desk):
    made = watch_acts.reconcile(desk, person=OPERATOR, text="热线-261123-000009").result
    (row,) = watch_reads.last_reconciliation(desk).rows
    with pytest.raises(Refused, match="只有"):
        decisions.take_in(desk, person=OPERATOR, difference_id=row.id, drafts=made.drafts)


def test_a_sign_for_told_by_the_list_ends_the_wait_here(desk, take_in):
    take_in("热线-1")
    at = "2026-11-23 02:41:00"
    _, found = reconcile(desk, f"热线-1\t甲\t\t\t\t{at}\t")
    for row in found.values():
        decisions.follow_platform(desk, person=OPERATOR, difference_id=row.id)
    assert ticket(desk, "热线-1").status == "handling"
