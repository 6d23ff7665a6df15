"""The life of a round: what is an answer, what can follow what."""

from __future__ import annotations

import pytest

from app.rules.shared.flow import IllegalMove
from app.rules.urge.states import EFFECTIVE_STATES, OPEN_STATES, URGE_FLOW, UrgeState, UrgeVerb


def test_a_round_is_effective_only_once_the_unit_answered():
    sent = URGE_FLOW.after(UrgeState.TO_SEND, UrgeVerb.SEND)
    assert sent in OPEN_STATES
    assert {URGE_FLOW.after(sent, verb) for verb in (UrgeVerb.ANSWER, UrgeVerb.PROMISE)} <= EFFECTIVE_STATES
    assert not OPEN_STATES & EFFECTIVE_STATES


def test_a_unit_may_answer_before_anybody_sent():
    assert URGE_FLOW.after(UrgeState.TO_SEND, UrgeVerb.ANSWER) is UrgeState.ANSWERED


def test_an_ended_round_takes_nothing_more():
    assert URGE_FLOW.verbs(UrgeState.ENDED) == ()
    with pytest.raises(IllegalMove, match="已结束"):
        URGE_FLOW.after(UrgeState.ENDED, UrgeVerb.SEND)


def test_only_a_promise_can_be_broken_and_a_broken_one_may_still_be_kept():
    broken = URGE_FLOW.after(UrgeState.PROMISED, UrgeVerb.BREAK)
    assert URGE_FLOW.after(broken, UrgeVerb.KEEP) is UrgeState.ANSWERED
    assert not URGE_FLOW.allows(UrgeState.ANSWERED, UrgeVerb.BREAK)
