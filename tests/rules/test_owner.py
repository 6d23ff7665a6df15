"""Whose a demand is, is told by words; a longer word wins, a conflict is not sure, and the figures are measured."""

from __future__ import annotations

from datetime import date

import pytest

from app.rules.owner import BadOwners, OwnerTable, likely_owner, read_owners, shipped_owners, split_words, word_text
from tests.corpus.owner_figures import measure, sets


def table(**words: list[str]) -> OwnerTable:
    owners = [{"name": name, "matter": "", "basis": f"{name}依据", "words": said} for name, said in words.items()]
    return read_owners({"effective_from": date(2026, 2, 1), "owner": owners})


def test_the_words_that_decided_are_named_the_weightiest_first() -> None:
    told = likely_owner(table(体育局=["健身房=5", "私教"]), "健身房的私教课退费")
    assert (told.owner, told.sure, told.because, told.basis) == ("体育局", True, ("健身房", "私教"), "体育局依据")


def test_a_longer_word_wins_over_a_shorter_one_inside_it() -> None:
    told = likely_owner(table(民政局=["养老=9"], 人社局=["养老金=4"]), "养老金没有发")
    assert (told.owner, told.because) == ("人社局", ("养老金",))


def test_a_word_of_no_weight_keeps_the_shorter_one_inside_it_silent() -> None:
    assert likely_owner(table(体育局=["体育=4", "体育彩票=0"]), "体育彩票中奖不兑").owner == ""


def test_two_departments_that_come_close_are_not_sure() -> None:
    told = likely_owner(table(体育局=["健身房=5"], 公安=["诈骗=5"]), "健身房老板诈骗")
    assert not told.sure
    assert {told.owner, *told.others} == {"体育局", "公安"}


def test_nothing_found_and_one_weak_word_are_not_sure() -> None:
    assert likely_owner(shipped_owners(), "") == likely_owner(shipped_owners(), "……")
    assert not likely_owner(table(商务局=["卡=1"]), "卡退不了").sure


def test_category_and_merchant_weigh_more_than_the_text() -> None:
    two = table(商务局=["保洁=4"], 体育局=["游泳=4"])
    assert likely_owner(two, "游泳课保洁不到位", "家政服务->保洁").owner == "商务局"
    assert likely_owner(two, "保洁不到位", "", "某某游泳俱乐部").owner == "体育局"


def test_a_word_said_twice_counts_once_and_width_does_not_matter() -> None:
    once = likely_owner(table(文旅局=["KTV=3"], 商务局=["超市=5"]), "ＫＴＶ旁边的ktv，超市")
    assert once.owner == "商务局"


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"name": " ", "words": ["健身"]}, "name"),
        ({"name": "体育局", "words": []}, "words"),
        ({"name": "体育局", "words": ["健身=十"]}, "words"),
        ({"name": "体育局", "words": ["健身=50"]}, "words"),
        ({"name": "体育局", "words": ["健身", "健身=3"]}, "words"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_at_its_column(form: dict[str, object], field: str) -> None:
    with pytest.raises(BadOwners) as caught:
        read_owners({"effective_from": date(2026, 2, 1), "owner": [form]})
    assert (caught.value.row, caught.value.field) == (0, field)


def test_a_department_stands_once_and_a_table_has_a_date_and_rows() -> None:
    row = {"name": "体育局", "words": ["健身"]}
    with pytest.raises(BadOwners, match="写了两次"):
        read_owners({"effective_from": date(2026, 2, 1), "owner": [row, row]})
    with pytest.raises(BadOwners, match="空的"):
        read_owners({"effective_from": date(2026, 2, 1), "owner": []})
    with pytest.raises(BadOwners, match="生效日期"):
        read_owners({"owner": [row]})


def test_words_go_through_their_cell_unchanged() -> None:
    words = shipped_owners().owners[0].words
    cell = "、".join(word_text(*word) for word in words)
    again = read_owners({"effective_from": date(2026, 2, 1), "owner": [{"name": "甲", "words": split_words(cell)}]})
    assert again.owners[0].words == words


def test_every_shipped_department_cites_a_basis() -> None:
    assert len(shipped_owners().owners) == 10
    assert all(owner.basis and owner.matter for owner in shipped_owners().owners)


def test_measured_on_texts_that_came_after_the_table_a_sure_answer_is_seldom_wrong() -> None:
    figures = {name: measure(examples, shipped_owners()) for name, examples in sets().items()}
    tuned, untouched = figures["tuned"], figures["untouched"]
    assert tuned.clear + tuned.vague == 320
    assert untouched.clear + untouched.vague == 88
    assert tuned.accuracy > 0.95
    assert untouched.accuracy > 0.35
    assert untouched.precision > 0.85
    assert untouched.wrong / untouched.clear < 0.07
    assert untouched.vague_not_sure == untouched.vague == 8
