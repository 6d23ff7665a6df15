"""The facts of a report and the people proposed for it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.base.people import Person
from app.desk.escalation import acts as escalation_acts
from app.desk.escalation import targets as escalation_targets
from app.desk.escalation.brief import brief
from app.desk.reminder import acts as reminder_acts
from app.desk.ticket import acts as ticket_acts

OPERATOR = Person("值班员甲")


@pytest.fixture
def expired(desk, take_in):
    """Takes in tickets that expired hours ago, ticks, gives the ids of their escalations by number."""

    def make(*said):
        for one in said:
            take_in(dispatched_at=desk.now() - timedelta(days=6), **one)
        reminder_acts.raise_due(desk)
        return {row.ticket_number: row.id for row in escalation_acts.listing(desk)}

    return make


def test_the_facts_say_what_a_person_did_last_and_hide_the_caller(desk, still, expired):
    ids = expired({"number": "甲", "caller": "王小明"})
    (row,) = escalation_acts.listing(desk)
    ticket_acts.add_note(desk, person=OPERATOR, ticket_id=row.ticket_id, text="已联系商户 13900000001")
    (matter,) = brief(desk, ids=list(ids.values())).matters
    assert (matter.caller, matter.last_text, matter.last_at) == ("王某", "备注：已联系商户 139****0001", desk.now())
    assert (matter.number, matter.deadline_at, matter.level) == ("甲", row.deadline_at, 1)


def test_a_ticket_nobody_worked_on_says_so_by_having_no_last_act(desk, expired):
    (matter,) = brief(desk, ids=list(expired({"number": "甲"}).values())).matters
    assert (matter.last_text, matter.last_at) == ("", None)


def test_the_most_specific_person_is_proposed_for_one_ticket(desk, expired):
    lines = [
        ["一级", "值班表", "", "班长"],
        ["一级", "街乡镇", "回龙观街道", "张三", "13900000001"],
        ["二级", "值班表", "", "领导"],
    ]
    escalation_targets.save(desk, person=OPERATOR, lines=lines, seen=())
    told = brief(desk, ids=list(expired({"number": "甲"}).values()))
    assert [(offer.name, offer.phone, offer.why) for offer in told.offers] == [
        ("张三", "13900000001", "街乡镇·回龙观街道"),
        ("班长", "", "值班表"),
    ]


def test_for_many_tickets_who_covers_most_is_proposed(desk, expired):
    lines = [["一级", "街乡镇", "回龙观街道", "张三"], ["一级", "值班表", "", "班长"]]
    escalation_targets.save(desk, person=OPERATOR, lines=lines, seen=())
    ids = expired({"number": "甲"}, {"number": "乙", "street": "沙河镇"}, {"number": "丙", "street": "沙河镇"})
    told = brief(desk, ids=[*ids.values(), 9999])
    assert [(offer.name, offer.covers) for offer in told.offers] == [("班长", 3), ("张三", 1)]
    assert sorted(matter.number for matter in told.matters) == sorted(["甲", "乙", "丙"])
