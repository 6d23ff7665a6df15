"""One written name of a merchant: brand, trade, branch; what names nobody."""

from __future__ import annotations

import pytest

from app.rules.merchant.addresses import Place, read_places
from app.rules.merchant.likeness import one_character_apart, sound_of
from app.rules.merchant.names import read_name
from app.rules.merchant.sentences import merchant_in_text
from app.rules.merchant.words import words_with

WORDS = words_with()


@pytest.mark.parametrize(
    "text",
    [
        "北京锦云健身有限公司",
        "锦云健身（龙腾苑店）",
        "锦云健身龙腾苑店",
        "“锦云”健身俱乐部",
        "锦 云 瑜 伽 馆",
        "北京市昌平区锦云健身服务有限公司昌平分公司",
        "回龙观锦云健身",
        "锦云（健身）",
        "【锦云】健身",
        "【锦云健身】",
        "[锦云]健身房【龙腾苑店】",
        "（北京）锦云健身有限公司",
        "【龙腾苑店】锦云健身",
    ],
)
def test_spellings_of_one_brand_in_one_trade_are_read_alike(text):
    name = read_name(text, WORDS)
    assert name is not None
    assert (name.brand, name.trade) == ("锦云", "健身")


@pytest.mark.parametrize(
    "text",
    [
        "某超市",
        "楼下理发店",
        "网上",
        "无",
        "不详",
        "小区门口一家美容院",
        "美容院",
        "淘宝",
        "某某健身",
        "",
        "抖音直播间",
        "物业旁边的药店",
    ],
)
def test_a_cell_that_names_nobody_makes_no_merchant(text):
    assert read_name(text, WORDS) is None


def test_trades_part_a_brand_surnames_are_common_and_own_trades_count():
    assert read_name("锦云美容", WORDS).trade == "美容"
    assert read_name("老王理发店", WORDS).common
    assert not read_name("锦云理发店", WORDS).common
    assert read_name("某到家家政", WORDS).brand == "某到家"
    assert read_name("锦云击剑馆", words_with("击剑：击剑馆 击剑")).trade == "击剑"


@pytest.mark.parametrize(
    ("text", "brand"),
    [
        ("市民来电反映在回龙观的锦云健身办理了年卡，现在停业", "锦云"),
        ("诉求人2026年3月5日到锦云瑜伽馆充值5000元", "锦云"),
        ("昌平区龙腾苑西区底商锦云健身停业", "锦云"),
        ("名叫“花漾”的美容院拒绝退款", "花漾"),
        ("诉求人手里有一张锦云健身的卡", "锦云"),
        ("希望在北七家镇增加一个大型超市", ""),
        ("反映楼下理发店噪音扰民", ""),
        ("邻居养宠物狗太吵", ""),
        ("地下室还做饭馆后厨", ""),
        ("请问哪些洗衣店可以用消费券", ""),
        ("想让街道给老年人发洗衣券", ""),
        ("市民在天桥底下理发，被收五十元", ""),
        ("建议取消步行街烧烤夜市", ""),
        ("一家不知名的摄影店骗人拍写真", ""),
        ("在某超市购买过期食品", ""),
        ("小区门口一家美容院跑路", ""),
        ("请问健身卡怎么退", ""),
    ],
)
def test_a_text_names_a_merchant_or_none(text, brand):
    found = merchant_in_text("", text, WORDS)
    assert (found.name.brand if found else "") == brand


def test_spellings_of_an_address_meet_and_others_do_not():
    spelled = ("西大街35号", "北京市昌平区西大街35号院2号楼", "昌平区 西大街３５号底商")
    assert {read_places(one)[0] for one in spelled} == {Place("西大街", "35")}
    assert read_places("龙腾苑三区底商") == read_places("龙腾苑3区") == (Place("龙腾苑3区"),)
    assert read_places("") == ()


def test_one_character_and_one_sound():
    assert one_character_apart("锦云", "锦芸")
    assert one_character_apart("碧泉", "碧清泉")
    assert one_character_apart("云锦", "锦云")
    assert not one_character_apart("锦云", "锦云")
    assert not one_character_apart("锦云", "金芸")
    assert sound_of("悦某") == sound_of("越某")
