"""Whose a demand is: words and vote together, sure only with a margin, with reasons a person can read."""

from __future__ import annotations

from datetime import date

import pytest

from app.rules.owner.classifier import Labelled, train
from app.rules.owner.judgement import Likely, likely_owner
from app.rules.owner.table import OwnerTable, read_owners, shipped_owners
from tests.corpus.owner_figures import measure, read


def table(**words: list[str]) -> OwnerTable:
    owners = [{"name": name, "matter": "", "basis": f"{name}依据", "words": given} for name, given in words.items()]
    return read_owners({"effective_from": date(2026, 2, 1), "owner": owners})


SILENT = train([])
SPORT = [Labelled("体育局", "健身房停业年卡不退"), Labelled("体育局", "健身房私教课不退")]
POLICE = [Labelled("公安", "电话里被诈骗转账"), Labelled("公安", "遇到诈骗转了钱")]
BOTH = table(体育局=["健身房=5"], 公安=["诈骗=5"])
VOTER = train([*SPORT, *POLICE])


def test_words_and_vote_that_agree_are_sure_and_say_why() -> None:
    found = likely_owner(BOTH, "健身房停业，已报警，年卡不退", model=VOTER)
    assert (found.owner, found.sure, found.basis, found.because) == ("体育局", True, "体育局依据", ("健身房",))
    assert found.reasons == ("健身房", "未计入：已报警（他人说法）", "相似诉求：多归体育局")


def test_words_and_vote_that_disagree_are_a_proposal() -> None:
    found = likely_owner(BOTH, "诈骗：健身房年卡不退，私教课停业", model=VOTER)
    assert not found.sure
    assert found.owner == "体育局"


def test_a_vote_without_a_word_is_a_proposal() -> None:
    found = likely_owner(BOTH, "年卡不退，私教停业", model=VOTER)
    assert (found.owner, found.sure, found.because) == ("体育局", False, ())


def test_departments_that_the_model_does_not_know_are_judged_by_words_alone() -> None:
    words = table(文旅局=["健身房=5", "年卡"], 公安=["诈骗=5"])
    assert likely_owner(words, "健身房年卡", model=SILENT).sure
    assert likely_owner(words, "健身房诈骗", model=SILENT).sure is False
    assert likely_owner(table(商务局=["卡=1"]), "卡退不了", model=SILENT).sure is False


def test_what_speaks_for_a_department_that_was_taken_out_speaks_for_no_other() -> None:
    found = likely_owner(table(公安=["诈骗=5"]), "健身房停业，年卡不退", model=VOTER)
    assert (found.owner, found.sure) == ("", False)


@pytest.mark.parametrize("text", ["", "……", "希望尽快处理", "请给我回个电话"])
def test_nothing_that_speaks_for_a_department_names_none(text: str) -> None:
    found = likely_owner(shipped_owners(), text)
    assert (found.owner, found.sure) == ("", False)


@pytest.mark.parametrize(
    ("owner", "text"),
    [
        ("区商务局", "地铁站旁边的理发店关门了，老板住院，派出所说归商务管，充值的卡要退"),
        ("区商务局", "我是小学老师，在驾校对面那家洗衣店办的卡，余额不退"),
        ("区体育局", "健身房关门，教练离职，有人报了警，民警登记了一下，年卡要退"),
        ("区教委", "医院后面的英语培训机构停课，外教走了，课时费不退"),
        ("区市场监管局", "学校门口的小卖部卖过期的面包，没有生产日期，要求查处"),
        ("区交通局", "幼儿园对面的修理厂换了假的刹车片，要求赔偿"),
        ("区文化和旅游局", "超市楼上的琴行搬走，老师辞职，钢琴课不退费"),
        ("公安昌平分局", "在健身房门口手机被偷了，要求调监控破案"),
        ("区住建委", "装修公司收了定金不开工，工商让我找住建"),
        ("区城管委", "医院门口流动摊贩占道经营，没法走路"),
        ("市通信管理局", "宽带断网三天，营业厅说师傅请假，没人来修"),
        ("市邮政管理局", "快递公司把我的包裹丢了，快递员离职，不赔"),
    ],
)
def test_misleading_context_does_not_move_the_owner(owner: str, text: str) -> None:
    found = likely_owner(shipped_owners(), text)
    assert (found.owner, found.sure) == (owner, True)


def test_category_and_merchant_are_read_with_the_text() -> None:
    assert likely_owner(shipped_owners(), "卡不给退", "体育->游泳健身", "某某游泳馆").owner == "区体育局"


def test_reasons_leave_out_what_is_not_there() -> None:
    assert Likely("", False, ()).reasons == ()


def test_on_texts_kept_out_of_all_tuning_a_sure_answer_is_right() -> None:
    figures = measure(read("kept_out"), shipped_owners())
    assert (figures.texts, figures.clear) == (200, 191)
    assert figures.share_wrong <= 0.02
    assert figures.precision >= 0.97
    assert figures.top >= 0.85
    assert figures.share_sure >= 0.6


def test_on_earlier_texts_of_another_style_a_sure_answer_is_seldom_wrong() -> None:
    figures = measure(read("earlier"), shipped_owners())
    assert figures.texts == 88
    assert figures.precision >= 0.95
    assert figures.top >= 0.75


def test_texts_in_words_that_nothing_was_learned_from_are_seldom_sure_and_never_twice_wrong() -> None:
    figures = measure(read("fresh"), shipped_owners())
    assert figures.texts == 32
    assert figures.wrong <= 1
    assert figures.top >= 0.65
