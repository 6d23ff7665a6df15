"""The procedure of an application: every move of every state and level, allowed or refused with a sentence."""

from __future__ import annotations

import pytest

from app.rules.exclusion.moves import (
    EXCLUSION_FLOW,
    EXCLUSION_STATE_WORDS,
    ExclusionState,
    ExclusionVerb,
    Level,
    after_step,
    platform_verdict,
)
from app.rules.shared.flow import IllegalMove

S, V, L = ExclusionState, ExclusionVerb, Level
# Written out by hand, so that a change of the rule shows: (state, verb) → state, for every level.
MOVES = {
    (S.DRAFT, V.SUBMIT): S.REVIEW,
    (S.DRAFT, V.WITHDRAW): S.WITHDRAWN,
    (S.SENT_BACK, V.SUBMIT): S.REVIEW,
    (S.SENT_BACK, V.WITHDRAW): S.WITHDRAWN,
    (S.SENT_BACK, V.PLATFORM_PASS): S.PASSED,
    (S.SENT_BACK, V.PLATFORM_REFUSE): S.REFUSED,
    (S.REVIEW, V.SEND_BACK): S.SENT_BACK,
    (S.REVIEW, V.REFUSE): S.REFUSED,
    (S.REVIEW, V.WITHDRAW): S.WITHDRAWN,
    (S.REVIEW, V.PLATFORM_PASS): S.PASSED,
    (S.REVIEW, V.PLATFORM_REFUSE): S.REFUSED,
    (S.PASSED, V.PLATFORM_PASS): S.PASSED,
    (S.PASSED, V.PLATFORM_REFUSE): S.REFUSED,
    (S.REFUSED, V.PLATFORM_PASS): S.PASSED,
    (S.REFUSED, V.PLATFORM_REFUSE): S.REFUSED,
}


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("verb", ExclusionVerb)
@pytest.mark.parametrize("state", ExclusionState)
def test_every_move_is_as_written_or_refused_with_a_sentence(state, verb, level):
    if (state, verb) == (S.REVIEW, V.PASS):
        after = {L.UNIT: (S.REVIEW, L.DEPARTMENT), L.DEPARTMENT: (S.REVIEW, L.CENTRE), L.CENTRE: (S.PASSED, L.CENTRE)}
        assert after_step(state, level, verb) == after[level]
    elif (state, verb) in MOVES:
        assert after_step(state, level, verb) == (MOVES[state, verb], L.UNIT if verb is V.SUBMIT else level)
    else:
        assert not EXCLUSION_FLOW.allows(state, verb)
        with pytest.raises(IllegalMove, match=f"申请{EXCLUSION_STATE_WORDS[state]}，不能") as refused:
            after_step(state, level, verb)
        assert refused.value.hint


def test_a_withdrawn_application_allows_nothing():
    assert EXCLUSION_FLOW.verbs(S.WITHDRAWN) == ()


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("审核通过", True),
        ("同意剔除", True),
        ("已挂账", True),
        ("审核不通过", False),
        ("驳 回", False),
        ("不予剔除", False),
        ("未通过", False),
        ("审核中", None),
        ("", None),
        ("其他", None),
    ],
)
def test_the_platforms_words_are_understood_or_left_alone(words, verdict):
    assert platform_verdict(words) is verdict
