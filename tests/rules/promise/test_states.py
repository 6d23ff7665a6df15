from __future__ import annotations

import itertools

import pytest

from app.rules.promise.states import ENDING_VERBS, OPEN_PROMISES, PROMISE_FLOW, PromiseState, PromiseVerb
from app.rules.shared.flow import IllegalMove

ALLOWED = {
    ("proposed", "confirm"): "confirmed",
    ("proposed", "keep"): "kept",
    ("proposed", "break"): "broken",
    ("proposed", "drop"): "dropped",
    ("confirmed", "confirm"): "confirmed",
    ("confirmed", "keep"): "kept",
    ("confirmed", "break"): "broken",
    ("confirmed", "drop"): "dropped",
    ("kept", "reopen"): "proposed",
    ("broken", "reopen"): "proposed",
    ("dropped", "reopen"): "proposed",
}
EVERY_MOVE = list(itertools.product(PromiseState, PromiseVerb))


@pytest.mark.parametrize(("state", "verb"), [move for move in EVERY_MOVE if move in ALLOWED])
def test_allowed_verbs_lead_where_the_life_of_a_promise_says(state: PromiseState, verb: PromiseVerb) -> None:
    assert PROMISE_FLOW.after(state, verb) == ALLOWED[state.value, verb.value]


@pytest.mark.parametrize(("state", "verb"), [move for move in EVERY_MOVE if move not in ALLOWED])
def test_every_other_verb_is_refused_with_the_way_out(state: PromiseState, verb: PromiseVerb) -> None:
    with pytest.raises(IllegalMove) as refused:
        PROMISE_FLOW.after(state, verb)
    assert refused.value.message.startswith("这条承诺")
    assert bool(refused.value.hint) is (state not in OPEN_PROMISES)


def test_the_verbs_that_end_a_promise_lead_out_of_the_open_states() -> None:
    ends = {verb for state in OPEN_PROMISES for verb in PromiseVerb if PROMISE_FLOW.allows(state, verb)}
    assert {
        verb for verb in ends if PROMISE_FLOW.after(PromiseState.PROPOSED, verb) not in OPEN_PROMISES
    } == ENDING_VERBS
