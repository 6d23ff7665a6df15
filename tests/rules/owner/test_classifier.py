"""The classifier votes by likeness, is the same whatever the order of its texts, and its file is read back whole."""

from __future__ import annotations

import json
import random

import pytest

from app.rules.owner.classifier import BadModel, Labelled, model_text, read_model, runs_of, train

TEXTS = [
    Labelled("区体育局", "游泳馆停业不退年卡"),
    Labelled("区体育局", "健身房停业不退年卡"),
    Labelled("区体育局", "游泳课教练不来"),
    Labelled("区交通局", "公交车不进站"),
    Labelled("区交通局", "公交司机不停车"),
    Labelled("", "请尽快回电"),
]


def test_runs_are_one_to_three_characters_within_words() -> None:
    assert sorted(runs_of("退卡，KTV 2026年")) == sorted(["退", "卡", "退卡", "K", "T", "V", "KT", "TV", "KTV", "年"])


def test_invented_names_and_numbers_say_nothing() -> None:
    assert sorted(runs_of("某某路12号")) == sorted(runs_of("路号".replace("路号", "路 号")))


def test_the_vote_goes_to_the_likest_class_and_shares_add_up_to_one() -> None:
    vote = train(TEXTS).vote("泳馆的年卡退不了")
    assert vote.shares[0][0] == "区体育局"
    assert sum(share for _, share in vote.shares) == pytest.approx(1)


def test_a_text_without_a_known_run_gets_no_vote() -> None:
    assert train(TEXTS).vote("2026").shares == ()
    assert train(TEXTS).vote("").shares == ()


def test_classes_that_are_left_out_leave_their_share_to_nobody() -> None:
    vote = train(TEXTS).vote("泳馆的年卡退不了")
    left = vote.among({"区交通局"})
    assert left.shares == tuple(one for one in vote.shares if one[0] == "区交通局")


def test_the_order_of_the_texts_does_not_matter() -> None:
    mixed = TEXTS.copy()
    random.Random(7).shuffle(mixed)
    assert model_text(train(mixed)) == model_text(train(TEXTS))


def test_a_run_of_a_single_own_text_is_never_kept() -> None:
    own = [Labelled("区体育局", "赵钱孙的游泳卡"), Labelled("区体育局", "周吴郑的游泳卡")]
    kept = train(TEXTS, own).weights
    assert {"赵", "钱孙", "周吴郑"}.isdisjoint(kept)
    assert "泳卡" in kept


def test_a_model_is_read_back_from_its_file() -> None:
    model = train(TEXTS)
    again = read_model(model_text(model))
    assert model_text(again) == model_text(model)
    assert again.vote("公交不停车") == model.vote("公交不停车")


@pytest.mark.parametrize("change", [{"format": 2}, {"runs": []}, {"totals": [1]}, {"classes": None}, {"texts": "x"}])
def test_a_file_that_is_no_model_is_refused(change: dict[str, object]) -> None:
    data = {**json.loads(model_text(train(TEXTS))), **change}
    with pytest.raises(BadModel):
        read_model(json.dumps(data))


@pytest.mark.parametrize("text", ["", "[]", "{}", "not json"])
def test_a_file_of_another_kind_is_refused(text: str) -> None:
    with pytest.raises(BadModel):
        read_model(text)
