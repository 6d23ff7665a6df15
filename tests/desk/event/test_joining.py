"""An event of a merchant holds all its tickets, present and to come; what a person took out stays out."""

from __future__ import annotations

import pytest

from app.base.errors import Refused
from app.base.people import Person
from app.desk.event import acts, reads
from app.desk.event.acts import Source
from app.desk.merchant import acts as merchant_acts
from app.desk.merchant.keeping import keep_current
from app.desk.ticket import editing
from app.desk.ticket import reads as ticket_reads
from app.rules.event.states import MemberOrigin
from app.rules.journal import JournalVerb

PERSON = Person("值班员甲")
SHOP = {"merchant": "北京悦动健身有限公司", "title": "年卡不退", "content": "要求退费。"}
OTHER = {"merchant": "北京净洁洗衣有限公司", "title": "衣物未取", "content": "要求退费。"}


@pytest.fixture
def event(desk, take_in):
    ids = [take_in(**SHOP), take_in(**SHOP)]
    keep_current(desk)
    with desk.register.reading() as stores:
        merchant = stores.merchants.of_ticket(ids[0])
    assert merchant is not None
    return acts.open_event(desk, person=PERSON, source=Source("悦动健身", merchant_id=merchant)).result


def members(desk, event):
    return [one.ticket_id for one in reads.view(desk, event_id=event).tickets]


def merchant_of(desk, ticket):
    with desk.register.reading() as stores:
        return stores.merchants.of_ticket(ticket)


def test_every_ticket_of_the_merchant_is_in_it_and_a_new_one_joins_as_it_comes_in(desk, take_in, event):
    assert len(members(desk, event)) == 2
    take_in(**OTHER)
    fresh = take_in(**{**SHOP, "merchant": "悦动健身（云畔店）"})
    view = reads.view(desk, event_id=event)
    assert [one.ticket_id for one in view.tickets][-1] == fresh
    assert {one.origin for one in view.tickets} == {MemberOrigin.MERCHANT}
    (line,) = [one for one in ticket_reads.detail(desk, ticket_id=fresh).journal if one.verb is JournalVerb.EVENT_JOIN]
    assert line.who == "系统"
    with pytest.raises(Refused, match="这家商户已有"):
        acts.open_event(desk, person=PERSON, source=Source("再建", merchant_id=merchant_of(desk, fresh)))


def test_one_that_a_person_took_out_stays_out_when_others_come(desk, take_in, event):
    first = members(desk, event)[0]
    acts.remove_tickets(desk, person=PERSON, event_id=event, ticket_ids=[first], reason="不是这家")
    take_in(**SHOP)
    assert first not in members(desk, event)
    assert len(members(desk, event)) == 2


def test_a_ticket_whose_merchant_is_corrected_leaves_and_comes_back(desk, event):
    first = members(desk, event)[0]

    def call(merchant):
        version = ticket_reads.detail(desk, ticket_id=first).row.version
        editing.edit(desk, person=PERSON, ticket_id=first, changes={"merchant": merchant}, version=version)

    call(OTHER["merchant"])
    assert first not in members(desk, event)
    call(SHOP["merchant"])
    assert first in members(desk, event)


def test_merchants_that_are_made_one_bring_their_tickets_and_take_them_away_again(desk, take_in, event):
    other = take_in(**{**SHOP, "merchant": "北京跃洞健身有限公司"})
    first = members(desk, event)[0]
    merged = merchant_acts.merge(
        desk, person=PERSON, merchant_ids=[merchant_of(desk, first), merchant_of(desk, other)], note="同址"
    )
    assert other in members(desk, event)
    merged.undo.use_case(desk)
    assert other not in members(desk, event)


def test_an_ended_event_takes_in_no_more(desk, take_in, event):
    acts.withdraw(desk, person=PERSON, event_id=event)
    take_in(**SHOP)
    assert len(members(desk, event)) == 2
