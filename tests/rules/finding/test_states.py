from __future__ import annotations

import itertools

import pytest

from app.rules.finding.states import FINDING_FLOW, FindingState, FindingVerb
from app.rules.shared.flow import IllegalMove

ALLOWED = {
    ("open", "explain"): "explained",
    ("open", "open-again"): "open",
    ("open", "correct"): "corrected",
    ("explained", "explain"): "explained",
    ("explained", "open-again"): "open",
    ("corrected", "recur"): "open",
}
EVERY_MOVE = list(itertools.product(FindingState, FindingVerb))


@pytest.mark.parametrize(("state", "verb"), [move for move in EVERY_MOVE if move in ALLOWED])
def test_allowed_verbs_lead_where_the_life_of_a_finding_says(state: FindingState, verb: FindingVerb) -> None:
    assert FINDING_FLOW.after(state, verb) == ALLOWED[state.value, verb.value]


@pytest.mark.parametrize(("state", "verb"), [move for move in EVERY_MOVE if move not in ALLOWED])
def test_every_other_verb_is_refused(state: FindingState, verb: FindingVerb) -> None:
    with pytest.raises(IllegalMove, match="这条"):
        FINDING_FLOW.after(state, verb)
