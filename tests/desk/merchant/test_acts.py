"""Decisions about merchants: remembered for ever, journalled, taken back; figures and the command follow them."""

from __future__ import annotations

import pytest

from app.base.errors import Refused
from app.base.people import Person
from app.cli.service.merchant import merchants_shape
from app.desk.figures.asked import Asked, figures
from app.desk.merchant import acts, keeping, reads
from app.rules.figures.fields import Field
from app.rules.journal import JournalVerb

OPERATOR = Person("值班员甲")
PLACE = "西大街35号"


@pytest.fixture
def told(desk, take_in):
    names = ("北京锦云健身有限公司", "锦云健身（龙腾苑店）", "锦芸健身", "碧泉洗衣")
    return [take_in(merchant=name, place=PLACE, title="", content="要求处理") for name in names]


def merchants(desk):
    return {row.name: row.tickets for row in reads.listing(desk).rows}


def only_proposal(desk):
    with desk.register.reading() as stores:
        (found,) = stores.merchants.proposals()
    return found.merchants


def test_a_refused_doubt_is_never_asked_again_and_a_confirmed_one_counts_together(desk, told, take_in):
    first, second = only_proposal(desk)
    acts.refuse(desk, person=OPERATOR, first=first, second=second, note="另一家老板")
    take_in(merchant="锦芸健身", place=PLACE, content="又一件")
    assert sum(row.doubts for row in reads.listing(desk).rows) == 0
    decision = reads.detail(desk, merchant_id=first).decisions[0]
    assert (decision.who, decision.note) == ("值班员甲", "另一家老板")
    acts.take_back(desk, person=OPERATOR, decision_ids=decision.ids)
    outcome = acts.confirm(desk, person=OPERATOR, first=first, second=second)
    assert merchants(desk) == {"锦芸健身": 4, "碧泉洗衣": 1}
    assert reads.of_ticket(desk, ticket_id=told[2]).recent[:3] == tuple(told[:3])
    with desk.register.reading() as stores:
        assert stores.journal.newest_with(JournalVerb.MERCHANT_CONFIRM) is not None
    outcome.undo.use_case(desk)
    assert only_proposal(desk) == (first, second)


def test_names_split_off_take_their_tickets_along_the_coming_ones_too(desk, told, take_in):
    first, _ = only_proposal(desk)
    with pytest.raises(Refused, match="请选择要拆出的名称"):
        acts.split(desk, person=OPERATOR, merchant_id=first, forms=("没有",))
    outcome = acts.split(desk, person=OPERATOR, merchant_id=first, forms=("锦云健身(龙腾苑店)",))
    coming = take_in(merchant="锦云健身（龙腾苑店）", place=PLACE, content="又一件")
    with desk.register.reading() as stores:
        assert stores.merchants.ticket_ids(outcome.result) == (told[1], coming)
    outcome.undo.use_case(desk)
    with desk.register.reading() as stores:
        assert stores.merchants.ticket_ids(first) == (told[0], told[1], coming)


def test_figures_and_the_command_count_by_merchant_and_follow_a_merge(desk, told):
    asked = Asked("year:2026", ("merchant",))
    rows = {row.key[0]: int(row.now.printed(Field.RECEIVED)) for row in figures(desk, asked).rows}
    assert rows == {"北京锦云健身有限公司": 2, "锦芸健身": 1, "碧泉洗衣": 1}
    both = [row.id for row in reads.listing(desk).rows if "健身" in row.name]
    acts.merge(desk, person=OPERATOR, merchant_ids=both)
    rows = {row.key[0]: int(row.now.printed(Field.RECEIVED)) for row in figures(desk, asked).rows}
    assert rows == {"北京锦云健身有限公司": 3, "碧泉洗衣": 1}
    shape = merchants_shape(reads.register(desk))
    assert [len(one["tickets"]) for one in shape["merchants"]] == [3, 1]
    assert shape["proposals"] == []


def test_a_register_that_was_not_read_is_read_behind_the_window(desk, told):
    before = merchants(desk)
    with desk.register.writing() as stores:
        stores.merchants.index.clear()
        stores.merchants.index.note_read("other words")
    assert reads.listing(desk).reading
    assert keeping.keep_current(desk) == 4
    assert merchants(desk) == before
    assert keeping.keep_current(desk) == 0
