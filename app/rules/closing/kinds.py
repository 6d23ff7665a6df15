"""What stands in the closing list (收官清单) of an assessment period, and which callbacks can still be turned."""

from __future__ import annotations

from app.rules.shared.worded import Worded
from app.rules.survey.states import SATISFIED_WORDS, SOLVED_WORDS, Satisfied, Solved


class ClosingKind(Worded):
    """The kinds of matters to be closed before the period ends, in their order."""

    MISSED = "missed", "漏联"
    TURNABLE = "turnable", "可转化回访"
    APPLICATION = "application", "申请未提交"
    REVIEW = "review", "答复在审"
    DIFFERENCE = "difference", "与平台不一致"
    TWIN = "twin", "待认号"


_GOOD = frozenset({Satisfied.SATISFIED, Satisfied.MOSTLY})


def turnable_words(solved: Solved | None, satisfied: Satisfied | None) -> str:
    """What of a valid callback can still be turned: 未解决，不满意; empty when nothing can.

    A question that was not answered, or answered without an opinion, is not bad.
    """
    bad = []
    if solved is not None and solved is not Solved.YES:
        bad.append(SOLVED_WORDS[solved])
    if satisfied is not None and satisfied not in _GOOD and satisfied is not Satisfied.NO_OPINION:
        bad.append(SATISFIED_WORDS[satisfied])
    return "，".join(bad)
