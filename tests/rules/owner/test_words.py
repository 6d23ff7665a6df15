"""Words give points: a longer word wins, each counts once, category and merchant weigh more."""

from __future__ import annotations

from datetime import date

import pytest

from app.rules.owner.table import OwnerTable, read_owners
from app.rules.owner.words import word_points


def table(**words: list[str]) -> OwnerTable:
    owners = [{"name": name, "words": given} for name, given in words.items()]
    return read_owners({"effective_from": date(2026, 2, 1), "owner": owners})


def test_the_words_found_stand_with_the_weightiest_first() -> None:
    points = word_points(table(体育局=["健身房=5", "私教"]), "健身房的私教课退费")
    assert (points.points, points.found) == ({"体育局": 7}, {"体育局": ("健身房", "私教")})


def test_a_longer_word_wins_over_a_shorter_one_inside_it() -> None:
    assert word_points(table(民政局=["养老=9"], 人社局=["养老金=4"]), "养老金没有发").points == {"人社局": 4}


def test_a_word_of_no_weight_keeps_the_shorter_one_inside_it_silent() -> None:
    assert word_points(table(体育局=["体育=4", "体育彩票=0"]), "体育彩票中奖不兑").points == {}


def test_category_and_merchant_weigh_more_than_the_text() -> None:
    two = table(商务局=["保洁=4"], 体育局=["游泳=4"])
    assert word_points(two, "游泳课保洁不到位", "家政服务->保洁").points == {"商务局": 8, "体育局": 4}
    assert word_points(two, "保洁不到位", "", "某某游泳俱乐部").points == {"体育局": 8, "商务局": 4}


def test_a_word_said_twice_counts_once_and_width_does_not_matter() -> None:
    assert word_points(table(文旅局=["KTV=3"]), "ＫＴＶ旁边的ktv").points == {"文旅局": 3}


@pytest.mark.parametrize(("text", "lead"), [("健身房", 9.0), ("健身房诈骗", 2.5), ("", 0.0)])
def test_the_lead_compares_with_the_best_other_department(text: str, lead: float) -> None:
    assert word_points(table(体育局=["健身房=5"], 公安=["诈骗=2"]), text).lead("体育局") == lead
