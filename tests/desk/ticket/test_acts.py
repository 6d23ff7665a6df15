"""From sign-for to close: every act, its line, its reverse, and what the state forbids."""

from __future__ import annotations

import pytest

from app.base.errors import Refused
from app.base.people import Person
from app.desk import sign
from app.desk.reply import acts as reply_acts
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import reads as ticket_reads
from app.rules.ticket.states import ClockState, TicketStatus
from tests.support.replies import write_reply

OPERATOR, LEAD = Person("值班员甲"), Person("班组长乙")


@pytest.fixture
def signed(desk, take_in):
    ticket = take_in()
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    return ticket


@pytest.fixture
def told(desk):
    return lambda ticket: ticket_reads.detail(desk, ticket_id=ticket)


def test_a_dispatch_names_the_unit_and_handing_it_back_is_its_reverse(desk, signed, told):
    for unit in ("一科", "二科", "一科"):
        ticket_acts.dispatch(desk, person=OPERATOR, ticket_id=signed, unit=unit, office="组")
    whole = told(signed)
    assert (whole.row.unit, whole.ticket.office) == ("一科", "组")
    assert [line.changes["承办单位"] for line in whole.journal[-3:]] == [
        ("", "一科"),
        ("一科", "二科"),
        ("二科", "一科"),
    ]


def test_a_note_stands_in_the_timeline_and_changes_nothing_else(desk, signed, told):
    before = told(signed).row
    ticket_acts.add_note(desk, person=OPERATOR, ticket_id=signed, text=" 已电话联系商户 ")
    assert told(signed).row == before
    assert (told(signed).journal[-1].verb, told(signed).journal[-1].text) == ("note", "已电话联系商户")


def test_a_reply_goes_to_review_back_and_through_to_the_callback(desk, signed, told):
    write_reply(desk, person=OPERATOR, ticket_id=signed, text="草稿", submit=False)
    assert (told(signed).row.status, told(signed).ticket.reply) == (TicketStatus.HANDLING, "草稿")
    write_reply(desk, person=OPERATOR, ticket_id=signed, text="答复", submit=True)
    assert told(signed).row.status is TicketStatus.TO_REVIEW
    reply_acts.send_back(desk, person=LEAD, ticket_id=signed, text="缺依据")
    assert told(signed).row.status is TicketStatus.HANDLING
    assert told(signed).journal[-1].text == "答复退回：缺依据"
    write_reply(desk, person=OPERATOR, ticket_id=signed, text="答复二", submit=True)
    reply_acts.pass_reply(desk, person=LEAD, ticket_id=signed)
    assert (told(signed).row.status, told(signed).ticket.reply) == (TicketStatus.TO_CALL_BACK, "答复二")


def test_closing_ends_clocks_and_reminders_and_reopening_starts_them_again(desk, signed, told):
    ticket_acts.close(desk, person=OPERATOR, ticket_id=signed, reason="撤诉")
    closed = told(signed)
    assert (closed.row.status, closed.row.closed_at) == (TicketStatus.CLOSED, desk.now())
    assert {slot.state for slot in closed.reminders} == {"cancelled"}
    ticket_acts.reopen(desk, person=OPERATOR, ticket_id=signed, reason="来电人不同意")
    again = told(signed)
    assert (again.row.status, again.row.closed_at) == (TicketStatus.HANDLING, None)
    assert again.row.deadline_at == closed.row.deadline_at
    assert [slot.slot for slot in again.reminders if slot.state == "planned"] == [
        "09:00",
        "16:00",
        "19:00",
        "22:00",
        "due",
    ]
    assert [clock.state for clock in again.clocks if clock.name == "handling"] == [ClockState.RUNNING]


@pytest.mark.parametrize(
    ("act", "said", "field"),
    [
        (ticket_acts.dispatch, {"unit": " "}, "unit"),
        (ticket_acts.add_note, {"text": "\n"}, "text"),
        (write_reply, {"text": ""}, "result"),
        (reply_acts.send_back, {"text": " "}, "reason"),
        (ticket_acts.reopen, {"reason": ""}, "reason"),
    ],
)
def test_what_must_be_written_is_asked_for_at_its_field(desk, signed, told, act, said, field):
    lines = len(told(signed).journal)
    with pytest.raises(Refused) as refused:
        act(desk, person=OPERATOR, ticket_id=signed, **said)
    assert refused.value.field == field
    assert len(told(signed).journal) == lines


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (ticket_acts.dispatch, {"unit": "一科"}),
        (write_reply, {"text": "x", "submit": True}),
        (reply_acts.pass_reply, {}),
        (ticket_acts.close, {}),
        (ticket_acts.reopen, {"reason": "x"}),
    ],
)
def test_before_sign_for_nothing_can_be_handled(desk, take_in, told, act, said):
    ticket = take_in()
    with pytest.raises(Refused, match="请先签收"):
        act(desk, person=OPERATOR, ticket_id=ticket, **said)
    assert told(ticket).row.status is TicketStatus.TO_SIGN


def test_a_ticket_that_is_not_there_is_said(desk):
    with pytest.raises(Refused, match="没有这件工单"):
        ticket_acts.close(desk, person=OPERATOR, ticket_id=99)
