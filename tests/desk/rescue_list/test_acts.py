"""Ticked tickets go out as an urging round of each unit; closed ones go back into handling first; all is undone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.base.errors import Refused
from app.base.people import Person
from app.desk.rescue_list.acts import urge
from app.desk.urge import reads as urge_reads
from app.rules.ticket.states import TicketStatus

LEAD = Person("班长乙")


@pytest.fixture
def ids(desk, still, take_in):
    made = [
        take_in(unit="预付费专班", status="handling"),
        take_in(
            unit="商业服务科", status="closed", closed_at=desk.now() - timedelta(days=2),
            platform_valid="是", platform_contacted="是", platform_solved="否", platform_satisfied="不满意",
        ),
        take_in(unit="商业服务科", status="to-call-back"),
    ]  # fmt: skip
    still.advance(timedelta(minutes=1))
    return made


def statuses(desk, ids):
    with desk.register.reading() as stores:
        return [stores.tickets.get(one).status for one in ids]


def test_one_act_sends_them_and_one_undo_takes_all_back(desk, ids):
    before = statuses(desk, ids)
    assert before == [TicketStatus.HANDLING, TicketStatus.CLOSED, TicketStatus.TO_CALL_BACK]
    done = urge(desk, person=LEAD, ticket_ids=ids, reason="诉求人称没人联系过")
    assert (done.result.tickets, done.result.reworked, done.result.left_out) == (2, 1, 1)
    assert done.message == "已备好 2 个单位 2 件的催办，其中 1 件已转二次办理；1 件由本台办理，未催"
    assert statuses(desk, ids)[1] == TicketStatus.HANDLING
    rows = urge_reads.board(desk).rows
    assert {row.unit: [one.ticket_id for one in row.tickets] for row in rows} == {
        "预付费专班": [ids[0]], "商业服务科": [ids[1]],
    }  # fmt: skip
    done.undo.use_case(desk)
    assert statuses(desk, ids) == before
    assert urge_reads.board(desk).rows == ()


def test_nothing_is_taken_up_again_without_a_reason(desk, ids):
    with pytest.raises(Refused) as refused:
        urge(desk, person=LEAD, ticket_ids=ids)
    assert refused.value.field == "reason"
    assert statuses(desk, ids)[1] == TicketStatus.CLOSED
    with pytest.raises(Refused, match="不在承办单位手中"):
        urge(desk, person=LEAD, ticket_ids=ids[2:])
