"""The register of merchants follows every ticket, and equals the whole computation at any moment."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from app.base.people import Person
from app.desk.figures.asked import differing
from app.desk.merchant import keeping
from app.desk.merchant.reads import folded_at, folded_now
from app.desk.ticket import editing
from app.desk.ticket import reads as ticket_reads
from app.models.merchant import store as merchant_store
from app.rules.merchant.folding import fold

OPERATOR = Person("值班员甲")
NAMES = (
    "北京锦云健身有限公司",
    "锦云健身（龙腾苑店）",
    "锦云健身俱乐部",
    "景云健身",
    "锦云",
    "锦云美容",
    "某超市",
    "",
    "无",
    "老张理发店",
    "张记烤肉",
    "章记烤肉",
    "回龙观锦云瑜伽",
    "碧泉洗衣",
    "碧全洗衣",
    "碧泉干洗有限公司",
)
STREETS = ("回龙观街道", "沙河镇", "")
PLACES = ("龙腾苑三区底商", "西大街35号", "北京市昌平区西大街35号院2号楼", "")
TEXTS = ("在楼下理发店办卡", "在锦云健身办了年卡，现在停业，店里电话13800000009", "碧泉洗衣洗坏衣服", "噪音扰民")


def draft(dice: random.Random) -> dict[str, object]:
    return {
        "merchant": dice.choice(NAMES),
        "street": dice.choice(STREETS),
        "place": dice.choice(PLACES),
        "content": dice.choice(TEXTS),
    }


def plain(folded):
    return [(one.id, one.names, one.trade, one.ticket_ids) for one in folded.merchants], folded.proposals


def agrees(desk):
    with desk.register.reading() as stores:
        found = folded_now(stores)
        assert plain(found) == plain(folded_at(stores, desk.now()))
        index, ids = stores.merchants.index, stores.merchants.decisions.ids()
        assert plain(found) == plain(fold(index.mentions(), index.decisions(), ids=ids))
    with desk.register.writing() as stores:
        stores.merchants.rebuild()
    with desk.register.reading() as stores:
        assert plain(folded_now(stores)) == plain(found)
    return found


def test_the_register_equals_a_recount_after_any_imports_and_edits(desk, take_in):
    dice = random.Random(20261125)
    ids = [take_in(f"热线-{step}", **draft(dice)) for step in range(40)]
    assert len(agrees(desk).merchants) > 5
    for _ in range(20):
        chosen = dice.choice(ids)
        version = ticket_reads.detail(desk, ticket_id=chosen).ticket.version
        editing.edit(desk, person=OPERATOR, ticket_id=chosen, changes=draft(dice), version=version)
    editing.create(desk, person=OPERATOR, values={"title": "锦云健身停业", "content": "锦云健身贴出停业通知"})
    assert agrees(desk).proposals


def test_the_tickets_of_a_file_are_read_in_turns_of_their_own(desk, take_in, monkeypatch):
    monkeypatch.setattr(merchant_store, "AT_ONCE", 0)
    number = take_in("热线-1", merchant="锦云健身")
    with desk.register.reading() as stores:
        assert stores.merchants.of_ticket(number) is None
        assert keeping.reading_words(stores) == "还有 1"
    monkeypatch.undo()
    assert keeping.follow_new(desk)
    assert not keeping.follow_new(desk)
    with desk.register.reading() as stores:
        assert stores.merchants.of_ticket(number) is not None
        assert keeping.reading_words(stores) == ""
    agrees(desk)


def test_the_figures_follow_a_text_that_a_later_column_explains(desk, take_in):
    take_in("热线-1", merchant="", content="要求去处瑜伽馆退费")
    assert differing(desk) == []
    take_in("热线-2", merchant="去处瑜伽馆（沙河店）", content="退费")
    assert differing(desk) == []
    agrees(desk)


def test_the_past_is_read_by_the_names_that_columns_knew_then(desk, take_in, still):
    text = take_in("热线-1", merchant="", content="要求去处瑜伽馆退费")
    then = desk.now()
    still.advance(timedelta(days=1))
    take_in("热线-2", merchant="去处瑜伽馆（沙河店）", content="退费", dispatched_at=desk.now())
    with desk.register.reading() as stores:
        assert stores.merchants.of_ticket(text) is not None
        assert folded_at(stores, then).merchants == ()
        (merchant,) = folded_at(stores, desk.now()).merchants
    assert text in merchant.ticket_ids


class Ended(Exception):
    pass


def ends() -> None:
    raise Ended


def test_figures_follow_the_tickets_of_a_file_though_the_program_ended_between_two_turns(desk, take_in, monkeypatch):
    with monkeypatch.context() as waiting:
        waiting.setattr(merchant_store, "AT_ONCE", 0)
        for place, name in enumerate(("北京锦云健身有限公司", "锦云健身（龙腾苑店）")):
            take_in(f"热线-{place}", merchant=name)
    monkeypatch.setattr(keeping, "_AT_ONCE", 1)
    assert differing(desk) == []
    for _ in range(2):  # the program ends behind the first turn, then behind the last one
        with pytest.raises(Ended):
            keeping.keep_current(desk, ends)
    assert keeping.keep_current(desk) == 0
    assert differing(desk) == []
