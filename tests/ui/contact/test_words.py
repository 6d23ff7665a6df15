"""Every kind, state and outcome has its words, its look and its way out."""

from __future__ import annotations

from app.rules.finding.states import FINDING_STATE_WORDS, FINDING_WORDS, FindingKind, FindingState
from app.ui.contact.words import ADVICE, STATE_LOOKS, length


def test_nothing_is_left_without_words() -> None:
    assert set(ADVICE) == set(FINDING_WORDS) == set(FindingKind)
    assert set(STATE_LOOKS) == set(FINDING_STATE_WORDS) == set(FindingState)
    assert len(set(FINDING_WORDS.values())) == len(FindingKind)


def test_the_length_of_a_call_in_words() -> None:
    assert [length(seconds) for seconds in (None, 0, 59, 65, 3600)] == [
        "",
        "0 秒",
        "59 秒",
        "1 分 05 秒",
        "60 分 00 秒",
    ]
