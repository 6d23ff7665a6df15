"""Bulk dispatch and bulk drafts: a preview says what each ticket becomes, one transaction, and undone as a whole."""

from __future__ import annotations

import pytest

from app.base.errors import Refused
from app.base.people import Person
from app.desk.contact import acts as contact_acts
from app.desk.event import acts, bulk, reads
from app.desk.event.acts import Source
from app.desk.reply import acts as reply_acts
from app.desk.reply import rows as reply_rows
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import reads as ticket_reads
from app.rules.contact.states import AttemptOutcome
from app.rules.event.callers import CallState
from app.rules.reply.states import ReplyState
from app.rules.ticket.states import TicketStatus

PERSON = Person("值班员甲")


@pytest.fixture
def event(desk, take_in):
    ids = [take_in(phones=f"1380000000{place}", status=TicketStatus.HANDLING, unit="商务局") for place in range(1, 5)]
    ticket_acts.close(desk, person=PERSON, ticket_id=ids[3], reason="已退费")
    return acts.open_event(desk, person=PERSON, source=Source("悦某健身", ticket_ids=tuple(ids))).result


def units(desk, event):
    return [one.unit for one in reads.view(desk, event_id=event).tickets]


def test_tickets_are_dispatched_together_after_a_preview_and_taken_back_together(desk, event):
    plan = bulk.plan_dispatch(desk, event_id=event, unit="体育局", office="专班")
    assert [(row.before, row.after) for row in plan.rows[:3]] == [("商务局", "体育局/专班")] * 3
    assert plan.rows[3].why_not
    assert len(plan.ids) == 3
    outcome = bulk.dispatch(desk, person=PERSON, event_id=event, unit="体育局", office="专班")
    assert outcome.message == "3 件已派至体育局"
    assert units(desk, event) == ["体育局"] * 3 + ["商务局"]
    detail = ticket_reads.detail(desk, ticket_id=plan.ids[0])
    assert detail.journal[-1].text == "群体事件 1“悦某健身”统一派单至体育局"
    with pytest.raises(Refused, match="没有可以派单"):
        bulk.dispatch(desk, person=PERSON, event_id=event, unit="体育局", office="专班")
    outcome.undo.use_case(desk)
    assert units(desk, event) == ["商务局"] * 4
    with pytest.raises(Refused) as refused:
        bulk.plan_dispatch(desk, event_id=event, unit=" ")
    assert refused.value.field == "unit"


def test_drafts_are_written_for_each_ticket_but_never_over_one_that_stands(desk, event):
    acts.set_wording(desk, person=PERSON, event_id=event, text="已成立专班，正在协调退费。")
    mine = reads.view(desk, event_id=event).tickets[0]
    reply_acts.save(desk, person=PERSON, ticket_id=mine.ticket_id, fields={"result": "本件已单独答复"}, version=0)
    plan = bulk.plan_drafts(desk, event_id=event, template="关于{编号}：{口径}")
    assert [bool(row.why_not) for row in plan.rows] == [True, False, False, True]
    assert plan.rows[0].why_not == "已写有答复，不覆盖"
    assert plan.rows[1].after == f"关于{plan.rows[1].number}：已成立专班，正在协调退费。"
    assert plan.rows[1].hint.startswith("提交前还须处理")
    outcome = bulk.write_drafts(desk, person=PERSON, event_id=event, template="关于{编号}：{口径}")
    assert outcome.result == tuple(row.number for row in plan.rows[1:3])
    sheet = reply_rows.sheet(desk, ticket_id=plan.rows[1].ticket_id)
    assert (sheet.state, sheet.fields["result"]) == (ReplyState.DRAFT, plan.rows[1].after)
    with pytest.raises(Refused, match="须先处理"):  # the check of every reply
        reply_acts.save(
            desk, person=PERSON, ticket_id=sheet.ticket_id, fields=sheet.fields, version=sheet.version, submit=True
        )
    outcome.undo.use_case(desk)
    assert reply_rows.sheet(desk, ticket_id=plan.rows[1].ticket_id).version == 0
    assert reply_rows.sheet(desk, ticket_id=mine.ticket_id).fields["result"] == "本件已单独答复"


def test_a_draft_that_wants_the_wording_is_refused_while_there_is_none(desk, event):
    with pytest.raises(Refused, match="还没有统一口径") as refused:
        bulk.plan_drafts(desk, event_id=event, template="{口径}")
    assert refused.value.field == "template"


def test_a_call_is_recorded_for_one_ticket_and_shows_in_the_list_of_callers(desk, take_in, event):
    again = take_in(phones="13800000001", status=TicketStatus.HANDLING)
    acts.add_tickets(desk, person=PERSON, event_id=event, ticket_ids=[again])
    first = reads.view(desk, event_id=event).callers[0]
    assert (len(first.tickets), first.state, first.recorded) == (2, CallState.TO_CALL, 0)
    contact_acts.add_attempt(
        desk, person=PERSON, ticket_id=first.next_id, number_index=0, typed="", outcome=AttemptOutcome.REACHED
    )
    after = reads.view(desk, event_id=event).callers[0]
    assert (after.state, after.recorded, after.calls, after.next_id) == (CallState.PART, 1, 1, again)
    assert after.phones.startswith("138")
    assert "00000001" not in after.phones
