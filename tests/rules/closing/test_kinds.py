"""Which valid callbacks can still be turned."""

from __future__ import annotations

import pytest

from app.rules.closing.kinds import turnable_words
from app.rules.survey.states import Satisfied, Solved


@pytest.mark.parametrize(
    ("solved", "satisfied", "words"),
    [
        (Solved.YES, Satisfied.SATISFIED, ""),
        (Solved.YES, Satisfied.MOSTLY, ""),
        (Solved.YES, Satisfied.NO_OPINION, ""),
        (None, None, ""),
        (Solved.NO, None, "未解决"),
        (Solved.PARTLY, Satisfied.FAIR, "部分解决，一般"),
        (Solved.YES, Satisfied.UNSATISFIED, "不满意"),
    ],
)
def test_an_answer_that_is_bad_can_be_turned(solved, satisfied, words) -> None:
    assert turnable_words(solved, satisfied) == words
