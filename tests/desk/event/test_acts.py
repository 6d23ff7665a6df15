"""Events as acts: opened with their tickets, worded in versions, joined and left by hand, told about, taken back."""

from __future__ import annotations

import pytest

from app.base.errors import EditConflict, Refused
from app.base.people import Person
from app.desk.event import acts, reads
from app.desk.event.acts import Source
from app.desk.event.telling import Told, tell
from app.desk.ticket import reads as ticket_reads
from app.rules.event.states import EventState, MemberOrigin
from app.rules.journal import JournalVerb

PERSON = Person("值班员甲")


@pytest.fixture
def event(desk, take_in):
    ids = [take_in(phones=f"1380000000{place}") for place in (1, 2, 2)]
    return acts.open_event(desk, person=PERSON, source=Source("悦某健身", ticket_ids=tuple(ids))).result


def tickets(desk, event):
    return [one.ticket_id for one in reads.view(desk, event_id=event).tickets]


def test_an_event_opens_with_its_tickets_and_is_taken_back(desk, take_in):
    ids = (take_in(), take_in())
    outcome = acts.open_event(desk, person=PERSON, source=Source(" 悦某健身 ", warning_id=7, ticket_ids=ids))
    view = reads.view(desk, event_id=outcome.result)
    assert (view.row.title, view.row.tickets, view.row.open, view.row.warning_id) == ("悦某健身", 2, 2, 7)
    assert {one.origin for one in view.tickets} == {MemberOrigin.WARNING}
    detail = ticket_reads.detail(desk, ticket_id=ids[0])
    assert detail.event is not None
    assert detail.event.title == "悦某健身"
    assert JournalVerb.EVENT_JOIN in {line.verb for line in detail.journal}
    outcome.undo.use_case(desk)
    assert reads.listing(desk)[0].state is EventState.WITHDRAWN
    assert reads.open_ones(desk) == []
    assert ticket_reads.detail(desk, ticket_id=ids[0]).event is None


def test_a_ticket_is_in_one_open_event_only(desk, take_in, event):
    mine = tickets(desk, event)
    with pytest.raises(Refused, match="都已在群体事件中") as refused:
        acts.open_event(desk, person=PERSON, source=Source("另一个", ticket_ids=tuple(mine)))
    assert refused.value.field == "numbers"
    other = acts.open_event(desk, person=PERSON, source=Source("另一个", ticket_ids=(mine[0], take_in())))
    assert "1 件已在别的群体事件中" in other.message
    assert len(tickets(desk, other.result)) == 1
    with pytest.raises(Refused, match="请填写工单编号"):
        acts.open_event(desk, person=PERSON, source=Source("没有工单"))
    with pytest.raises(Refused, match="请填写事件名称"):
        acts.open_event(desk, person=PERSON, source=Source(" ", ticket_ids=(take_in(),)))


def test_tickets_join_and_leave_by_hand_and_both_are_taken_back(desk, take_in, event):
    late = take_in()
    before = tickets(desk, event)
    joined = acts.add_tickets(desk, person=PERSON, event_id=event, ticket_ids=[late, before[0]])
    assert "1 件已并入" in joined.message
    assert "1 件已在群体事件中" in joined.message
    assert late in tickets(desk, event)
    joined.undo.use_case(desk)
    assert tickets(desk, event) == before
    left = acts.remove_tickets(desk, person=PERSON, event_id=event, ticket_ids=before[:1], reason="不是这家")
    assert tickets(desk, event) == before[1:]
    left.undo.use_case(desk)
    assert tickets(desk, event) == before
    with pytest.raises(Refused, match="移出原因"):
        acts.remove_tickets(desk, person=PERSON, event_id=event, ticket_ids=before, reason=" ")


def test_the_wording_keeps_its_versions_and_shows_on_every_ticket(desk, event):
    first = acts.set_wording(desk, person=PERSON, event_id=event, text="正在协调退费", seen=0)
    second = acts.set_wording(desk, person=Person("值班员乙"), event_id=event, text="已约谈负责人", seen=1)
    ticket = tickets(desk, event)[0]
    note = ticket_reads.detail(desk, ticket_id=ticket).event
    assert (note.wording, note.wording_by) == ("已约谈负责人", "值班员乙")
    with pytest.raises(EditConflict):
        acts.set_wording(desk, person=PERSON, event_id=event, text="第三版", seen=1)
    with pytest.raises(Refused, match="与现行口径相同"):
        acts.set_wording(desk, person=PERSON, event_id=event, text="已约谈负责人 ")
    second.undo.use_case(desk)
    assert reads.view(desk, event_id=event).wording.text == "正在协调退费"
    first.undo.use_case(desk)
    view = reads.view(desk, event_id=event)
    assert view.wording is None
    assert [one.text for one in view.wordings] == ["正在协调退费", "已约谈负责人", "正在协调退费", ""]


def test_who_was_told_is_on_record_and_taken_back(desk, event, minutes):
    told = tell(
        desk, person=PERSON, event_id=event, told=Told("李副局长", "电话", desk.now() - minutes(5), "第 1 期快报")
    )
    (row,) = reads.view(desk, event_id=event).notices
    assert (row.whom, row.channel, row.told_by, row.said) == ("李副局长", "电话", "值班员甲", "第 1 期快报")
    told.undo.use_case(desk)
    assert reads.view(desk, event_id=event).notices == ()
    for wrong, field in (
        (Told("", "电话"), "whom"),
        (Told("李", ""), "channel"),
        (Told("李", "电话", desk.now() + minutes(1)), "at"),
    ):
        with pytest.raises(Refused) as refused:
            tell(desk, person=PERSON, event_id=event, told=wrong)
        assert refused.value.field == field


def test_an_ended_event_takes_no_acts_until_it_is_opened_again(desk, event):
    acts.withdraw(desk, person=PERSON, event_id=event)
    for act, more in ((acts.set_wording, {"text": "口径"}), (acts.add_tickets, {"ticket_ids": [1]})):
        with pytest.raises(Refused, match="已撤回"):
            act(desk, person=PERSON, event_id=event, **more)
    acts.reopen(desk, person=PERSON, event_id=event)
    assert len(reads.open_ones(desk)) == 1
