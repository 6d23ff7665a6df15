"""What tickets cost the score: the parts add up to what it lacks of 100, and the score without them is exact."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.figures.counterfactual import (
    RemedyFacts,
    RemedyKind,
    Rival,
    Standing,
    effect,
    effect_words,
    lost_points,
    open_words,
    points_words,
    remedies,
    rivals,
    score_gain,
    standing,
    turned,
    without,
)
from app.rules.figures.fields import Field
from app.rules.figures.rates import Weights
from app.rules.figures.rows import Counted, Row, ranked

NOW = datetime(2026, 12, 1, 4, tzinfo=UTC)
PARTLY = Weights(partly=Decimal("0.5"))
FACTS = RemedyFacts(
    unresolved=True, no_rework="", excluded=False, application="", may_apply=True, apply_until=None, no_return="已办结"
)


@st.composite
def parts(draw) -> Counted:
    valid = draw(st.integers(0, 30))
    solved, satisfied = draw(st.integers(0, valid)), draw(st.integers(0, valid))
    return Counted(
        received=valid + draw(st.integers(0, 5)),
        valid=valid,
        contacted=draw(st.integers(0, valid)),
        solved=solved,
        partly=draw(st.integers(0, valid - solved)),
        satisfied=satisfied,
        mostly=draw(st.integers(0, valid - satisfied)),
    )


def added(one: Counted, other: Counted) -> Counted:
    return Counted(**{name: getattr(one, name) + getattr(other, name) for name in Counted.__slots__})


@given(parts(), parts(), st.sampled_from((Weights(), PARTLY)))
def test_what_the_parts_lose_is_what_the_score_lacks(one, other, weights):
    whole = added(one, other)
    score = Row("", whole, weights).exact(Field.SCORE)
    lost = lost_points(one, whole.valid, weights) + lost_points(other, whole.valid, weights)
    assert lost == (0 if score is None else 100 - score)


@given(parts(), parts(), st.sampled_from((Weights(), PARTLY)))
def test_without_a_part_stands_the_score_of_the_other(one, other, weights):
    whole = Row("", added(one, other), weights)
    rest = Row("", other, weights)
    found = effect(whole, one)
    assert found.without.score == rest.printed(Field.SCORE)
    assert without(whole.counted, one) == other
    if one.valid and other.valid:
        assert score_gain(whole, one) == rest.exact(Field.SCORE) - whole.exact(Field.SCORE)


@given(parts(), parts())
def test_turned_round_a_part_brings_back_all_it_lost(one, other):
    whole = Row("", added(one, other))
    found = effect(whole, one)
    after = Row("", turned(whole.counted, one)).exact(Field.SCORE)
    if whole.counted.valid:
        assert after == whole.exact(Field.SCORE) + found.lost
        assert after <= 100


@given(st.lists(parts(), min_size=1, max_size=8))
def test_a_place_among_rows_is_the_place_of_the_ranking(counts):
    rows = [Row(str(place), counted) for place, counted in enumerate(counts)]
    places = {row.key: place for place, row in ranked(rows)}
    for row in rows:
        assert standing(row, rivals(rows, row.key)).place == places[row.key]


def test_places_among_scores_that_somebody_told():
    row = Row("", Counted(valid=1000, contacted=1000, solved=900, satisfied=900))
    others = [Rival(Fraction(text)) for text in ("95.0", "91.0", "91.1", "80")]
    assert standing(row, others) == Standing("91.0", 3, 5)
    assert standing(row) == Standing("91.0")
    assert standing(Row("", Counted()), others) == Standing(None)


def test_words():
    assert [points_words(Fraction(text)) for text in ("0", "0.355", "12", "0.001", "-0.25")] == [
        "0.00", "0.36", "12.00", "<0.01", "-0.25",
    ]  # fmt: skip
    before, after = Standing("93.1", 14, 17), Standing("95.4", 6, 17)
    assert effect_words("家政退费", 9, before, after) == "若无“家政退费”的 9 件：综合成绩 93.1 → 95.4，排名第 14 → 第 6"
    assert effect_words("家政退费", 9, Standing("93.1"), Standing(None)) == "若无“家政退费”的 9 件：综合成绩 93.1 → —"


@pytest.mark.parametrize(
    ("changed", "open_kinds"),
    [
        ({}, {"rework", "exclude"}),
        ({"no_return": ""}, {"rework", "exclude", "return"}),
        ({"unresolved": False}, {"exclude"}),
        ({"no_rework": "工单已退单"}, {"exclude"}),
        ({"excluded": True}, {"rework"}),
        ({"may_apply": False, "application": "审核中"}, {"rework"}),
        ({"apply_until": NOW}, {"rework"}),
        ({"apply_until": NOW + timedelta(seconds=1)}, {"rework", "exclude"}),
    ],
)
def test_the_ways_out_of_a_ticket(changed, open_kinds):
    facts = RemedyFacts(**{name: changed.get(name, getattr(FACTS, name)) for name in RemedyFacts.__slots__})
    found = remedies(facts, NOW)
    assert [one.kind for one in found] == list(RemedyKind)
    assert {str(one.kind) for one in found if one.open} == open_kinds
    assert all(one.why for one in found if not one.open)
    assert open_words(found) != "无"


def test_no_way_out_is_said():
    facts = RemedyFacts(True, "工单已退单", True, "", True, None, "工单已退单")
    assert open_words(remedies(facts, NOW)) == "无"
