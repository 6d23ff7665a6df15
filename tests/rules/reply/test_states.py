from __future__ import annotations

import itertools

import pytest

from app.rules.reply.states import REPLY_FLOW, ReplyState, ReplyVerb, is_writable
from app.rules.shared.flow import IllegalMove

ALLOWED = {
    ("draft", "write"): "draft",
    ("draft", "submit"): "submitted",
    ("draft", "pass"): "passed",
    ("draft", "send-back"): "sent-back",
    ("submitted", "revise"): "submitted",
    ("submitted", "submit"): "submitted",
    ("submitted", "pass"): "passed",
    ("submitted", "send-back"): "sent-back",
    ("sent-back", "write"): "draft",
    ("sent-back", "submit"): "submitted",
    ("sent-back", "pass"): "passed",
    ("sent-back", "send-back"): "sent-back",
    ("passed", "send"): "sent",
}
EVERY_MOVE = list(itertools.product(ReplyState, ReplyVerb))


@pytest.mark.parametrize(("state", "verb"), [move for move in EVERY_MOVE if move in ALLOWED])
def test_allowed_verbs_lead_where_the_life_of_a_reply_says(state: ReplyState, verb: ReplyVerb) -> None:
    assert REPLY_FLOW.after(state, verb) == ALLOWED[state.value, verb.value]


@pytest.mark.parametrize(("state", "verb"), [move for move in EVERY_MOVE if move not in ALLOWED])
def test_every_other_verb_is_refused_in_chinese(state: ReplyState, verb: ReplyVerb) -> None:
    with pytest.raises(IllegalMove, match="答复"):
        REPLY_FLOW.after(state, verb)


def test_a_reply_that_was_passed_is_history() -> None:
    assert [state for state in ReplyState if not is_writable(state)] == [ReplyState.PASSED, ReplyState.SENT]
