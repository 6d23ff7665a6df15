"""The difference to the official score: every cause, and points that add up exactly."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.figures.fields import Field
from app.rules.figures.rows import Counted, Row
from app.rules.ranking.difference import (
    CAUSE_WORDS,
    NOTHING,
    Cause,
    Side,
    cause_of,
    explain,
    side_words,
    worth_objecting,
)

FULL = frozenset({"contacted", "solved", "satisfied"})
NAMES = ("contacted", "solved", "partly", "satisfied", "mostly")


def row_of(sides) -> Row:
    """A row counted the plain way from what one side counts."""
    counting = [side for side in sides if side.counts]
    counts = {name: sum(name in side.answers for side in counting) for name in NAMES}
    return Row("", Counted(received=len(counting), valid=len(counting), **counts))


@st.composite
def sides(draw, *, unsaid: bool = False) -> Side:
    answers = {draw(st.sampled_from(("contacted", ""))), draw(st.sampled_from(("solved", "partly", "")))}
    answers |= {draw(st.sampled_from(("satisfied", "mostly", "")))}
    valid = draw(st.booleans())
    excluded = draw(st.sampled_from((True, False, None) if unsaid else (True, False)))
    return Side(valid, frozenset(filter(None, answers)) if valid else frozenset(), excluded)


@given(
    st.dictionaries(st.sampled_from("abcdefgh"), sides()),
    st.dictionaries(st.sampled_from("abcdefgh"), sides(unsaid=True), min_size=1),
    st.sampled_from(("93.1", "")),
)
def test_the_points_of_all_tickets_are_the_whole_difference(ours, theirs, official):
    mine = row_of(ours.values())
    found = explain(mine, ours, theirs, official)
    resolved = [
        Side(one.valid, one.answers, one.excluded if one.excluded is not None else bool(ours.get(n, NOTHING).excluded))
        for n, one in theirs.items()
    ]
    other = row_of(resolved)
    gap = (other.exact(Field.SCORE) or Fraction()) - (mine.exact(Field.SCORE) or Fraction())
    assert sum(found.by_cause.values()) == gap == sum(one.points for one in found.tickets)
    assert found.listed == other.printed(Field.SCORE)
    assert found.ours == mine.printed(Field.SCORE)
    if official:
        assert found.rest == Fraction(official) - (other.exact(Field.SCORE) or Fraction())
    else:
        assert found.rest is None
    assert sum(found.counts.values()) == len(found.tickets) <= len({*ours, *theirs})


@pytest.mark.parametrize(
    ("ours", "theirs", "cause"),
    [
        (Side(True, FULL), Side(True, FULL), None),
        (Side(True, FULL), Side(True, FULL, None), None),
        (Side(True, FULL), Side(True, frozenset()), Cause.ANSWERS),
        (Side(True, FULL), Side(True, FULL, True), Cause.THEY_EXCLUDED),
        (Side(True, FULL), Side(False, frozenset(), True), Cause.THEY_EXCLUDED),
        (Side(True, FULL, True), Side(True, FULL), Cause.WE_EXCLUDED),
        (Side(True, FULL, True), Side(True, FULL, None), None),
        (Side(False), Side(True, FULL), Cause.LACKING),
        (NOTHING, Side(True, FULL, None), Cause.LACKING),
        (Side(True, FULL), NOTHING, Cause.EXTRA),
        (Side(False), NOTHING, None),
    ],
)
def test_causes(ours, theirs, cause):
    assert cause_of(ours, theirs) is cause


def test_without_a_list_nothing_is_explained():
    found = explain(row_of([Side(True, FULL)]), {"a": Side(True, FULL)}, {}, "93.1")
    assert found.listed is None
    # Without a list every ticket of ours would be "not in it"; reading leaves the explanation out altogether.
    assert found.counts[Cause.EXTRA] == 1


def test_only_what_costs_us_is_worth_objecting_to():
    ours = {"a": Side(True, FULL), "b": Side(True, frozenset({"contacted"})), "c": Side(True, FULL, True)}
    theirs = {"a": Side(True, frozenset({"contacted"})), "b": Side(True, FULL), "c": Side(True, frozenset())}
    found = explain(row_of(ours.values()), ours, theirs, "50")
    assert [(one.number, one.cause) for one in worth_objecting(found.tickets)] == [
        ("a", Cause.ANSWERS),
        ("c", Cause.WE_EXCLUDED),
    ]


def test_words():
    assert set(CAUSE_WORDS) == set(Cause)
    assert side_words(NOTHING) == "无有效回访"
    assert side_words(Side(True, frozenset({"contacted", "partly", "mostly"}), True)) == (
        "有效回访：联系 是、解决 部分解决、满意 基本满意；已剔除"
    )
